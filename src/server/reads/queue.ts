import { and, asc, desc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import type { QueuedReport, QueueItem, QueuePage } from '../../model/moderation.js';
import type { QueueRequest } from '../../wire/moderation.js';
import { demandRight, isModerator } from '../access.js';
import type { Reader } from '../accounts.js';
import type { Rules, Site } from '../context.js';
import { readAtOnce, rowsOf, type Database } from '../storage/database.js';
import { selectReviewed, toReviewed, type ReviewedRow } from '../storage/reviews.js';
import { reports, reviews } from '../storage/schema.js';
import { titleOf } from '../storage/threads.js';

const REPORTS_MAX = 20;

/** What waits for moderators, the longest waiting first; what was refused, the last first. */
export async function loadQueue(
  site: Site,
  reader: Reader,
  { queue, after, limit }: QueueRequest,
): Promise<QueuePage> {
  demandRight(isModerator(reader), 'Only a moderator sees what waits.');
  const position = after === null ? null : site.cursors.readQueue(after, queue);
  return readAtOnce(site.db, async (tx) => {
    const isNewestFirst = queue === 'rejected';
    const order = isNewestFirst ? desc : asc;
    const comparison = isNewestFirst ? sql`<` : sql`>`;
    const behind =
      position &&
      sql`(${reviews.since}, ${reviews.comment}) ${comparison}
        (${position[0]}::timestamptz, ${position[1]}::uuid)`;
    const found = await selectReviewed(
      tx,
      and(eq(reviews.queue, queue), behind ?? undefined) as SQL,
    )
      .orderBy(order(reviews.since), order(reviews.comment))
      .limit(limit + 1);
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    const more = found.length > limit && last !== undefined;
    return {
      items: await withReports(tx, site.rules, rows),
      page: {
        total: await countQueue(tx, queue),
        cursor: more ? site.cursors.writeQueue(queue, [last.since.toISOString(), last.id]) : null,
      },
    };
  });
}

async function countQueue(tx: Database, queue: QueueRequest['queue']): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::integer` })
    .from(reviews)
    .where(eq(reviews.queue, queue));
  return row?.count ?? 0;
}

async function withReports(tx: Database, rules: Rules, rows: ReviewedRow[]): Promise<QueueItem[]> {
  const open = await openReports(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const { list, count } = open.get(row.id) ?? { list: [], count: 0 };
    return {
      comment: toReviewed(rules, row),
      source: row.source,
      thread: { key: row.thread.key, url: row.thread.url, title: titleOf(row.thread) },
      holds: row.holds,
      reports: list,
      reportCount: count,
    };
  });
}

interface OpenReports {
  list: QueuedReport[];
  count: number;
}

async function openReports(tx: Database, ids: string[]): Promise<Map<string, OpenReports>> {
  if (ids.length === 0) return new Map();
  type Row = Omit<QueuedReport, 'createdAt'> & { comment: string; at: string; count: number };
  const rows = await rowsOf<Row>(
    tx,
    sql`
      select * from (
        select ${reports.id}, ${reports.comment}, ${reports.reason}, ${reports.details},
          ${reports.notice},
          to_char(${reports.createdAt} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
          count(*) over (partition by ${reports.comment})::integer as count,
          row_number() over (
            partition by ${reports.comment} order by ${reports.createdAt}, ${reports.id}
          ) as place
        from ${reports}
        where ${and(inArray(reports.comment, ids), isNull(reports.settledAt))}
      ) as open where place <= ${REPORTS_MAX} order by place`,
  );
  const open = new Map<string, OpenReports>();
  for (const { id, comment, reason, details, notice, at, count } of rows) {
    const entry = open.get(comment) ?? { list: [], count };
    entry.list.push({ id, reason, details, notice, createdAt: at });
    open.set(comment, entry);
  }
  return open;
}
