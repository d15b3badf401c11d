import type { Comment, CommentId } from '../../model/comment.js';
import type { CommentList, ThreadPage } from '../../model/thread.js';
import { allArrivals } from '../live/arrivals.js';
import { reachedBy } from '../live/changes.js';
import type { Discussion } from '../discussion.js';

/**
 * What is loaded of a thread as everybody may see it: no wish that nobody has answered, and nothing
 * that only this reader sees. `null` before it is there.
 *
 * What waits to be shown is not in its lists, so its revision is the one before: whoever goes on
 * from here is told of it once more.
 */
export function snapshotOf(discussion: Discussion): ThreadPage | null {
  const { store } = discussion;
  const reached = reachedBy(discussion);
  if (!store.thread || reached === null) return null;
  const waiting = allArrivals(discussion).map(({ revision }) => revision - 1);
  const revision = Math.max(0, Math.min(reached, ...waiting));
  const lists: CommentList[] = [];
  const comments = new Map<CommentId, Comment>();
  const parents: (CommentId | null)[] = [null];
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    const list = listOf(discussion, parent);
    if (list) lists.push(list);
    for (const id of list?.ids ?? []) {
      comments.set(id, store.record(id)!);
      parents.push(id);
    }
  }
  const highlights = discussion.highlights.filter((id) => publicRecord(discussion, id));
  for (const id of highlights) comments.set(id, store.record(id)!);
  const thread = { ...store.thread, revision };
  return { thread, comments: [...comments.values()], lists, highlights, around: null };
}

/** A list with those entries alone that everybody sees, and counted so; `null` where none was loaded. */
function listOf(discussion: Discussion, parent: CommentId | null): CommentList | null {
  const { ids, total, cursor, isBegun } = discussion.store.list(parent);
  const shown = ids.filter((id) => publicRecord(discussion, id));
  if (!isBegun && shown.length === 0) return null;
  return { parent, ids: shown, page: { total: total - (ids.length - shown.length), cursor } };
}

function publicRecord({ store }: Discussion, id: CommentId): Comment | null {
  const record = store.record(id);
  const isPublic = record && (record.tombstone !== null || record.status === 'published');
  return isPublic ? record : null;
}
