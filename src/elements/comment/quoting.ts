import type { ReplyRequest } from '../events.js';
import { PalabreRequestEvent } from '../request-event.js';
import type { PalabreComposer } from '../composer/composer.js';
import type { ThreadContext } from '../context.js';
import type { Piece } from '../../markup/pieces.js';
import type { PalabreComment } from './comment.js';

/** A thread, as far as quoting needs it. */
interface QuotedThread extends HTMLElement {
  readonly context: ThreadContext | null;
}

const offering = new WeakSet<HTMLElement>();

/**
 * Offers, while a passage of one comment is selected, to quote it in a reply: by a button in the row
 * below the comment. The document is listened to only while something is selected in the thread.
 */
export function offerQuotes(thread: QuotedThread): void {
  const root = thread.shadowRoot;
  if (!root || offering.has(thread)) return;
  offering.add(thread);
  let following: AbortController | null = null;
  let waits = false;
  const button = makeButton(() => later());

  const offer = (): void => {
    waits = false;
    const range = thread.isConnected ? selectedIn(root) : null;
    if (range) return button.offer(range, thread);
    button.withdraw();
    if (button.isHeld && thread.isConnected) return;
    following?.abort();
    following = null;
  };
  // A selection that is drawn changes many times in a frame.
  const later = (): void => {
    if (!waits) requestAnimationFrame(offer);
    waits = true;
  };
  root.addEventListener('selectstart', () => {
    if (following) return;
    following = new AbortController();
    document.addEventListener('selectionchange', later, { signal: following.signal });
  });
}

function makeButton(left: () => void) {
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('part', 'quote-button');
  let passage: DocumentFragment | null = null;
  let isHeld = false;
  // A press must not take away what it is about.
  button.addEventListener('mousedown', (event) => event.preventDefault());
  button.addEventListener('pointerdown', () => (isHeld = true));
  for (const type of ['pointercancel', 'pointerleave']) {
    button.addEventListener(type, () => (isHeld = false));
  }
  button.addEventListener('blur', left);
  button.addEventListener('click', () => {
    isHeld = false;
    const comment = button.closest<PalabreComment>('palabre-comment');
    if (comment && passage) void quote(comment, passage);
    // It goes away, and the keyboard with it; whatever comes now begins from here.
    const reply = button.parentElement?.querySelector<HTMLElement>("[part='reply-button']");
    if (button.matches(':focus')) reply?.focus();
    document.getSelection()?.removeAllRanges();
    button.remove();
  });
  return {
    get isHeld() {
      return isHeld;
    },
    offer(range: Range, thread: QuotedThread): void {
      const row = rowOf(range);
      const messages = thread.context?.locale.writing;
      if (!row || !messages) return this.withdraw();
      passage = range.cloneContents();
      if (button.textContent !== messages.quoteSelection) {
        button.textContent = messages.quoteSelection;
      }
      if (button.parentElement !== row) row.querySelector("[part='reply-button']")!.after(button);
    },
    withdraw(): void {
      if (!isHeld && !button.matches(':focus')) button.remove();
    },
  };
}

/** Where the button belongs: the row below the comment whose text holds all of a range. */
function rowOf(range: Range): Element | null {
  const [start, end] = [range.startContainer, range.endContainer].map((node) =>
    (node instanceof Element ? node : node.parentElement)?.closest("[part='body']"),
  );
  if (!start || start !== end || range.toString().trim() === '') return null;
  const row = start.parentElement?.querySelector(":scope > [part='actions']");
  return row?.querySelector("[part='reply-button']") ? row : null;
}

/** What is selected in a root; browsers differ in how they tell. */
function selectedIn(root: ShadowRoot): Range | null {
  const selection = document.getSelection();
  if (!selection) return null;
  const own = root as ShadowRoot & { getSelection?(): Selection | null };
  const [found] = composedRanges(selection, root) ?? rangesOf(own.getSelection?.() ?? selection);
  if (!found || !root.contains(found.startContainer) || !root.contains(found.endContainer)) {
    return null;
  }
  const range = document.createRange();
  range.setStart(found.startContainer, found.startOffset);
  range.setEnd(found.endContainer, found.endOffset);
  return range.collapsed ? null : range;
}

/** `null` where there are none, or only as an earlier draft of the standard had them. */
function composedRanges(selection: Selection, root: ShadowRoot): AbstractRange[] | null {
  if (typeof selection.getComposedRanges !== 'function') return null;
  try {
    return selection.getComposedRanges({ shadowRoots: [root] });
  } catch {
    const { getComposedRanges } = selection as unknown as {
      getComposedRanges(...roots: ShadowRoot[]): AbstractRange[];
    };
    return getComposedRanges.call(selection, root);
  }
}

function rangesOf(selection: Selection): AbstractRange[] {
  return selection.rangeCount > 0 ? [selection.getRangeAt(0)] : [];
}

/** Begins a reply with the passage in it, or adds it to the one that is begun. */
async function quote(comment: PalabreComment, passage: DocumentFragment): Promise<void> {
  const detail: ReplyRequest = { comment: comment.commentId };
  const request = new PalabreRequestEvent('palabre-reply-request', detail);
  if (!comment.dispatchEvent(request)) return;
  const [{ quotationOf }] = await Promise.all([
    import('../../markup/from-document.js'),
    request.outcome.then(() => comment.updateComplete),
  ]);
  const composer = comment.querySelector<PalabreComposer>(':scope > palabre-composer');
  await composer?.quote(quotationOf(pieceOf(passage)));
}

function pieceOf(node: Node): Piece {
  const children = [...node.childNodes].map(pieceOf);
  if (!(node instanceof Element)) {
    return { name: '', text: node instanceof Text ? node.data : '', children, attributes: {} };
  }
  const attributes: Piece['attributes'] = {};
  for (const name of ['href', 'start'] as const) {
    const value = node.getAttribute(name);
    if (value !== null) attributes[name] = value;
  }
  return { name: node.localName, text: '', children, attributes };
}
