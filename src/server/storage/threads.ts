import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { PalabreError } from '../../model/errors.js';
import type { ThreadInfo, ThreadRef } from '../../model/thread.js';
import { isClosed } from '../ageing.js';
import type { Rules } from '../context.js';
import type { Database } from './database.js';
import { comments, threads } from './schema.js';

export type ThreadRow = typeof threads.$inferSelect;

export async function findThread(db: Database, key: string): Promise<ThreadRow | null> {
  const [row] = await db.select().from(threads).where(eq(threads.key, key));
  return row ?? null;
}

/** Keys per query: each may be long. */
const KEYS_AT_ONCE = 500;

/** Where threads stand; those that nobody has written in are left out. */
export async function findRevisions(
  db: Database,
  keys: string[],
): Promise<Pick<ThreadRow, 'key' | 'revision'>[]> {
  const found: Pick<ThreadRow, 'key' | 'revision'>[] = [];
  for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
    const some = keys.slice(from, from + KEYS_AT_ONCE);
    const columns = { key: threads.key, revision: threads.revision };
    found.push(...(await db.select(columns).from(threads).where(inArray(threads.key, some))));
  }
  return found;
}

/** The thread of a comment, of any status. */
export async function findThreadOf(db: Database, comment: string): Promise<ThreadRow | null> {
  const [row] = await db
    .select({ thread: threads })
    .from(threads)
    .innerJoin(comments, eq(comments.thread, threads.id))
    .where(eq(comments.id, comment));
  return row?.thread ?? null;
}

/** A thread as readers know it; one that nobody has written in is empty. */
export function threadInfo(rules: Rules, key: string, row: ThreadRow | null): ThreadInfo {
  return {
    key,
    closed: row !== null && isClosed(rules, row),
    revision: row?.revision ?? 0,
    total: row?.total ?? 0,
    downVotes: rules.downVotes,
  };
}

/** A thread's title; the path of its address where only a client suggested one. */
export function titleOf(thread: { url: string; title: string; confirmed: boolean }): string {
  if (thread.confirmed) return thread.title;
  const { pathname } = new URL(thread.url);
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

/** The thread's row lock: whoever changes anything public of a thread holds it until the end. */
export async function lockThread(tx: Database, id: number): Promise<ThreadRow> {
  const [row] = await tx.select().from(threads).where(eq(threads.id, id)).for('update');
  if (row === undefined) throw new PalabreError('not-found', 'There is no such thread.');
  return row;
}

/** The same for a thread that its first comment brings into being. */
export async function lockNewThread(tx: Database, ref: ThreadRef): Promise<ThreadRow> {
  await tx.insert(threads).values(ref).onConflictDoNothing();
  const [row] = await tx.select().from(threads).where(eq(threads.key, ref.key)).for('update');
  if (row === undefined) throw new Error('A thread vanished.');
  return row;
}

/** Takes the thread's next revision. Its lock must be held. */
export async function nextRevision(tx: Database, thread: number): Promise<number> {
  const [row] = await tx
    .update(threads)
    .set({ revision: sql`${threads.revision} + 1` })
    .where(eq(threads.id, thread))
    .returning({ revision: threads.revision });
  if (row === undefined) throw new Error('A locked thread vanished.');
  return row.revision;
}

/**
 * The next revision and the next comment's time: the database's clock, and always later than the
 * thread's last comment, so that no comment ever appears behind a cursor.
 */
export async function nextEntry(
  tx: Database,
  thread: number,
): Promise<{ revision: number; createdAt: Date }> {
  const [row] = await tx
    .update(threads)
    .set({
      revision: sql`${threads.revision} + 1`,
      writtenAt: sql`greatest(date_trunc('milliseconds', clock_timestamp()),
        ${threads.writtenAt} + interval '1 millisecond')`,
    })
    .where(eq(threads.id, thread))
    .returning({ revision: threads.revision, createdAt: threads.writtenAt });
  if (row === undefined) throw new Error('A locked thread vanished.');
  return row;
}

/**
 * Marks many comments as changed: each gets a revision of its own, so that changes can be read in
 * steps. Locks their threads, in the order of their ids.
 *
 * @returns the keys of those threads
 */
export async function stampAll(tx: Database, which: SQL | undefined): Promise<string[]> {
  const found = await tx.selectDistinct({ thread: comments.thread }).from(comments).where(which);
  if (found.length === 0) return [];
  const locked = await tx
    .select({ id: threads.id, key: threads.key })
    .from(threads)
    .where(
      inArray(
        threads.id,
        found.map(({ thread }) => thread),
      ),
    )
    .orderBy(asc(threads.id))
    .for('update');
  const numbers = locked.map(({ id }) => id);
  await tx.execute(sql`
    with numbered as (
      select ${comments.id} as id, (${threads.revision} + row_number() over (
        partition by ${comments.thread} order by ${comments.id}))::integer as revision
      from ${comments} join ${threads} on ${threads.id} = ${comments.thread}
      where ${and(inArray(comments.thread, numbers), which)}
    ), stamped as (
      update ${comments} set revision = numbered.revision from numbered
      where ${comments.id} = numbered.id
      returning ${comments.thread} as thread, numbered.revision as revision
    )
    update ${threads} set revision = last.revision
    from (select thread, max(revision) as revision from stamped group by thread) as last
    where ${threads.id} = last.thread`);
  return locked.map(({ key }) => key);
}
