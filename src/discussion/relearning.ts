import type { CommentId, Tombstone } from '../model/comment.js';
import { toPalabreError } from '../model/errors.js';
import type { Discussion } from './discussion.js';
import { noteUnlisted } from './unlisted.js';

/**
 * Learns what became of a comment for which a write has failed, if that was because it is gone: its
 * text is not to stay on the page. Never rejects.
 */
export async function relearn(
  discussion: Discussion,
  id: CommentId,
  error: unknown,
): Promise<void> {
  if (toPalabreError(error).code !== 'gone') return;
  const { store, backend, thread, sort, signal } = discussion;
  try {
    const query = { key: thread.key, sort, limit: 1, around: id };
    const page = await backend.loadThread(query, { signal });
    if (signal.aborted) return;
    for (const comment of page.comments) store.put(comment);
    if (page.around === null) putUnlisted(discussion, id);
  } catch {
    // The reader knows already that it is gone.
  }
}

/** What is gone and in no list was taken back by its author, and nobody has answered it. */
function putUnlisted(discussion: Discussion, id: CommentId): void {
  const shown = discussion.store.comment(id);
  if (shown?.tombstone !== null) return;
  const { parent, createdAt, revision } = shown;
  const gone: Tombstone = { id, parent, createdAt, revision, tombstone: 'author', ground: null };
  discussion.store.put(gone);
  noteUnlisted(discussion, gone);
}
