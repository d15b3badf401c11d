import { eq } from 'drizzle-orm';
import { PalabreError } from '../../model/errors.js';
import { holdAccount, type Reader } from '../accounts.js';
import type { Site } from '../context.js';
import { transact, type Database } from '../storage/database.js';
import { comments, threads } from '../storage/schema.js';
import { lockThread, nextRevision, type ThreadRow } from '../storage/threads.js';

export type CommentColumns = typeof comments.$inferSelect;

/** Runs a change of a thread, and then forgets what is kept of it, however the change ended. */
export async function changing<T>(
  { snapshots }: Site,
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } finally {
    snapshots.drop(key);
  }
}

/**
 * Runs a change of one comment under its thread's lock, and under that of the account that the
 * change will name (always taken first, so that no two changes wait for each other).
 * @throws PalabreError `not-found`
 */
export async function changeComment<T>(
  site: Site,
  id: string,
  work: (tx: Database, comment: CommentColumns, thread: ThreadRow) => Promise<T>,
  account: Reader | null = null,
): Promise<T> {
  const [place] = await site.db
    .select({ thread: comments.thread, key: threads.key })
    .from(comments)
    .innerJoin(threads, eq(threads.id, comments.thread))
    .where(eq(comments.id, id));
  if (place === undefined) throw new PalabreError('not-found', 'There is no such comment.');
  return changing(site, place.key, () =>
    transact(site.db, async (tx) => {
      if (account !== null) await holdAccount(tx, account);
      const thread = await lockThread(tx, place.thread);
      const [comment] = await tx.select().from(comments).where(eq(comments.id, id));
      if (comment === undefined) throw new PalabreError('not-found', 'There is no such comment.');
      return work(tx, comment, thread);
    }),
  );
}

/** @throws PalabreError `gone` */
export function demandLiving({ tombstone }: { tombstone: string | null }): void {
  if (tombstone !== null) throw new PalabreError('gone', 'The comment was withdrawn.');
}

/** Gives a changed comment its thread's next revision. */
export async function stamp(
  tx: Database,
  { id, thread }: Pick<CommentColumns, 'id' | 'thread'>,
): Promise<void> {
  const revision = await nextRevision(tx, thread);
  await tx.update(comments).set({ revision }).where(eq(comments.id, id));
}
