import { sql, type SQL } from 'drizzle-orm';
import { TEXTS } from './texts.js';

/*
 * What fills a database. Everything is drawn from hashes of a comment's number, so that two runs
 * make the same discussions, and none depends on a clock.
 */

/** A number from 0 to 1 that `of` (a bigint) and the seed decide. */
function chance(of: string, seed: number): string {
  return `((hashint8extended(${of}, ${seed}) & 2147483647) / 2147483648::float8)`;
}

export interface ThreadSize {
  key: string;
  comments: number;
}

export interface KnownReader {
  sub: string;
  name: string;
  /** The public id, as `GET /v1/viewer` tells it. */
  id: string;
}

/** Accounts are numbered by the time at which they came; those of `known` come first. */
export function insertAccounts(known: readonly KnownReader[], count: number): SQL {
  return sql`
    insert into accounts (id, sub, name, badges, created_at)
    select coalesce((known ->> 'id')::uuid, md5('account ' || n)::uuid),
      coalesce(known ->> 'sub', 'account ' || n), coalesce(known ->> 'name', 'Reader ' || n),
      case when n % 500 = 0 then array['expert'] else '{}' end,
      timestamptz '2025-01-01 00:00Z' + n * interval '1 second'
    from generate_series(1, ${count}::integer) as n
    left join jsonb_array_elements(${JSON.stringify(known)}::jsonb)
      with ordinality as given (known, place) on place = n`;
}

export function insertThreads(sizes: readonly ThreadSize[]): SQL {
  return sql`
    insert into threads (key, url, title, title_confirmed, authors)
    select key, 'https://journal.example/articles/' || md5(key), 'Article ' || key, true,
      case when length(key) % 3 = 0 then array['journalist'] else '{}' end
    from jsonb_to_recordset(${JSON.stringify(sizes)}::jsonb) as given (key text, comments integer)`;
}

export const DRAFT_READERS = sql`
  create temporary table draft_readers on commit drop as
  select id, row_number() over (order by created_at) - 1 as number from accounts`;

export function draftTexts(all: readonly unknown[]): SQL {
  return sql`
    create temporary table draft_texts on commit drop as
    select place - 1 as number, text ->> 'source' as source, text -> 'body' as body
    from jsonb_array_elements(${JSON.stringify(all)}::jsonb) with ordinality as given (text, place)`;
}

/**
 * Who answers whom: not quite half stand at the top level, the others answer one of the forty
 * before; the first comment of a thread gets many direct replies, and every thousand comments there
 * is a dispute of forty, each answering the last.
 */
export function draftPlaces(sizes: readonly ThreadSize[]): SQL {
  return sql`
    create temporary table draft_places on commit drop as
    select thread, n, size, h, at,
      ${sql.raw(`
        case
          when n = 1 then null
          when n % 1000 between 2 and 40 then n - 1
          when ${chance('h', 1)} < 0.45 then null
          when ${chance('h', 2)} < 0.03 then 1
          else n - 1 - floor(${chance('h', 3)} * least(n - 1, 40))
        end::integer`)} as answers,
      (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7'
        || substr(md5(h::text), 1, 3) || '8' || substr(md5(h::text), 4, 15))::uuid as id
    from (
      select threads.id as thread, n, comments as size, threads.id * 1000003::bigint + n as h,
        timestamptz '2026-01-05 06:00Z' + n * interval '20 seconds'
          + ${sql.raw(`floor(${chance('threads.id', 4)} * 4800)`)} * interval '1 hour'
          + ${sql.raw(`floor(${chance('threads.id * 1000003::bigint + n', 5)} * 19999)`)}
            * interval '1 millisecond' as at
      from jsonb_to_recordset(${JSON.stringify(sizes)}::jsonb) as given (key text, comments integer)
      join threads using (key)
      cross join generate_series(1, comments) as n
    ) as numbered`;
}

/** Three of a hundred are tombstones; of those that nobody answered, two are not published. */
export const DRAFT_COMMENTS = sql`
  create temporary table draft on commit drop as
  select place.*, parent.id as parent,
    ${sql.raw(`floor(${chance('place.h', 6)} ^ 2 * (select count(*) from draft_readers))`)}::bigint
      as writer,
    ${sql.raw(`
      case
        when ${chance('place.h', 7)} >= 0.03 then null
        when ${chance('place.h', 8)} < 0.4 then 'author'
        when ${chance('place.h', 8)} < 0.9 then 'moderation'
        else 'account-erased'
      end`)} as tombstone,
    ${sql.raw(`
      case
        when ${chance('place.h', 7)} < 0.98 then 'published'
        when exists (select from draft_places as reply
          where reply.thread = place.thread and reply.answers = place.n) then 'published'
        when ${chance('place.h', 8)} < 0.5 then 'pending'
        else 'rejected'
      end`)} as status
  from draft_places as place
  left join draft_places as parent
    on parent.thread = place.thread and parent.n = place.answers`;

