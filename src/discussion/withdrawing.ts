import type { CommentId, LivingComment, Tombstone } from '../model/comment.js';
import { PalabreError, toPalabreError } from '../model/errors.js';
import type { ReportReason } from '../model/report.js';
import { actAs } from './acting.js';
import type { Discussion } from './discussion.js';
import { acceptOwn, actorOf } from './reader.js';

export interface Withdrawal {
  comment: CommentId;
  /** `author` for one's own, `moderation` by a moderator. */
  reason: 'author' | 'moderation';
  /** What a moderator found wrong with it. */
  ground?: ReportReason | undefined;
}

/**
 * Withdraws a comment: its tombstone stands there at once, and is confirmed or taken back.
 * @throws PalabreError
 */
export async function withdraw(discussion: Discussion, request: Withdrawal): Promise<void> {
  const { store, backend } = discussion;
  const { comment: id, reason, ground } = request;
  const shown = store.comment(id);
  if (!shown) throw new PalabreError('not-found', 'The comment is not there');
  if (shown.tombstone !== null) return;
  const actor = actorOf(discussion);
  const before = store.thread?.revision;
  store.wish(id, tombstoneOf(shown, request));
  try {
    const options = ground === undefined ? {} : { ground };
    const comment = await actAs(discussion, actor, (token) =>
      backend.deleteComment!(id, reason, { token, ...options }),
    );
    acceptOwn(discussion, comment, actor);
    const { thread } = store;
    // What was loaded anew meanwhile does not count it any more.
    const counted = thread?.revision === before && shown.status === 'published';
    if (thread && counted) store.setThread({ ...thread, total: thread.total - 1 });
  } catch (error) {
    throw toPalabreError(error);
  } finally {
    store.wish(id, null);
  }
}

function tombstoneOf(
  { id, parent, createdAt, revision }: LivingComment,
  { reason, ground }: Withdrawal,
): Tombstone {
  return { id, parent, createdAt, revision, tombstone: reason, ground: ground ?? null };
}
