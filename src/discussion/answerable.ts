import type { CommentId } from '../model/comment.js';
import { toPalabreError } from '../model/errors.js';
import type { Discussion } from './discussion.js';
import { reveal } from './paging.js';

/**
 * Whether a comment can be answered, wherever it lies, which puts it in its list; `null`: nobody can
 * say now. Never rejects.
 */
export async function isAnswerable(discussion: Discussion, id: CommentId): Promise<boolean | null> {
  const { store, loadSignal } = discussion;
  try {
    const isThere = await reveal(discussion, id);
    if (loadSignal.aborted) return null;
    const comment = store.comment(id);
    return isThere && comment?.tombstone === null && comment.status === 'published';
  } catch (error) {
    return ['not-found', 'gone'].includes(toPalabreError(error).code) ? false : null;
  }
}
