import type { CommentId, Tombstone } from '../model/comment.js';
import { toPalabreError } from '../model/errors.js';
import type { Discussion } from './discussion.js';
import { noteUnlisted } from './unlisted.js';
import { loadViewer } from './viewing.js';

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
  if ((await pathTo(discussion, id)) === null) putUnlisted(discussion, id);
}

/** Learns what became of a comment when another tab wrote. Never rejects. */
export async function learn(discussion: Discussion, id: CommentId): Promise<void> {
  const path = await pathTo(discussion, id);
  // What nobody else may see, is among what is the reader's.
  if (path === null) await loadViewer(discussion);
  else discussion.placePath(path ?? null);
}

/** Loads a comment and those above it; `null`: none has it in a list, `undefined`: nobody knows. */
async function pathTo(
  { store, backend, thread, sort, signal }: Discussion,
  id: CommentId,
): Promise<CommentId[] | null | undefined> {
  try {
    const query = { key: thread.key, sort, limit: 1, around: id };
    const { comments, around } = await backend.loadThread(query, { signal });
    if (signal.aborted) return undefined;
    for (const comment of comments) store.put(comment);
    store.tell('thread');
    return around;
  } catch {
    // The reader knows already what they need to.
    return undefined;
  }
}

/** What is gone and in no list was taken back by its author, and nobody has answered it. */
function putUnlisted(discussion: Discussion, id: CommentId): void {
  const shown = discussion.store.comment(id);
  // What nobody has accepted yet was not taken back.
  if (shown?.tombstone !== null || !discussion.store.isKnown(id)) return;
  const { parent, createdAt, revision } = shown;
  const gone: Tombstone = { id, parent, createdAt, revision, tombstone: 'author', ground: null };
  discussion.store.put(gone);
  noteUnlisted(discussion, gone);
  discussion.store.tell('thread');
}
