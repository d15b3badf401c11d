import { and, asc, eq, inArray, isNull, or, type SQL } from 'drizzle-orm';
import type { LivingComment } from '../../model/comment.js';
import { isModerator } from '../access.js';
import type { Reader } from '../accounts.js';
import type { Site } from '../context.js';
import { selectReviewed, toReviewed } from '../storage/reviews.js';
import { reviews, withheld } from '../storage/schema.js';

const PENDING_MAX = 200;

/**
 * What of a thread only some may see: a reader's own comments that wait or were refused before
 * anybody had seen them; for moderators everybody's that wait. One that moderation withdrew is a
 * tombstone to its author too.
 */
export async function loadPending(
  { db, rules }: Pick<Site, 'db' | 'rules'>,
  thread: number,
  reader: Reader,
): Promise<LivingComment[]> {
  const waits = eq(reviews.queue, 'pending');
  const refused = and(eq(reviews.queue, 'rejected'), isNull(withheld.comment));
  const own = and(eq(reviews.account, reader.id), or(waits, refused));
  const rows = await selectReviewed(
    db,
    and(
      eq(reviews.thread, thread),
      inArray(reviews.queue, ['pending', 'rejected']),
      isModerator(reader) ? or(waits, own) : own,
    ) as SQL,
  )
    .orderBy(asc(reviews.since), asc(reviews.comment))
    .limit(PENDING_MAX);
  return rows.map((row) => toReviewed(rules, row));
}
