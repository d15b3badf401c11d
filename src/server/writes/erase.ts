import { asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import { demandRight, mayHandleAccount } from '../access.js';
import { lockWriter, writerOf, type Reader } from '../accounts.js';
import type { Site } from '../context.js';
import { log } from '../moderation/audit.js';
import { transact, type Database } from '../storage/database.js';
import {
  accounts,
  comments,
  erasures,
  reports,
  reviews,
  suspensions,
  threads,
  votes,
  withheld,
} from '../storage/schema.js';
import { stampAll } from '../storage/threads.js';
import { bury } from './withdraw.js';

/**
 * Erases an account: its comments become tombstones, also those that moderation has; its name,
 * picture, votes and reports go, as do reports about its comments, which may quote them. That it was
 * erased, and when, stays under a salted hash, so that older tokens bring nothing back; so does a
 * suspension, without its reason. The log tells that it happened.
 */
export async function eraseAccount(site: Site, reader: Reader, subject: string): Promise<void> {
  demandRight(mayHandleAccount(reader, subject), 'Only the account itself or an administrator.');
  const changed = await transact(site.db, (tx) =>
    erase(tx, reader, subject, writerOf(site.salt, subject)),
  );
  for (const key of changed) site.changed(key);
}

async function erase(
  tx: Database,
  reader: Reader,
  subject: string,
  writer: string,
): Promise<string[]> {
  await lockWriter(tx, writer);
  // The account's lock first, as in every write: then nothing new of it can appear.
  const [account] = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.sub, subject))
    .for('update');
  const now = sql`clock_timestamp()`;
  await tx
    .insert(erasures)
    .values({ writer, erasedAt: now })
    .onConflictDoUpdate({ target: erasures.writer, set: { erasedAt: now } });
  const named = await tx
    .select({ id: threads.id })
    .from(threads)
    .where(sql`${threads.authors} @> array[${subject}]::text[]`);
  await tx.update(suspensions).set({ reason: '' }).where(eq(suspensions.writer, writer));
  await log(tx, { action: 'erase', actor: reader, account: { writer } });
  if (account === undefined && named.length === 0) return [];

  const id = account?.id ?? null;
  const changed = id === null ? [] : await stampAll(tx, touchedBy(id));
  if (id !== null) {
    const own = eq(comments.account, id);
    await tx.delete(votes).where(eq(votes.account, id));
    await tx.delete(reports).where(eq(reports.account, id));
    await tx
      .delete(reports)
      .where(inArray(reports.comment, tx.select({ id: comments.id }).from(comments).where(own)));
    await tx
      .delete(reports)
      .where(
        inArray(
          reports.comment,
          tx.select({ id: withheld.comment }).from(withheld).where(eq(withheld.account, id)),
        ),
      );
    await tx
      .update(comments)
      .set({ tombstone: 'account-erased', ground: null })
      .where(sql`${comments.id} in (${undecidedOf(id)})`);
    await tx.delete(withheld).where(eq(withheld.account, id));
    await tx.delete(reviews).where(eq(reviews.account, id));
    await bury(tx, own, 'account-erased');
    await tx.delete(accounts).where(eq(accounts.id, id));
  }
  if (named.length > 0) {
    await tx
      .select({ id: threads.id })
      .from(threads)
      .where(
        inArray(
          threads.id,
          named.map((thread) => thread.id),
        ),
      )
      .orderBy(asc(threads.id))
      .for('update');
    await tx
      .update(threads)
      .set({ authors: sql`array_remove(${threads.authors}, ${subject})` })
      .where(
        inArray(
          threads.id,
          named.map((thread) => thread.id),
        ),
      );
  }
  return changed;
}

/**
 * The comments that an account wrote or voted for. Lookups put together: asked for with "or", the
 * database would look at every comment.
 */
function touchedBy(account: string): SQL {
  return sql`${comments.id} in (
    select ${comments.id} from ${comments} where ${comments.account} = ${account}
    union
    select ${votes.comment} from ${votes} where ${votes.account} = ${account}
    union
    ${undecidedOf(account)})`;
}

/** Those of its comments that were taken off the page and wait there for a moderator. */
function undecidedOf(account: string): SQL {
  return sql`
    select ${withheld.comment} from ${withheld}
    join ${reviews} on ${reviews.comment} = ${withheld.comment}
    where ${withheld.account} = ${account} and ${reviews.queue} = 'pending'`;
}
