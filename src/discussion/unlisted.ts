import type { Comment, CommentId } from '../model/comment.js';
import type { Discussion } from './discussion.js';

/** Tombstones that stay in sight though no list has them any more, by the load that brought the lists. */
const inSight = new WeakMap<AbortSignal, Set<CommentId>>();

/** Whether a comment has its place only for what answers it. */
export function isGone({ tombstone }: Comment): boolean {
  return tombstone === 'author' || tombstone === 'account-erased';
}

/**
 * Notes what has left the lists with a comment that its author took back: that, if nothing answers
 * it, and the tombstones that stood above it for its sake. The reader sees them until the next load.
 */
export function noteUnlisted(discussion: Discussion, comment: Comment): void {
  const { store, loadSignal } = discussion;
  const unlisted = inSight.get(loadSignal) ?? new Set();
  inSight.set(loadSignal, unlisted);
  let at: Comment | undefined = comment;
  while (at && isGone(at) && countListed(discussion, at.id) === 0) {
    unlisted.add(at.id);
    store.tell(`list:${at.parent ?? ''}`);
    at = store.comment(at.parent ?? '');
  }
}

/** How many entries of a list are in sight that nobody else meets there. */
export function countUnlisted({ store, loadSignal }: Discussion, parent: CommentId | null): number {
  const unlisted = inSight.get(loadSignal);
  return unlisted ? store.list(parent).ids.filter((id) => unlisted.has(id)).length : 0;
}

/** How many entries a list has, loaded or not. */
export function countListed(discussion: Discussion, parent: CommentId | null): number {
  const { ids, total } = discussion.store.list(parent);
  return Math.max(ids.length, total) - countUnlisted(discussion, parent);
}
