import { setTimeout } from 'node:timers/promises';
import { DrizzleQueryError, type SQL } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as schema from './schema.js';

/** PGlite or PostgreSQL: whatever runs the queries, a transaction included. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

const TRIES = 3;

/** Milliseconds, about, before another try: who waited for what this one held gets it first. */
const PAUSE_MS = 50;

/** Deadlock, and what a transaction above READ COMMITTED gets instead of waiting. */
const REPEATABLE = new Set(['40001', '40P01']);

/** The rows of a query that the query builder cannot say. */
export async function rowsOf<Row>(db: Database, query: SQL): Promise<Row[]> {
  const result = (await db.execute(query)) as { rows: Row[] };
  return result.rows;
}

/** Runs `work` in a transaction, again if the database asks for that. */
export async function transact<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (tries === TRIES || !REPEATABLE.has(databaseCode(error) ?? '')) throw error;
    }
    await setTimeout(PAUSE_MS * tries * (0.5 + Math.random()));
  }
}

/** Several reads of one moment. */
export async function readAtOnce<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  return db.transaction(work, { isolationLevel: 'repeatable read', accessMode: 'read only' });
}

/** The SQLSTATE or system code of a failed query; `null` when it was no query that failed. */
export function databaseCode(error: unknown): string | null {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  const code = (cause as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : null;
}

/** Why the database or the system refused, for whoever runs the server; never for readers. */
export function reasonOf(error: unknown): string {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  const said = cause instanceof Error ? cause.message.trim() : '';
  return [databaseCode(error), said].filter(Boolean).join(': ') || 'it does not say why';
}
