import type { CommentId } from '../model/comment.js';
import { isAbort, toPalabreError } from '../model/errors.js';
import type { CommentPage } from '../model/thread.js';
import type { Discussion } from './discussion.js';
import { countUnlisted } from './unlisted.js';

/** The lists that are being continued, by the load that they continue. */
const underWay = new WeakMap<AbortSignal, Set<CommentId | null>>();

/** Loads one more page of a list; not twice at once. @throws PalabreError */
export async function loadMore(discussion: Discussion, parent: CommentId | null): Promise<void> {
  const { store, backend, thread, sort, pageSize: limit, loadSignal: signal } = discussion;
  const lists = underWay.get(signal) ?? new Set();
  underWay.set(signal, lists);
  const { cursor: after } = store.list(parent);
  if (after === null || lists.has(parent)) return;
  lists.add(parent);
  try {
    const query = { key: thread.key, parent, after, sort, limit };
    const page = await backend.loadComments(query, { signal });
    // A list that was loaded anew meanwhile goes on elsewhere.
    const goesOn = sort === discussion.sort && after === store.list(parent).cursor;
    if (goesOn && !signal.aborted) store.addPage(withThoseInSight(discussion, page), parent);
  } catch (error) {
    if (!signal.aborted && !isAbort(error)) throw toPalabreError(error);
  } finally {
    lists.delete(parent);
  }
}

/**
 * Makes sure that a comment and its ancestors are in their lists, loading them if need be. Answers
 * whether the comment exists in this thread.
 * @throws PalabreError
 */
export async function reveal(discussion: Discussion, id: CommentId): Promise<boolean> {
  if (isShown(discussion, id)) return true;
  const { store, backend, thread, sort, loadSignal: signal } = discussion;
  try {
    const query = { key: thread.key, sort, limit: 1, around: id };
    const page = await backend.loadThread(query, { signal });
    if (signal.aborted || !page.around) return false;
    const lists = page.lists.filter((list) => list.parent !== null);
    store.addPage(withThoseInSight(discussion, { ...page, lists }));
    discussion.placePath(page.around);
    return true;
  } catch (error) {
    if (signal.aborted || isAbort(error)) return false;
    throw toPalabreError(error);
  }
}

/** A page whose totals count what its lists have lost, and the reader still sees in them. */
function withThoseInSight(discussion: Discussion, page: CommentPage): CommentPage {
  const lists = page.lists.map((list) => {
    const total = list.page.total + countUnlisted(discussion, list.parent);
    return { ...list, page: { ...list.page, total } };
  });
  return { ...page, lists };
}

/** Whether a comment and its ancestors are in their lists. */
export function isShown({ store }: Discussion, id: CommentId): boolean {
  for (let at: CommentId | null = id; at !== null;) {
    const comment = store.comment(at);
    if (!comment || !store.list(comment.parent).ids.includes(at)) return false;
    at = comment.parent;
  }
  return true;
}
