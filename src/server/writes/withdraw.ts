import { eq, inArray, type SQL } from 'drizzle-orm';
import type { Comment, TombstoneReason } from '../../model/comment.js';
import type { ReportReason } from '../../model/report.js';
import { demand, demandRight, permissions } from '../access.js';
import type { Reader } from '../accounts.js';
import type { Site } from '../context.js';
import { dequeue } from '../moderation/queue.js';
import type { Database } from '../storage/database.js';
import { loadComment } from '../storage/records.js';
import { comments, votes, withheld } from '../storage/schema.js';
import { moderateComment } from './moderate.js';
import { changeComment, demandVisible, stamp } from './target.js';

/** Withdraws a comment: its author with `author`, a moderator with `moderation` and a ground. */
export async function withdrawComment(
  site: Site,
  reader: Reader,
  id: string,
  reason: Exclude<TombstoneReason, 'account-erased'>,
  ground: ReportReason | null,
): Promise<Comment> {
  demand(permissions(reader, site.rules, null).delete);
  return reason === 'author'
    ? withdrawOwn(site, reader, id)
    : moderateComment(site, reader, id, 'rejected', ground);
}

/** What moderation withheld of it goes too; its tombstone stays as it is. */
async function withdrawOwn(site: Site, reader: Reader, id: string): Promise<Comment> {
  return changeComment(site, id, async (tx, comment) => {
    demandVisible(comment, reader);
    demandRight(comment.writer === reader.writer, 'Only its author may take a comment back.');
    await tx.delete(withheld).where(eq(withheld.comment, id));
    await dequeue(tx, id);
    if (comment.tombstone === null) {
      await bury(tx, eq(comments.id, id), 'author');
      await stamp(tx, comment);
    }
    return loadComment(tx, site.rules, id);
  });
}

/**
 * Turns comments into tombstones: of their writers only the salted hash stays, by which a repeated
 * create is known. What was never published leaves a tombstone that only that create meets; one that
 * nobody has answered leaves the lists. Their threads' locks must be held; revisions are the caller's.
 */
export async function bury(
  tx: Database,
  which: SQL | undefined,
  reason: TombstoneReason,
): Promise<void> {
  await tx
    .delete(votes)
    .where(inArray(votes.comment, tx.select({ id: comments.id }).from(comments).where(which)));
  await tx
    .update(comments)
    .set({
      tombstone: reason,
      ground: null,
      account: null,
      source: null,
      body: null,
      editedAt: null,
      picked: false,
    })
    .where(which);
}
