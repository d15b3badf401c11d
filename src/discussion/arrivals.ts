import type { Comment, CommentId } from '../model/comment.js';
import type { Discussion } from './discussion.js';

/** The comments that wait to be shown, so that nothing moves that is being read. */
const waiting = new WeakMap<Discussion, Set<CommentId>>();

/** Lets a comment wait that others have written. */
export function addArrival(discussion: Discussion, { id }: Comment): void {
  const all = waiting.get(discussion) ?? new Set();
  waiting.set(discussion, all.add(id));
  discussion.store.tell('arrivals');
}

/** What waits below a comment that is shown, or (`null`) for the top level: answers to it included. */
export function arrivalsIn(discussion: Discussion, parent: CommentId | null): Comment[] {
  return allArrivals(discussion).filter((comment) => shownAbove(discussion, comment) === parent);
}

/**
 * Puts what waits in its lists, and answers it, in the order in which it was written. Without a
 * `parent`, all that waits.
 */
export function showArrivals(discussion: Discussion, parent?: CommentId | null): Comment[] {
  const { store } = discussion;
  const shown = parent === undefined ? allArrivals(discussion) : arrivalsIn(discussion, parent);
  for (const comment of shown) {
    waiting.get(discussion)!.delete(comment.id);
    store.place(comment, endOf(discussion, comment.parent), true);
  }
  if (shown.length > 0) store.tell('arrivals');
  return shown;
}

/** Where what was just written belongs in a list. */
export function endOf({ sort }: Discussion, parent: CommentId | null): 'first' | 'last' {
  return parent === null && sort !== 'oldest' ? 'first' : 'last';
}

/** All that waits, the oldest first, so that an answer comes after what it answers. */
export function allArrivals(discussion: Discussion): Comment[] {
  const { store } = discussion;
  const found: Comment[] = [];
  for (const id of waiting.get(discussion) ?? []) {
    const comment = store.comment(id);
    // Withdrawn meanwhile, or loaded into its list, nothing waits any more.
    const waits = comment?.tombstone === null && !store.list(comment.parent).ids.includes(id);
    if (waits && shownAbove(discussion, comment) !== undefined) found.push(comment);
  }
  return found.sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
}

/**
 * The closest comment above that is in its list, `null` for the top level; `undefined` where that
 * list will bring what waits by itself, or is not loaded.
 */
function shownAbove(discussion: Discussion, comment: Comment): CommentId | null | undefined {
  const { store } = discussion;
  const { parent } = comment;
  const above = parent === null ? null : store.comment(parent);
  if (above === undefined) return undefined;
  const isShown = above === null || store.list(above.parent).ids.includes(above.id);
  if (!isShown)
    return waiting.get(discussion)?.has(above.id) ? shownAbove(discussion, above) : undefined;
  const comesLater = endOf(discussion, parent) === 'last' && store.list(parent).cursor !== null;
  return comesLater ? undefined : parent;
}
