import { sql } from 'drizzle-orm';
import { SORTS, type Sort } from '../../../src/model/thread.js';
import type { Storage } from '../../../src/server/index.js';
import { createCursors } from '../../../src/server/storage/cursor.js';
import { rowsOf, type Database } from '../../../src/server/storage/database.js';
import { stateOf } from '../../../src/server/storage/state.js';

/** What there is to ask about in a filled thread. */
export interface Places {
  revision: number;
  /** Living comments at the end of its longest disputes. */
  deep: string[];
  /** Living comments of its middle. */
  living: string[];
  /** A cursor three fifths into the thread, by sort. */
  cursors: Record<Sort, string>;
  /** The same into the longest list of replies, oldest first. */
  popular: { id: string; cursor: string };
}

const ORDERS: Record<Sort, string> = {
  best: 'best desc, created_at desc, id desc',
  newest: 'created_at desc, id desc',
  oldest: 'created_at, id',
  'most-replied': 'replies desc, created_at desc, id desc',
};

export async function findPlaces(storage: Storage, key: string): Promise<Places> {
  const { db, salt } = stateOf(storage);
  const cursors = createCursors(salt);
  const [thread] = await rowsOf<{ id: number; revision: number }>(
    db,
    sql`select id, revision from threads where key = ${key}`,
  );
  if (thread === undefined) throw new Error(`There is no thread ${key}.`);
  const here = `thread = ${thread.id} and tombstone is null and status = 'published'`;
  const ids = async (query: string): Promise<string[]> =>
    (await rowsOf<{ id: string }>(db, sql.raw(query))).map(({ id }) => id);

  const cursorIn = async (parent: string | null, sort: Sort): Promise<string> => {
    const list =
      parent === null ? `thread = ${thread.id} and parent is null` : `parent = '${parent}'`;
    const [row] = await rowsOf<{ id: string; at: string; best: number; replies: number }>(
      db,
      sql.raw(`
        with list as (select * from comments where ${list} and status = 'published')
        select id, best, replies,
          to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
        from list order by ${ORDERS[sort]} offset (select count(*) * 3 / 5 from list) limit 1`),
    );
    if (row === undefined) throw new Error(`The list of ${parent ?? key} is empty.`);
    const value = sort === 'best' ? row.best : sort === 'most-replied' ? row.replies : null;
    return cursors.writeList({ thread: thread.id, parent, sort }, [value, row.at, row.id]);
  };

  const [popular = ''] = await ids(
    `select id from comments where ${here} order by replies desc limit 1`,
  );
  const farIn = await Promise.all(SORTS.map(async (sort) => [sort, await cursorIn(null, sort)]));
  return {
    revision: thread.revision,
    deep: await deepest(db, here),
    living: await ids(
      `select id from comments where ${here}
      order by created_at offset (select count(*) / 2 from comments where ${here}) limit 50`,
    ),
    cursors: Object.fromEntries(farIn) as Record<Sort, string>,
    popular: { id: popular, cursor: await cursorIn(popular, 'oldest') },
  };
}

/** Level by level through the index: the planner, who cannot know how few there are, would not. */
async function deepest(db: Database, here: string): Promise<string[]> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_hashjoin = off`);
    await tx.execute(sql`set local enable_mergejoin = off`);
    const rows = await rowsOf<{ id: string }>(
      tx,
      sql.raw(`
        with recursive below (id, depth) as (
          select id, 1 from comments where ${here} and parent is null
          union all
          select comments.id, depth + 1 from comments join below on comments.parent = below.id
          where tombstone is null and status = 'published'
        ) select id from below order by depth desc limit 50`),
    );
    return rows.map(({ id }) => id);
  });
}
