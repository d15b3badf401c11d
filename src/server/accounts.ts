import { createHmac } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Author } from '../model/comment.js';
import { PalabreError } from '../model/errors.js';
import type { Identity } from './auth.js';
import type { Site } from './context.js';
import { transact, type Database } from './storage/database.js';
import { accounts, comments, erasures } from './storage/schema.js';
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
  /** The token is older than that; it may only ask for what it did before. */
  erased: boolean;
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
  const erasedAt = await erasureOf(db, writer);
  return {
    identity,
    id: publicId(salt, identity.subject, erasedAt),
    writer,
    erasedAt,
    erased: erasedAt !== null && identity.issuedAt !== null && identity.issuedAt <= erasedAt,
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

/**
 * Makes the account's row, or brings it up to date with the token; then its comments change too.
 * Runs before the write's own transaction: it may lock other threads.
 *
 * @returns keys of the threads that changed
 */
export async function rememberAccount(db: Database, reader: Reader): Promise<string[]> {
  const { id, name, picture, badges } = authorOf(reader);
  const sub = reader.identity.subject;
  const [known] = await db.select().from(accounts).where(eq(accounts.id, id));
  if (known === undefined) {
    await transact(db, async (tx) => {
      await lockWriter(tx, reader.writer);
      if ((await erasureOf(tx, reader.writer)) !== reader.erasedAt) throw wasErased();
      await tx.insert(accounts).values({ id, sub, name, picture, badges }).onConflictDoNothing();
    });
    return [];
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

/** Keeps the account from being erased until the transaction ends. */
export async function holdAccount(tx: Database, { id }: Reader): Promise<void> {
  const [row] = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.id, id))
    .for('key share');
  if (row === undefined) throw wasErased();
}

/** Lets an erasure and the account's first write not miss each other, until the transaction ends. */
export async function lockWriter(tx: Database, writer: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${writer}, 0))`);
}

function wasErased(): PalabreError {
  return new PalabreError('login', 'The account was erased.');
}
