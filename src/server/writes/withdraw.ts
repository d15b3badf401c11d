import { eq, inArray, type SQL } from 'drizzle-orm';
import type { Comment, TombstoneReason } from '../../model/comment.js';
import { demand, demandRight, isModerator, permissions } from '../access.js';
import type { Reader } from '../accounts.js';
import type { Site } from '../context.js';
import type { Database } from '../storage/database.js';
import { loadComment } from '../storage/records.js';
import { comments, votes } from '../storage/schema.js';
import { changeComment, stamp } from './target.js';

/** Withdraws a comment: its author with `author`, a moderator with `moderation`. */
export async function withdrawComment(
  site: Site,
  reader: Reader,
  id: string,
  reason: Exclude<TombstoneReason, 'account-erased'>,
): Promise<Comment> {
  demand(permissions(reader, site.rules, null).delete);
  return changeComment(site, id, async (tx, comment) => {
    const isOwn = comment.writer === reader.writer;
    demandRight(
      reason === 'author' ? isOwn : isModerator(reader),
      reason === 'author'
        ? 'Only its author may take a comment back.'
        : 'Only a moderator may withdraw a comment.',
    );
    if (comment.tombstone === null) {
      await bury(tx, eq(comments.id, id), reason);
      await stamp(tx, comment);
    }
    return loadComment(tx, id);
  });
}

/**
 * Turns comments into tombstones: of their writers only the salted hash stays, by which a repeated
 * create is known. Their threads' locks must be held; revisions are the caller's.
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
      status: 'published',
      account: null,
      source: null,
      body: null,
      editedAt: null,
      picked: false,
    })
    .where(which);
}
