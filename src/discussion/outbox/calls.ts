import type { CommentsBackend } from '../../backend/contract.js';
import type { Comment } from '../../model/comment.js';
import { PalabreError, toPalabreError } from '../../model/errors.js';
import { actAs } from '../acting.js';
import type { Discussion } from '../discussion.js';
import { isHere, type Entry, type Write } from './outbox.js';
import { acceptOwn, actorOf } from '../reader.js';
import { outdateViewer } from '../viewing.js';
import { confirmVote } from './counting.js';

/**
 * Makes the call of a write, as the account that wrote it or not at all. Answers what became of the
 * comment; `null` for a report. @throws PalabreError
 */
export async function send(discussion: Discussion, entry: Entry): Promise<Comment | null> {
  try {
    // What nobody's account wrote is sent as nobody's, whoever has signed in since.
    if (entry.by === null) return await call(discussion.backend, entry, null);
    return await actAs(discussion, entry.by, (token) => call(discussion.backend, entry, token));
  } catch (error) {
    throw toPalabreError(error);
  }
}

/**
 * Accepts what the server has answered to a write that is no longer in the outbox.
 * @param revision that of the thread when it was sent
 */
export function accept(
  discussion: Discussion,
  entry: Entry,
  comment: Comment | null,
  revision?: number,
): void {
  if (!isHere(discussion, entry) || !comment) return;
  outdateViewer(discussion);
  const { store } = discussion;
  const { write, by } = entry;
  if (write.kind === 'vote') {
    // Another reader's votes are not this one's.
    if (by === (actorOf(discussion) ?? null)) confirmVote(discussion, write.comment, write.value);
    store.put(comment);
    return;
  }
  const more = countOf(discussion, write, comment, revision);
  acceptOwn(discussion, comment, by ?? undefined);
  const { thread } = store;
  // Of an edit, too, hears whoever keeps the thread.
  if (thread) store.setThread({ ...thread, total: thread.total + more });
}

/** How many more comments everybody sees; what was loaded anew meanwhile counts them already. */
function countOf({ store }: Discussion, write: Write, comment: Comment, revision?: number): number {
  const isPublic = (it?: Comment): boolean => it?.tombstone === null && it.status === 'published';
  if (write.kind === 'comment') return !store.isKnown(comment.id) && isPublic(comment) ? 1 : 0;
  const isSame = store.thread?.revision === revision;
  return write.kind === 'delete' && isSame && isPublic(store.comment(comment.id)) ? -1 : 0;
}

type Call<W extends Write> = (
  backend: CommentsBackend,
  write: W,
  entry: Entry,
  token: string | null,
) => Promise<Comment | null>;

const CALLS: { [K in Write['kind']]: Call<Write & { kind: K }> } = {
  async comment(backend, { comment: id, parent, source, attempted }, { thread }, token) {
    const first = (backend.editComment && attempted) ?? source;
    const made = await backend.createComment!({ id, thread, parent, source: first }, { token });
    return first === source ? made : backend.editComment!(id, source, { token });
  },
  edit: (backend, { comment, source }, _, token) =>
    backend.editComment!(comment, source, { token }),
  delete: (backend, { comment }, _, token) => backend.deleteComment!(comment, 'author', { token }),
  vote: (backend, { comment, value }, _, token) => backend.voteComment!(comment, value, { token }),
  async report(backend, { kind: _, ...report }, __, token) {
    await backend.reportComment!(report, { token });
    return null;
  },
};

const METHODS = {
  comment: 'createComment',
  edit: 'editComment',
  delete: 'deleteComment',
  vote: 'voteComment',
  report: 'reportComment',
} as const satisfies Record<Write['kind'], keyof CommentsBackend>;

async function call(
  backend: CommentsBackend,
  entry: Entry,
  token: string | null,
): Promise<Comment | null> {
  const { write } = entry;
  if (!backend[METHODS[write.kind]]) {
    throw new PalabreError('unsupported', `The backend has no ${METHODS[write.kind]}`);
  }
  return (CALLS[write.kind] as Call<Write>)(backend, write, entry, token);
}
