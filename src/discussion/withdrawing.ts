import type { CommentId, LivingComment, Tombstone } from '../model/comment.js';
import { PalabreError, toPalabreError } from '../model/errors.js';
import type { ReportReason } from '../model/report.js';
import { actAs } from './acting.js';
import type { Discussion } from './discussion.js';
import { acceptOwn, actorOf } from './reader.js';
import { deliver, type Delivery } from './outbox/sending.js';
import { takeBackUntried } from './outbox/untried.js';

export interface Withdrawal {
  comment: CommentId;
  /** `author` for one's own, `moderation` by a moderator. */
  reason: 'author' | 'moderation';
  /** What a moderator found wrong with it. */
  ground?: ReportReason | undefined;
}

/**
 * Withdraws a comment: its tombstone stands there at once, and is confirmed or taken back. One's own,
 * where that cannot be sent now, is withdrawn later.
 * @throws PalabreError
 */
export async function withdraw(discussion: Discussion, request: Withdrawal): Promise<Delivery> {
  const { comment: id, reason } = request;
  const shown = discussion.store.comment(id);
  if (!shown) throw new PalabreError('not-found', 'The comment is not there');
  if (shown.tombstone !== null) return { isWaiting: false, comment: shown };
  if (reason === 'author') return withdrawOwn(discussion, id);
  return { isWaiting: false, comment: await moderate(discussion, shown, request) };
}

/** What was never sent is not sent in order to be withdrawn. */
async function withdrawOwn(discussion: Discussion, id: CommentId): Promise<Delivery> {
  if (await takeBackUntried(discussion, id)) return { isWaiting: false, comment: null };
  return deliver(discussion, { kind: 'delete', comment: id });
}

/** Of what a moderator does, they are to know whether it is done. */
async function moderate(
  discussion: Discussion,
  shown: LivingComment,
  { comment: id, ground }: Withdrawal,
) {
  const { store, backend } = discussion;
  const actor = actorOf(discussion);
  const before = store.thread?.revision;
  store.wish(id, (known) => (known?.tombstone === null ? tombstoneOf(known, ground) : known));
  try {
    const options = ground === undefined ? {} : { ground };
    const comment = await actAs(discussion, actor, (token) =>
      backend.deleteComment!(id, 'moderation', { token, ...options }),
    );
    acceptOwn(discussion, comment, actor);
    const { thread } = store;
    // What was loaded anew meanwhile does not count it any more.
    const counted = thread?.revision === before && shown.status === 'published';
    if (thread && counted) store.setThread({ ...thread, total: thread.total - 1 });
    return comment;
  } catch (error) {
    throw toPalabreError(error);
  } finally {
    store.wish(id, null);
  }
}

function tombstoneOf(
  { id, parent, createdAt, revision }: LivingComment,
  ground: ReportReason | undefined,
): Tombstone {
  return { id, parent, createdAt, revision, tombstone: 'moderation', ground: ground ?? null };
}
