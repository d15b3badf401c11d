import type { Comment, CommentId, LivingComment } from '../model/comment.js';
import { PalabreError, toPalabreError } from '../model/errors.js';
import { sourceProblem } from '../model/source.js';
import { actAs } from './acting.js';
import type { Discussion } from './discussion.js';
import { acceptOwn, actorOf, type Actor } from './reader.js';
import { can } from './viewing.js';

export interface Post {
  /** Made once for a text and kept through every attempt to send it, so that it is written once. */
  id: CommentId;
  parent: CommentId | null;
  source: string;
  /** The text of an earlier attempt that may have been written although it seemed to fail. */
  attempted?: string | null;
}

const loadParser = () => import('../markup/parse.js');

/** Fetches what {@link post} will show a comment with, before somebody waits for it. */
export function prepare(): void {
  loadParser().catch(() => undefined);
}

/**
 * Sends a comment: shown in its place at once, then confirmed, or taken off the page again. Answers
 * it as the server does.
 * @throws PalabreError
 */
export async function post(discussion: Discussion, request: Post): Promise<Comment> {
  const { store } = discussion;
  const { id, parent } = request;
  const problem = sourceProblem(request.source);
  if (problem) throw new PalabreError(problem, `The comment is ${problem}`);
  const author = actorOf(discussion);
  const draft = await preview(discussion, request);
  try {
    if (draft) {
      store.wish(id, draft);
      store.place(draft, parent === null ? 'first' : 'last', true);
    }
    const comment = await send(discussion, author, request);
    // What a reload has brought meanwhile is in the total already.
    const counts =
      !store.isKnown(id) && comment.tombstone === null && comment.status === 'published';
    acceptOwn(discussion, comment, author);
    const { thread } = store;
    if (thread && counts) store.setThread({ ...thread, total: thread.total + 1 });
    return comment;
  } catch (error) {
    // What an earlier attempt has brought to the server is not taken back.
    if (!store.isKnown(id)) store.remove({ id, parent });
    throw toPalabreError(error);
  } finally {
    store.wish(id, null);
  }
}

/**
 * What the reader wrote, as the page will show it, by the server's own parser. Where that cannot be
 * fetched, the comment is shown once the server has answered.
 */
async function preview(
  discussion: Discussion,
  { id, parent, source }: Post,
): Promise<LivingComment | null> {
  const author = discussion.viewer?.account;
  if (!author) {
    const may = can(discussion, 'comment');
    const isEnough = !may.allowed && may.reason === 'name';
    throw new PalabreError(isEnough ? 'name' : 'login', 'Nobody is signed in');
  }
  const parser = await loadParser().catch(() => null);
  return (
    parser && {
      id,
      parent,
      author,
      body: parser.parseSource(source),
      tombstone: null,
      status: 'published',
      createdAt: new Date().toISOString(),
      editedAt: null,
      votes: { up: 0, down: 0 },
      picked: false,
      revision: 0,
    }
  );
}

async function send(
  discussion: Discussion,
  author: Actor,
  { id, parent, source, attempted }: Post,
): Promise<Comment> {
  const { backend, thread } = discussion;
  const first = (backend.editComment && attempted) ?? source;
  const comment = await actAs(discussion, author, (token) =>
    backend.createComment!({ id, thread, parent, source: first }, { token }),
  );
  if (first === source) return comment;
  return actAs(discussion, author, (token) => backend.editComment!(id, source, { token }));
}
