import type { CommentId } from '../model/comment.js';
import type { ThreadPage } from '../model/thread.js';

/** A thread with fewer comments is read at a glance. */
const TOTAL_MIN = 10;
/** So many entries of the list are on the screen anyway. */
const SEEN = 3;

/** Which of a page's highlights are worth showing above its list. */
export function standingOut({ thread, highlights, lists }: ThreadPage, most: number): CommentId[] {
  if (thread.total < TOTAL_MIN) return [];
  const top = lists.find(({ parent }) => parent === null)?.ids.slice(0, SEEN);
  return highlights.slice(0, most).filter((id) => !top?.includes(id));
}
