import { sql } from 'drizzle-orm';
import { rowsOf } from '../../../src/server/storage/database.js';
import { stateOf } from '../../../src/server/storage/state.js';
import type { TestSite } from './site.js';

/** Everything in the database, as text: a line for each row of each table. */
export async function dump(site: Pick<TestSite, 'storage'>): Promise<string> {
  const { db } = stateOf(site.storage);
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select table_name as name from information_schema.tables
      where table_schema = 'public' order by table_name`,
  );
  const lines = tables.map(
    ({ name }) => sql`select ${name}::text || t::text as line from ${sql.identifier(name)} t`,
  );
  const rows = await rowsOf<{ line: string }>(db, sql.join(lines, sql` union all `));
  return rows
    .map(({ line }) => line)
    .sort()
    .join('\n');
}
