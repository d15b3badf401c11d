import { createHmac } from 'node:crypto';
import { and, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Author } from '../model/comment.js';
import { PalabreError } from '../model/errors.js';
import { isTeam } from './access.js';
import type { Identity } from './auth/identity.js';
import type { Site } from './context.js';
import { transact, type Database } from './storage/database.js';
import { accounts, comments, erasures, suspensions } from './storage/schema.js';
import { stampAll } from './storage/threads.js';

/** Whoever sends a token, and what this server makes of them. */
export interface Reader {
  identity: Identity;
  /** The public id: random to everybody without the site's salt; another one after an erasure. */
  id: string;
  /** What stays of the account on tombstones. */
  writer: string;
  /** When the account was last erased, in milliseconds. */
  erasedAt: number | null;
  /** The token is older than that, or does not say; it may only ask for what it did before. */
  erased: boolean;
  /** Kept from writing; `until` is `null` for good. */
  suspension: { until: Date | null } | null;
}

/** A subject's lasting trace: a salted hash. */
export function writerOf(salt: string, subject: string): string {
  return createHmac('sha256', salt).update(`writer\0${subject}`).digest('base64url');
}

/**
 * A reader by token. Nothing is stored of somebody who only reads: the public id is computed, and
 * the account's row comes with its first write.
 */
export async function findReader(
  { db, salt }: Pick<Site, 'db' | 'salt'>,
  identity: Identity,
): Promise<Reader> {
  const writer = writerOf(salt, identity.subject);
  const { erasedAt, suspension } = await standingOf(db, writer);
  return {
    identity,
    id: publicId(salt, identity.subject, erasedAt),
    writer,
    erasedAt,
    erased: erasedAt !== null && (identity.issuedAt === null || identity.issuedAt <= erasedAt),
    suspension,
  };
}

/** The reader as they stand now: somebody may have suspended them while their text was judged. */
export async function againOf(tx: Database, reader: Reader): Promise<Reader> {
  return { ...reader, suspension: (await standingOf(tx, reader.writer)).suspension };
}

/** What a writer's hash is known for. */
async function standingOf(
  db: Database,
  writer: string,
): Promise<{ erasedAt: number | null; suspension: Reader['suspension'] }> {
  const [row] = await db
    .select({
      erasedAt: erasures.erasedAt,
      until: suspensions.until,
      suspended: suspensions.writer,
    })
    .from(sql`(select 1) as one`)
    .leftJoin(erasures, eq(erasures.writer, writer))
    .leftJoin(
      suspensions,
      and(
        eq(suspensions.writer, writer),
        or(isNull(suspensions.until), gt(suspensions.until, sql`clock_timestamp()`)),
      ),
    );
  return {
    erasedAt: row?.erasedAt?.getTime() ?? null,
    suspension: row?.suspended ? { until: row.until } : null,
  };
}

async function erasureOf(db: Database, writer: string): Promise<number | null> {
  const [erasure] = await db.select().from(erasures).where(eq(erasures.writer, writer));
  return erasure?.erasedAt.getTime() ?? null;
}

/** A version 8 UUID (RFC 9562 §5.8) of a keyed hash. */
function publicId(salt: string, subject: string, erasedAt: number | null): string {
  const bytes = createHmac('sha256', salt)
    .update(`account\0${erasedAt ?? ''}\0${subject}`)
    .digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** A reader as others see them. @throws PalabreError `login` when the token has no name */
export function authorOf({ id, identity }: Reader): Author {
  const { name, picture, badges } = identity;
  if (name === null) throw new PalabreError('login', 'The token has no "name".');
  return { id, name, picture, badges };
}

/** An account's row as its token has it. */
function rowOf(reader: Reader): typeof accounts.$inferInsert {
  const { id, name, picture, badges } = authorOf(reader);
  const { writer, identity } = reader;
  return { id, sub: identity.subject, name, picture, badges, team: isTeam(identity.roles), writer };
}

/**
 * Brings an account that is known up to date with the token; then its comments change too. Runs
 * before the write's own transaction: it may lock other threads.
 *
 * @returns keys of the threads that changed
 */
export async function refreshAccount(db: Database, reader: Reader): Promise<string[]> {
  const { id, name, picture, badges, team, writer } = rowOf(reader);
  const [known] = await db.select().from(accounts).where(eq(accounts.id, id));
  if (known === undefined) return [];
  if (known.team !== team || known.writer !== writer) {
    await db.update(accounts).set({ team, writer }).where(eq(accounts.id, id));
  }
  const same =
    known.name === name &&
    known.picture === picture &&
    JSON.stringify(known.badges) === JSON.stringify(badges);
  if (same) return [];
  return transact(db, async (tx) => {
    await tx.update(accounts).set({ name, picture, badges }).where(eq(accounts.id, id));
    return stampAll(tx, and(eq(comments.account, id), isNull(comments.tombstone)));
  });
}

/**
 * Keeps the reader's account from being erased until the transaction ends; with their first write
 * its row comes into being. Who has no name has no account.
 * @throws PalabreError `login` when it was erased meanwhile
 */
export async function holdAccount(tx: Database, reader: Reader): Promise<void> {
  if (reader.identity.name === null) return;
  if ((await holdAccounts(tx, [reader.id])).has(reader.id)) return;
  await lockWriter(tx, reader.writer);
  if ((await erasureOf(tx, reader.writer)) !== reader.erasedAt) {
    throw new PalabreError('login', 'The account was erased.');
  }
  await tx.insert(accounts).values(rowOf(reader)).onConflictDoNothing();
  await holdAccounts(tx, [reader.id]);
}

/** The same for several, as far as they are there. */
export async function holdAccounts(tx: Database, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(inArray(accounts.id, ids))
    .orderBy(asc(accounts.id))
    .for('key share');
  return new Set(rows.map(({ id }) => id));
}

/** Lets an erasure and the account's first write not miss each other, until the transaction ends. */
export async function lockWriter(tx: Database, writer: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${writer}, 0))`);
}
