import { eq } from 'drizzle-orm';
import type { HoldReason } from '../../model/moderation.js';
import type { ReportReason } from '../../model/report.js';
import type { Database } from '../storage/database.js';
import { comments, withheld } from '../storage/schema.js';
import { stamp, type CommentColumns } from '../writes/target.js';
import { dequeue, enqueue } from './queue.js';

type Withheld = typeof withheld.$inferSelect;

/** What moderation took off the page of a comment; `null` when there is no such thing. */
export async function findWithheld(tx: Database, comment: string): Promise<Withheld | null> {
  const [row] = await tx.select().from(withheld).where(eq(withheld.comment, comment));
  return row ?? null;
}

/**
 * Takes a comment that everybody has seen off the page: a tombstone stays there, its content moves
 * out of reach of every public query. The locks of its thread and account must be held.
 */
export async function withhold(
  tx: Database,
  comment: CommentColumns,
  queue: 'pending' | 'rejected',
  holds: HoldReason[],
  ground: ReportReason | null = null,
): Promise<void> {
  const { id, thread, account, source, body, editedAt, picked } = comment;
  if (account === null || source === null || body === null) {
    throw new Error('A tombstone has nothing to withhold.');
  }
  await tx.insert(withheld).values({ comment: id, account, source, body, editedAt, picked });
  await tx
    .update(comments)
    .set({
      tombstone: 'moderation',
      ground,
      account: null,
      source: null,
      body: null,
      editedAt: null,
      picked: false,
    })
    .where(eq(comments.id, id));
  await enqueue(tx, { comment: id, thread, account, queue, holds });
  await stamp(tx, comment);
}

/** Puts back what {@link withhold} took. The same locks must be held. */
export async function restore(
  tx: Database,
  comment: CommentColumns,
  kept: Withheld,
): Promise<void> {
  const { account, source, body, editedAt, picked } = kept;
  await tx
    .update(comments)
    .set({
      tombstone: null,
      ground: null,
      account,
      source,
      body,
      editedAt,
      picked,
      cleared: true,
    })
    .where(eq(comments.id, comment.id));
  await tx.delete(withheld).where(eq(withheld.comment, comment.id));
  await dequeue(tx, comment.id);
  await stamp(tx, comment);
}
