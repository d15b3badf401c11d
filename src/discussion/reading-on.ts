import type { CommentId } from '../model/comment.js';
import type { Discussion } from './discussion.js';

/** The long comments that are shown whole, for as long as the page lasts. */
const whole = new WeakMap<Discussion, Set<CommentId>>();

/** Whether the reader has asked for all of a long comment. */
export function wasReadOn(discussion: Discussion, id: CommentId): boolean {
  return whole.get(discussion)?.has(id) ?? false;
}

export function setReadOn(discussion: Discussion, id: CommentId, isWhole: boolean): void {
  const all = whole.get(discussion) ?? new Set();
  whole.set(discussion, all);
  if (isWhole) all.add(id);
  else all.delete(id);
}
