import { setReadOn, wasReadOn } from '../../discussion/reading-on.js';
import type { LivingComment } from '../../model/comment.js';
import type { PalabreComment } from '../comment/comment.js';
import { elementOf } from './finding.js';
import type { ThreadHost } from './host.js';
import { linkedComment } from './permalink.js';
import { keepReadingPlace } from './reading-place.js';

/** From how much text on a comment is folded, in UTF-16 code units. */
const LONG = 2500;

const following = new WeakSet<ThreadHost>();
/** Those of which it is decided whether they are folded. */
const settled = new WeakSet<Element>();

/** Folds what is very long and out of sight, so that nothing moves that is read. */
export function foldLong(host: ThreadHost): void {
  const { context, renderRoot } = host;
  const elements = [...renderRoot.querySelectorAll<PalabreComment>('palabre-comment')];
  const long = elements.filter(({ commentId }) => {
    const record = context?.discussion.store.comment(commentId);
    return record?.tombstone === null && isLong(record);
  });
  settle(host, long, isOutOfSight);
  if (following.has(host)) return;
  following.add(host);
  renderRoot.addEventListener('scroll', ({ target }) => onScroll(host, target as HTMLElement), {
    capture: true,
  });
}

/** Folds a comment that is being rendered, before it is painted for the first time. */
export function foldInTime(host: ThreadHost, comment: LivingComment): void {
  if (!isLong(comment)) return;
  const element = elementOf(host, comment.id);
  if (!element) return;
  const wasThere = bodyOf(element) !== null;
  queueMicrotask(() => settle(host, [element], wasThere ? isOutOfSight : () => true));
}

/** Shows all of a comment that is led to. */
export function unfold(host: ThreadHost, comment: PalabreComment): void {
  const body = bodyOf(comment);
  if (body?.matches('.folded')) setFolded(host, body, false);
}

/** Says on the buttons what they do, in a language that has changed. */
export function relabelFolds(host: ThreadHost): void {
  for (const button of host.renderRoot.querySelectorAll<HTMLElement>("[part='read-on']")) {
    label(host, button);
  }
}

/** What is folded scrolls only if something in it is found, selected or focused out of sight. */
function onScroll(host: ThreadHost, body: HTMLElement): void {
  const { scrollTop } = body;
  if (!body.matches('.folded') || scrollTop === 0) return;
  setFolded(host, body, false);
  scrollBy({ top: scrollTop, behavior: 'instant' });
}

/** Decides once about each body; what is read stays where it is. */
function settle(
  host: ThreadHost,
  elements: readonly PalabreComment[],
  isUnseen: (body: HTMLElement) => boolean,
): void {
  const folded = elements.flatMap((element) => {
    const body = bodyOf(element);
    if (!body || settled.has(body)) return [];
    settled.add(body);
    return mayFold(host, element) && isUnseen(body) ? [body] : [];
  });
  if (folded.length === 0) return;
  const keep = keepReadingPlace(host);
  for (const body of folded) fold(host, body);
  void keep();
}

function mayFold({ context }: ThreadHost, { commentId: id, linked }: PalabreComment): boolean {
  if (!context || linked) return false;
  const { discussion } = context;
  const record = discussion.store.comment(id);
  const isOwn = record?.tombstone === null && discussion.isOwn(record);
  return !isOwn && id !== linkedComment() && !wasReadOn(discussion, id);
}

function isOutOfSight(body: HTMLElement): boolean {
  const { top, bottom } = body.getBoundingClientRect();
  return !body.checkVisibility() || top > innerHeight || bottom < 0;
}

function fold(host: ThreadHost, body: HTMLElement): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('part', 'read-on');
  button.addEventListener('click', () => {
    const isFolded = body.matches('.folded');
    setFolded(host, body, !isFolded);
    // The text above it has become shorter.
    if (!isFolded) button.scrollIntoView({ block: 'nearest' });
  });
  body.after(button);
  setFolded(host, body, true);
}

function setFolded(host: ThreadHost, body: HTMLElement, isFolded: boolean): void {
  body.classList.toggle('folded', isFolded);
  label(host, body.nextElementSibling as HTMLElement);
  const comment = commentOf(body);
  if (comment && host.context) setReadOn(host.context.discussion, comment.commentId, !isFolded);
}

function label({ context }: ThreadHost, button: HTMLElement): void {
  const isFolded = button.previousElementSibling!.matches('.folded');
  const record = context?.discussion.store.comment(commentOf(button)?.commentId ?? '');
  const texts = context?.locale.writing?.folds;
  button.ariaExpanded = String(!isFolded);
  if (!texts) return;
  const text = isFolded ? texts.readOn : texts.fold;
  button.textContent = text;
  if (record?.tombstone === null) button.ariaLabel = texts.of(text, record.author.name);
}

function bodyOf(comment: PalabreComment): HTMLElement | null {
  return comment.querySelector<HTMLElement>(":scope > article > [part='body']");
}

function isLong({ body }: LivingComment): boolean {
  return lengthOf(body) > LONG;
}

interface Node {
  type: string;
  value?: string;
  children?: readonly Node[];
}

function lengthOf({ value = '', children = [] }: Node): number {
  let length = value.length;
  for (const child of children) length += lengthOf(child);
  return length;
}

function commentOf(element: Element): PalabreComment | null {
  return element.closest<PalabreComment>('palabre-comment');
}
