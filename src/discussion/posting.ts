import type { CommentId, LivingComment } from '../model/comment.js';
import { PalabreError, toPalabreError } from '../model/errors.js';
import { sourceProblem } from '../model/source.js';
import type { Discussion } from './discussion.js';
import { sessionOf } from './session.js';

export interface Post {
  /** Made once for a text and kept through every attempt to send it, so that it is written once. */
  id: CommentId;
  parent: CommentId | null;
  source: string;
  /** The text of an earlier attempt that may have been written although it seemed to fail. */
  attempted?: string | null;
}

/**
 * Sends a comment: shown in its place at once, then confirmed, or taken off the page again.
 * @throws PalabreError
 */
export async function post(discussion: Discussion, request: Post): Promise<void> {
  const { store } = discussion;
  const problem = sourceProblem(request.source);
  if (problem) throw new PalabreError(problem, `The comment is ${problem}`);
  const draft = await preview(discussion, request);
  const show = (): void => store.place(draft, draft.parent === null ? 'first' : 'last', true);
  try {
    store.wish(draft.id, draft);
    show();
    const comment = await send(discussion, request);
    // What a reload has brought meanwhile is in the total already.
    const counts =
      store.isSending(draft.id) && comment.tombstone === null && comment.status === 'published';
    store.put(comment);
    // The lists may have been loaded anew meanwhile.
    show();
    const { thread } = store;
    if (thread && counts) store.setThread({ ...thread, total: thread.total + 1 });
  } catch (error) {
    // What an earlier attempt has brought to the server is not taken back.
    if (store.isSending(draft.id)) store.remove(draft);
    throw toPalabreError(error);
  } finally {
    store.wish(draft.id, null);
  }
}

/** What the reader wrote, as the page will show it: the server's own parser, fetched when needed. */
async function preview(
  discussion: Discussion,
  { id, parent, source }: Post,
): Promise<LivingComment> {
  const { parseSource } = await import('../markup/parse.js');
  const author = discussion.viewer?.account;
  if (!author) throw new PalabreError('login', 'Nobody is signed in');
  return {
    id,
    parent,
    author,
    body: parseSource(source),
    tombstone: null,
    status: 'published',
    createdAt: new Date().toISOString(),
    editedAt: null,
    votes: { up: 0, down: 0 },
    picked: false,
    revision: 0,
  };
}

async function send(discussion: Discussion, { id, parent, source, attempted }: Post) {
  const { backend, thread } = discussion;
  const session = sessionOf(discussion);
  const first = (backend.editComment && attempted) ?? source;
  const comment = await session.call((token) =>
    backend.createComment!({ id, thread, parent, source: first }, { token }),
  );
  if (first === source) return comment;
  return session.call((token) => backend.editComment!(id, source, { token }));
}
