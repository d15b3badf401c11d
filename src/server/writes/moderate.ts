import { eq } from 'drizzle-orm';
import type { AuditAction } from '../../model/audit.js';
import type { Comment } from '../../model/comment.js';
import { demandRight, isModerator } from '../access.js';
import type { Reader } from '../accounts.js';
import type { Site } from '../context.js';
import { log } from '../moderation/audit.js';
import { dequeue, enqueue, queueOf, settleReports } from '../moderation/queue.js';
import { findWithheld, restore, withhold } from '../moderation/withhold.js';
import type { Database } from '../storage/database.js';
import { loadComment } from '../storage/records.js';
import { comments } from '../storage/schema.js';
import { changeComment, refresh, demandLiving, stamp, type CommentColumns } from './target.js';

type Decision = 'published' | 'rejected';

/** A moderator's decision; the one that stands already changes nothing. */
export async function moderateComment(
  site: Site,
  reader: Reader,
  id: string,
  decision: Decision,
): Promise<Comment> {
  demandRight(isModerator(reader), 'Only a moderator may do that.');
  await refresh(site, reader);
  return changeComment(
    site,
    id,
    async (tx, comment, { key }) => {
      const decide = decision === 'published' ? publish : reject;
      const action = await decide(tx, comment);
      const reports = await settleReports(tx, id);
      if (action !== null || reports > 0) {
        await log(tx, {
          action: action ?? 'settle-reports',
          actor: reader,
          comment: id,
          thread: key,
          detail: { reports },
        });
      }
      return loadComment(tx, id);
    },
    { reader, owner: true },
  );
}

async function publish(tx: Database, comment: CommentColumns): Promise<AuditAction | null> {
  const { id } = comment;
  const kept = await findWithheld(tx, id);
  if (kept !== null) {
    await restore(tx, comment, kept);
    return 'restore';
  }
  demandLiving(comment);
  await dequeue(tx, id);
  if (comment.status === 'published' && comment.cleared) return null;
  await tx.update(comments).set({ status: 'published', cleared: true }).where(eq(comments.id, id));
  if (comment.status !== 'published') await stamp(tx, comment);
  return 'approve';
}

async function reject(tx: Database, comment: CommentColumns): Promise<AuditAction | null> {
  const { id, thread, account, status, tombstone } = comment;
  if (status === 'published' && tombstone === null) {
    await withhold(tx, comment, 'rejected', ['moderator']);
    return 'withdraw';
  }
  if (tombstone !== null) {
    const kept = await findWithheld(tx, id);
    if (kept === null || (await queueOf(tx, id)) === 'rejected') return null;
    await enqueue(tx, {
      comment: id,
      thread,
      account: kept.account,
      queue: 'rejected',
      holds: ['moderator'],
    });
    return 'reject';
  }
  if (status === 'rejected' || account === null) return null;
  await tx.update(comments).set({ status: 'rejected' }).where(eq(comments.id, id));
  await enqueue(tx, { comment: id, thread, account, queue: 'rejected', holds: ['moderator'] });
  await stamp(tx, comment);
  return 'reject';
}
