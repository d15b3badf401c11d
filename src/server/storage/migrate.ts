import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import { migrationsFolder } from '../node/packaged.js';
import { rowsOf, type Database } from './database.js';

/** Any number that other users of the same database will not choose. */
const LOCK = 0x70616c61;

/**
 * Brings the tables up to date: all or nothing, each file once, and one server at a time when
 * several start on one database.
 */
export async function migrate(db: Database): Promise<void> {
  const files = await migrationFiles();
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`set local lock_timeout = 0`);
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
    await tx.execute(sql`
      create table if not exists palabre_migrations (
        name text primary key,
        applied_at timestamptz not null default now()
      )`);
    const applied = await rowsOf<{ name: string }>(tx, sql`select name from palabre_migrations`);
    const known = new Set(applied.map(({ name }) => name));
    for (const file of files.filter((name) => !known.has(name))) {
      const text = await readFile(new URL(file, migrationsFolder), 'utf8');
      for (const statement of text.split('--> statement-breakpoint')) {
        await tx.execute(sql.raw(statement));
      }
      await tx.execute(sql`insert into palabre_migrations (name) values (${file})`);
    }
  });
}

/** The files that this server has and the database does not. A newer server's do no harm. */
export async function missingMigrations(db: Database): Promise<string[]> {
  const applied = await rowsOf<{ name: string }>(db, sql`select name from palabre_migrations`);
  const known = new Set(applied.map(({ name }) => name));
  return (await migrationFiles()).filter((name) => !known.has(name));
}

async function migrationFiles(): Promise<string[]> {
  return (await readdir(migrationsFolder)).filter((name) => name.endsWith('.sql')).sort();
}