/** What stands in the lists: neither what waits, nor tombstones of authors that nobody answered. */
export const DRAFT_LISTED = sql`
  create temporary table draft_listed on commit drop as
  with recursive listed (id, parent) as (
    select id, parent from draft
    where status = 'published' and (tombstone is null or tombstone = 'moderation')
    union
    select draft.id, draft.parent from listed join draft on draft.id = listed.parent
    where tombstone in ('author', 'account-erased')
  ) select id, parent from listed`;

/** Most comments get no vote or one, a few get many; one of ten is against. */
export const DRAFT_VOTES = sql`
  create temporary table draft_votes on commit drop as
  select draft.id as comment, draft.thread, reader.id as account, at,
    ${sql.raw(`case when ${chance('h + k', 9)} < 0.1 then -1 else 1 end`)}::smallint as value
  from draft
  cross join generate_series(
    1, ${sql.raw(`least(floor(0.4 / (${chance('h', 10)} + 0.015)), 25)`)}::integer) as k
  join draft_readers as reader
    on reader.number = (h + k * 7919) % (select count(*) from draft_readers)
  where status = 'published' and tombstone is null and reader.number <> draft.writer`;

/** With their counts, or, where the triggers shall count, without. */
export function insertComments(counted: boolean): SQL {
  return sql`
    insert into comments (id, thread, parent, account, writer, source, body, status, tombstone,
      created_at, edited_at, up, down, replies, picked, revision)
    select draft.id, draft.thread, draft.parent,
      case when tombstone is null then reader.id end,
      'writer ' || draft.writer,
      case when tombstone is null then text.source end,
      case when tombstone is null then text.body end,
      case
        when ${counted} and status = 'published' and listed.id is null then 'unlisted'
        else status
      end,
      tombstone, at,
      case when tombstone is null and h % 50 = 0 then at + interval '3 minutes' end,
      case when ${counted} then coalesce(up, 0) else 0 end,
      case when ${counted} then coalesce(down, 0) else 0 end,
      case when ${counted} then coalesce(replies, 0) else 0 end,
      tombstone is null and status = 'published' and h % 2000 = 0,
      case when h % 3 = 0 then size + n else n end
    from draft
    join draft_readers as reader on reader.number = draft.writer
    join draft_texts as text on text.number = h % ${TEXTS}
    left join draft_listed as listed on listed.id = draft.id
    left join (
      select comment, count(*) filter (where value = 1) as up,
        count(*) filter (where value = -1) as down
      from draft_votes group by comment
    ) as vote on vote.comment = draft.id
    left join (
      select parent, count(*) as replies from draft_listed group by parent
    ) as reply on reply.parent = draft.id
    order by at, n`;
}

export const INSERT_VOTES = sql`
  insert into votes (comment, account, thread, value, voted_at)
  select comment, account, thread, value, at + interval '1 hour' from draft_votes`;

/** One comment of so many was reported, by one reader or by two. */
export function insertReports(oneOf: number): SQL {
  return sql`
  insert into reports (id, comment, account, reason, details, created_at)
  select md5('report ' || h || ' ' || k)::uuid, draft.id, reader.id, 'abuse', '', at
  from draft
  cross join generate_series(0, h / ${oneOf}::integer % 2) as k
  join draft_readers as reader
    on reader.number = (h + k * 104729) % (select count(*) from draft_readers)
  where status = 'published' and tombstone is null and h % ${oneOf}::integer = 0`;
}

export function updateThreads(counted: boolean): SQL {
  return sql`
    update threads set revision = 2 * size, written_at = latest,
      entries = case when ${counted} then listed else entries end,
      total = case when ${counted} then living else total end
    from (
      select thread, max(size) as size, max(at) as latest,
        count(*) filter (where id in (select id from draft_listed) and parent is null) as listed,
        count(*) filter (where status = 'published' and tombstone is null) as living
      from draft group by thread
    ) as counts
    where threads.id = counts.thread`;
}

/** Of what a moderator withdrew the content is kept. */
export const INSERT_WITHHELD = sql`
  insert into withheld (comment, account, source, body, picked)
  select draft.id, reader.id, text.source, text.body, false
  from draft
  join draft_readers as reader on reader.number = draft.writer
  join draft_texts as text on text.number = h % ${sql.raw(String(TEXTS))}
  where tombstone = 'moderation'`;

/** What waits, what was reported, and what was refused. */
export const INSERT_REVIEWS = sql`
  insert into reviews (comment, thread, account, queue, since)
  select draft.id, draft.thread, reader.id,
    case
      when tombstone = 'moderation' then 'rejected'
      when status = 'published' then 'reported'
      else status
    end, at
  from draft join draft_readers as reader on reader.number = draft.writer
  where tombstone = 'moderation' or status <> 'published'
    or (tombstone is null and exists (select from reports where reports.comment = draft.id))`;

/** An entry for each decision. */
export const INSERT_AUDIT = sql`
  insert into audit (at, actor, action, comment, thread)
  select reviews.since, 'moderator', 'reject', reviews.comment, threads.key
  from reviews join draft on draft.id = reviews.comment
  join threads on threads.id = draft.thread
  where reviews.queue = 'rejected'`;
