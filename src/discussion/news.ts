import { noteVisit } from '../cache/visits.js';
import type { Comment } from '../model/comment.js';
import type { Discussion } from './discussion.js';

/** Since when comments are new to the reader, by discussion. */
const since = new WeakMap<Discussion, string>();

/** Notes that what is loaded of a thread is read now. */
export function noteReading(discussion: Discussion): void {
  const newest = newestOf(listedIn(discussion));
  if (newest === '') return;
  const from = noteVisit(discussion.thread.key, newest);
  if (from !== null && !since.has(discussion)) since.set(discussion, from);
}

/** The comments of others that are loaded and were written since the reader's last visit. */
export function newsOf(discussion: Discussion): Comment[] {
  const from = since.get(discussion);
  if (from === undefined) return [];
  return listedIn(discussion).filter(
    (comment) =>
      comment.createdAt > from && comment.tombstone === null && !discussion.isOwn(comment),
  );
}

/** The comments that are loaded and in their lists. */
export function listedIn({ store }: Discussion): Comment[] {
  const found: Comment[] = [];
  const waiting: (string | null)[] = [null];
  for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
    for (const id of store.list(parent).ids) {
      const comment = store.comment(id);
      if (!comment) continue;
      found.push(comment);
      waiting.push(id);
    }
  }
  return found;
}

/** When the newest of these comments was written; empty where there is none. */
export function newestOf(comments: readonly Comment[]): string {
  let newest = '';
  for (const { createdAt } of comments) if (createdAt > newest) newest = createdAt;
  return newest;
}
