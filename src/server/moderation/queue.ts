import { and, eq, isNull, sql } from 'drizzle-orm';
import type { HoldReason, Queue } from '../../model/moderation.js';
import type { Database } from '../storage/database.js';
import { reports, reviews } from '../storage/schema.js';

interface Entry {
  comment: string;
  thread: number;
  account: string;
  queue: Queue;
  holds: HoldReason[];
}

/** Puts a comment into a queue, or moves it there; the thread's lock must be held. */
export async function enqueue(tx: Database, entry: Entry): Promise<void> {
  const { queue, holds } = entry;
  await tx
    .insert(reviews)
    .values(entry)
    .onConflictDoUpdate({
      target: reviews.comment,
      set: {
        queue,
        holds,
        since: sql`case when ${reviews.queue} = ${queue} then ${reviews.since}
          else clock_timestamp() end`,
      },
    });
}

export async function queueOf(tx: Database, comment: string): Promise<Queue | null> {
  const [row] = await tx
    .select({ queue: reviews.queue })
    .from(reviews)
    .where(eq(reviews.comment, comment));
  return row?.queue ?? null;
}

export async function dequeue(tx: Database, comment: string): Promise<void> {
  await tx.delete(reviews).where(eq(reviews.comment, comment));
}

/** Marks a comment's reports as dealt with. @returns how many there were */
export async function settleReports(tx: Database, comment: string): Promise<number> {
  const settled = await tx
    .update(reports)
    .set({ settledAt: sql`clock_timestamp()` })
    .where(and(eq(reports.comment, comment), isNull(reports.settledAt)))
    .returning({ id: reports.id });
  return settled.length;
}
