import { eq, sql } from 'drizzle-orm';
import { PalabreError } from '../../model/errors.js';
import { isModerator } from '../access.js';
import { holdAccount, holdAccounts, refreshAccount, type Reader } from '../accounts.js';
import type { Site } from '../context.js';
import { transact, type Database } from '../storage/database.js';
import { comments, threads, withheld } from '../storage/schema.js';
import { lockThread, nextRevision, type ThreadRow } from '../storage/threads.js';

export type CommentColumns = typeof comments.$inferSelect;

/**
 * Runs a change of a thread when its turn has come, and then says that it changed, however that
 * ended: also a write whose answer was lost may have been taken.
 */
export async function changing<T>(
  { changed, turns }: Site,
  key: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await turns.take(key, work);
  } finally {
    changed(key);
  }
}

/** Takes over what the token says of the reader, before the change that they make. */
export async function refresh({ db, changed }: Site, reader: Reader): Promise<void> {
  if (reader.identity.name === null) return;
  for (const key of await refreshAccount(db, reader)) changed(key);
}

/** Which accounts a change of a comment will name. */
export interface Holding {
  /** Who makes it. */
  reader?: Reader;
  /** Whose comment it is, where the change moves its content. */
  owner?: boolean;
}

/**
 * Runs a change of one comment under its thread's lock, and under those of the accounts that the
 * change will name (always taken first, so that no two changes wait for each other).
 * @throws PalabreError `not-found`; `login` as {@link holdAccount}
 */
export async function changeComment<T>(
  site: Site,
  id: string,
  work: (tx: Database, comment: CommentColumns, thread: ThreadRow) => Promise<T>,
  { reader, owner = false }: Holding = {},
): Promise<T> {
  const [place] = await site.db
    .select({
      thread: comments.thread,
      key: threads.key,
      owner: sql<string | null>`coalesce(${comments.account}, ${withheld.account})`,
    })
    .from(comments)
    .innerJoin(threads, eq(threads.id, comments.thread))
    .leftJoin(withheld, eq(withheld.comment, comments.id))
    .where(eq(comments.id, id));
  if (place === undefined) throw notFound();
  return changing(site, place.key, () =>
    transact(site.db, async (tx) => {
      if (reader) await holdAccount(tx, reader);
      if (owner && place.owner !== null) await holdAccounts(tx, [place.owner]);
      const thread = await lockThread(tx, place.thread);
      const [comment] = await tx.select().from(comments).where(eq(comments.id, id));
      if (comment === undefined) throw notFound();
      return work(tx, comment, thread);
    }),
  );
}

export function notFound(): PalabreError {
  return new PalabreError('not-found', 'There is no such comment.');
}

/**
 * What is not public is there for its author and for moderators alone.
 * @throws PalabreError `not-found`
 */
export function demandVisible(comment: CommentColumns, reader: Reader): void {
  const isTheirs = comment.writer === reader.writer;
  if (!isPublic(comment) && !isTheirs && !isModerator(reader)) throw notFound();
}

/** @throws PalabreError `not-found`, also to those who could see it: nobody else does */
export function demandPublic(comment: CommentColumns): void {
  if (!isPublic(comment)) throw notFound();
}

/** Whether everybody sees it, or has seen it. */
function isPublic({ status }: CommentColumns): boolean {
  return status === 'published' || status === 'unlisted';
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
