import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { LatestComment, ThreadCount } from '../../model/thread.js';
import { ageVotes, type Ageing } from '../ageing.js';
import type { Site } from '../context.js';
import { loadRecords } from '../storage/records.js';
import { comments, isListed, threads } from '../storage/schema.js';
import { readAtOnce } from '../storage/database.js';
import { titleOf } from '../storage/threads.js';

/** How many published comments each thread has, in the order of the question. */
export async function loadCounts({ db }: Site, keys: string[]): Promise<ThreadCount[]> {
  const rows = await db
    .select({ key: threads.key, total: threads.total })
    .from(threads)
    .where(inArray(threads.key, [...new Set(keys)]));
  const totals = new Map(rows.map(({ key, total }) => [key, total]));
  return keys.map((key) => ({ key, count: totals.get(key) ?? 0 }));
}

/**
 * The latest comments of the site or of one thread, with the articles under which they stand.
 * @param thread the thread's number in the database
 */
export async function loadLatest(
  { db, rules }: Site,
  limit: number,
  ageing: Ageing,
  thread?: number,
): Promise<LatestComment[]> {
  return readAtOnce(db, async (tx) => {
    const rows = await tx
      .select({
        id: comments.id,
        key: threads.key,
        url: threads.url,
        title: threads.title,
        confirmed: threads.titleConfirmed,
      })
      .from(comments)
      .innerJoin(threads, eq(threads.id, comments.thread))
      .where(
        and(
          isNull(comments.tombstone),
          isListed,
          thread === undefined ? undefined : eq(comments.thread, thread),
        ),
      )
      .orderBy(desc(comments.createdAt), desc(comments.id))
      .limit(limit);
    const records = await loadRecords(
      tx,
      rules,
      rows.map(({ id }) => id),
    );
    const found = [...records.values()].map(({ comment }) => comment);
    ageVotes(rules, found, ageing);
    return rows.flatMap(({ id, key, url, title, confirmed }) => {
      const comment = records.get(id)?.comment;
      if (comment === undefined) return [];
      return [{ comment, thread: { key, url, title: titleOf({ url, title, confirmed }) } }];
    });
  });
}
