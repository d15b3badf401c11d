import { eq } from 'drizzle-orm';
import type { AuditAction } from '../../model/audit.js';
import type { Comment } from '../../model/comment.js';
import type { ReportReason } from '../../model/report.js';
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

/**
 * A moderator's decision; the one that stands already changes nothing but the ground, where another
 * one is given.
 */
export async function moderateComment(
  site: Site,
  reader: Reader,
  id: string,
  decision: Decision,
  ground: ReportReason | null = null,
): Promise<Comment> {
  demandRight(isModerator(reader), 'Only a moderator may do that.');
  await refresh(site, reader);
  return changeComment(
    site,
    id,
    async (tx, comment, { key }) => {
      const action =
        decision === 'published' ? await publish(tx, comment) : await reject(tx, comment, ground);
      const reports = await settleReports(tx, id);
      if (action !== null || reports > 0) {
        await log(tx, {
          action: action ?? 'settle-reports',
          actor: reader,
          comment: id,
          thread: key,
          detail: ground === null ? { reports } : { reports, ground },
        });
      }
      return loadComment(tx, site.rules, id);
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

async function reject(
  tx: Database,
  comment: CommentColumns,
  ground: ReportReason | null,
): Promise<AuditAction | null> {
  const { id, thread, account, status, tombstone } = comment;
  if (status === 'published' && tombstone === null) {
    await withhold(tx, comment, 'rejected', ['moderator'], ground);
    return 'withdraw';
  }
  if (tombstone !== null) {
    const kept = await findWithheld(tx, id);
    if (kept === null) return null;
    const isGround = await justify(tx, comment, ground);
    if ((await queueOf(tx, id)) === 'rejected') return isGround ? 'reject' : null;
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

/** Tells why a comment is gone that was withdrawn already. @returns whether that is news */
async function justify(
  tx: Database,
  comment: CommentColumns,
  ground: ReportReason | null,
): Promise<boolean> {
  if (ground === null || ground === comment.ground) return false;
  await tx.update(comments).set({ ground }).where(eq(comments.id, comment.id));
  await stamp(tx, comment);
  return true;
}
