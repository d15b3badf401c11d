import { and, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { rowsOf, type Database } from './database.js';
import { isAfter, orderBy, orderOf, type Position } from './order.js';
import type { ListPlace } from './cursor.js';
import { comments, isListed } from './schema.js';

/** How many replies come with each comment of an answer… */
const FIRST_REPLIES = 5;
/** …and how many with all of them together. */
const REPLIES_PER_ANSWER = 300;

/** The ids of one list's entries behind a position, `limit` at most. */
export async function listIds(
  db: Database,
  { thread, parent, sort }: ListPlace,
  after: Position | null,
  limit: number,
): Promise<string[]> {
  const order = orderOf(sort, parent === null);
  const rows = await db
    .select({ id: comments.id })
    .from(comments)
    .where(
      and(
        parent === null
          ? and(eq(comments.thread, thread), isNull(comments.parent))
          : eq(comments.parent, parent),
        isListed,
        after === null ? undefined : isAfter(order, after),
      ),
    )
    .orderBy(...orderBy(order))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/**
 * The first replies to each of `roots`, the first ones to those, and so on, breadth first: by
 * parent, each list from its beginning. The limit ends the recursion, so that its work does not
 * grow with the thread.
 */
export async function firstReplies(
  db: Database,
  roots: Iterable<string>,
  sort: ListPlace['sort'],
): Promise<Map<string, string[]>> {
  const begin = [...new Set(roots)];
  const lists = new Map<string, string[]>();
  if (begin.length === 0) return lists;
  const rows = await rowsOf<{ id: string; parent: string }>(
    db,
    sql`
      with recursive shown (id, parent, root) as (
        select root.id::uuid, null::uuid, true
        from jsonb_array_elements_text(${JSON.stringify(begin)}::jsonb) as root (id)
        union
        select reply.id, reply.parent, false
        from shown cross join lateral (
          select ${comments.id}, ${comments.parent} from ${comments}
          where ${comments.parent} = shown.id and ${isListed}
          order by ${joined(orderBy(orderOf(sort, false)))}
          limit ${FIRST_REPLIES}
        ) as reply
      )
      select id, parent from shown where not root limit ${REPLIES_PER_ANSWER}`,
  );
  for (const { id, parent } of rows) {
    const list = lists.get(parent);
    if (list === undefined) lists.set(parent, [id]);
    else list.push(id);
  }
  return lists;
}

/** A listed comment's ancestors, outermost first, and itself; `null` if it is not in the thread. */
export async function pathTo(db: Database, thread: number, id: string): Promise<string[] | null> {
  const rows = await rowsOf<{ id: string }>(
    db,
    sql`
      with recursive path (id, parent, height) as (
        select ${comments.id}, ${comments.parent}, 0 from ${comments}
        where ${comments.id} = ${id}::uuid and ${comments.thread} = ${thread}
          and ${isListed}
        union all
        select ${comments.id}, ${comments.parent}, path.height + 1
        from path join ${comments} on ${comments.id} = path.parent
      )
      select id from path order by height desc`,
  );
  return rows.length === 0 ? null : rows.map((row) => row.id);
}

/**
 * The comments to show on top: an editor's picks, then those with the best balance of votes,
 * `minimum` at least. Both are read from where they begin in the index: a long thread in which
 * nothing stands out costs no more than another.
 */
export async function highlightIds(
  db: Database,
  thread: number,
  minimum: number,
  limit: number,
): Promise<string[]> {
  if (limit === 0) return [];
  const balance = sql`(${comments.up} - ${comments.down})`;
  const best = (which: SQL): SQL => sql`
    select ${comments.id} from ${comments}
    where ${comments.thread} = ${thread} and ${comments.tombstone} is null and ${isListed}
      and ${which}
    order by ${balance} desc, ${comments.createdAt} desc, ${comments.id} desc
    limit ${limit}`;
  const rows = await rowsOf<{ id: string }>(
    db,
    sql`
      (${best(sql`${comments.picked}`)})
      union all
      (${best(sql`not ${comments.picked} and ${comments.up} > 0 and ${balance} >= ${minimum}`)})
      limit ${limit}`,
  );
  return rows.map(({ id }) => id);
}

function joined(parts: SQL[]): SQL {
  return sql.join(parts, sql`, `);
}
