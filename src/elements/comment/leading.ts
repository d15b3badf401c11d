import { nothing, type TemplateResult } from 'lit';
import type { PalabreComment } from './comment.js';

/*
 * What a thread does to a comment once it is read: leads to it, and shows below it what the reader
 * asked for there. Nobody needs it before the comment is painted.
 */

/** Brings a comment into view and marks it; with `focus`, the keyboard's focus goes there too. */
export async function show(comment: PalabreComment, focus: boolean): Promise<void> {
  comment.linked = true;
  await comment.updateComplete;
  find(comment, 'comment')?.scrollIntoView({ block: 'start' });
  if (focus) focusArticle(comment);
}

export function focusArticle(comment: PalabreComment): void {
  find(comment, 'comment')?.focus({ preventScroll: true });
}

/** Puts the keyboard where a reply is being written. */
export function focusAnswer(comment: PalabreComment): void {
  find(comment, 'composer')?.focus();
}

/** Says what the reader lacks, or no longer. */
export function showDenial(comment: PalabreComment, denial: TemplateResult | typeof nothing): void {
  if (denial === nothing && comment.denial === nothing) return;
  const returns = denial === nothing && holdsFocus(comment, 'prompt');
  comment.denial = denial;
  if (returns) focusArticle(comment);
  // Asked again, the prompt that stands there already gets the keyboard.
  void comment.updateComplete.then(() => find(comment, 'prompt')?.focus());
}

/** Says it no longer, as the reader wishes: they are back at the button that it came from. */
export function endDenial(comment: PalabreComment, button: string): void {
  comment.denial = nothing;
  void comment.updateComplete.then(() => focusButton(comment, button));
}

/** Puts the keyboard on a button of a comment; on the comment itself where there is none any more. */
export function focusButton(comment: PalabreComment, button: string): void {
  const article = find(comment, 'comment');
  (article?.querySelector<HTMLElement>(`[part~='${button}']`) ?? article)?.focus();
}

/** Shows a composer below the comment, or no longer; the focus then comes back. */
export function showAnswer(comment: PalabreComment, answer: TemplateResult | typeof nothing): void {
  const returns = answer === nothing && holdsFocus(comment, 'composer');
  comment.answer = answer;
  if (returns) void comment.updateComplete.then(() => focusButton(comment, 'reply-button'));
}

function holdsFocus(comment: PalabreComment, part: string): boolean | undefined {
  return find(comment, part)?.matches(':focus-within');
}

function find(comment: PalabreComment, part: string): HTMLElement | null {
  return comment.renderRoot.querySelector<HTMLElement>(`[part~='${part}']`);
}
