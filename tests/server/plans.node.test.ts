import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { newId } from '../../src/model/new-id.js';
import { SORTS, type Sort } from '../../src/model/thread.js';
import type { Viewer } from '../../src/model/viewer.js';
import { writeCursor } from '../../src/server/storage/cursor.js';
import { rowsOf } from '../../src/server/storage/database.js';
import { stateOf } from '../../src/server/storage/state.js';
import { fillDatabase } from '../support/fill/fill.js';
import { watchPlans, type Plan } from './support/plans.js';
import { newKey, onEachDatabase, query, signToken, type TestSite } from './support/site.js';

const KEY = 'long';
const LONG = 30_000;
const OTHERS = 20_000;
/** Tables that grow with what readers write. */
const TABLES = ['comments', 'votes', 'reports'];
/** Rows that one statement may look at: a page with its first replies, twice over. */
const ROWS = 2_000;

/** No comment is a highlight: whoever looks for one has to see that soon. */
const OPTIONS = {
  commentAccess: 'registered',
  voteAccess: 'registered',
  highlightVotes: 1_000_000,
} as const;

/** What the calls ask about, found in the filled database. */
interface Found {
  tokens: Record<'reader' | 'moderator' | 'newcomer', string>;
  /** A comment at the end of a long dispute. */
  deep: string;
  /** Living ones without votes of `reader`. */
  living: string[];
  /** A cursor far into the thread, by sort. */
  cursors: Record<Sort, string>;
  /** The same into the longest list of replies. */
  popular: { id: string; cursor: string };
  revision: number;
  keys: string[];
}

type Call = (site: TestSite, found: Found) => Promise<unknown>;

const get = (path: (found: Found) => string, who?: keyof Found['tokens']): Call => {
  return (site, found) =>
    succeed(site, 'GET', path(found), who === undefined ? null : found.tokens[who]);
};

const READS: Record<string, Call> = {
  ...Object.fromEntries(
    SORTS.flatMap((sort): [string, Call][] => [
      [`the first page, ${sort}`, get(() => `/v1/thread?${query(KEY, `&sort=${sort}`)}`)],
      [
        `a page far in, ${sort}`,
        get(
          ({ cursors }) =>
            `/v1/comments?${query(KEY, `&sort=${sort}&after=${cursors[sort]}&limit=100`)}`,
        ),
      ],
    ]),
  ),
  'a page far into replies': get(({ popular }) => {
    const place = `&sort=oldest&parent=${popular.id}&after=${popular.cursor}`;
    return `/v1/comments?${query(KEY, place)}`;
  }),
  'a comment with its ancestors': get(({ deep }) => `/v1/thread?${query(KEY, `&around=${deep}`)}`),
  'what changed lately': get(
    ({ revision }) => `/v1/changes?${query(KEY, `&since=${revision - 50}`)}`,
  ),
  'what changed since the beginning': get(() => `/v1/changes?${query(KEY, '&since=0')}`),
  'a visitor': get(() => `/v1/viewer?${query(KEY)}`),
  'a reader': get(() => `/v1/viewer?${query(KEY)}`, 'reader'),
  'a moderator': get(() => `/v1/viewer?${query(KEY)}`, 'moderator'),
  'the latest comments': get(() => '/v1/latest?limit=100'),
  'the counts of a hundred threads': get(
    ({ keys }) => `/v1/counts?${keys.map((key) => query(key)).join('&')}`,
  ),
  'all of an account': get(() => '/v1/accounts/newcomer/export', 'newcomer'),
};

const put = (
  who: keyof Found['tokens'],
  method: string,
  path: (found: Found) => string,
  body: unknown,
): Call => {
  return (site, found) => succeed(site, method, path(found), found.tokens[who], body);
};

const WRITES: Record<string, Call> = {
  'a comment in a new thread': (site, { tokens }) => site.write(tokens.newcomer, newKey()),
  'a comment': (site, { tokens }) => site.write(tokens.newcomer, KEY),
  'an answer': (site, { tokens, deep }) => site.write(tokens.newcomer, KEY, { parent: deep }),
  'an answer to the most answered': (site, { tokens, popular }) =>
    site.write(tokens.newcomer, KEY, { parent: popular.id }),
  'a repeated comment': async (site, { tokens }) => {
    const id = newId();
    await site.write(tokens.newcomer, KEY, { id });
    await site.write(tokens.newcomer, KEY, { id });
  },
  'an edit': async (site, { tokens }) => {
    const { id } = await site.write(tokens.newcomer, KEY);
    await succeed(site, 'PATCH', `/v1/comments/${id}`, tokens.newcomer, { source: 'Autre.' });
  },
  'a withdrawal': async (site, { tokens }) => {
    const { id } = await site.write(tokens.newcomer, KEY);
    await succeed(site, 'DELETE', `/v1/comments/${id}`, tokens.newcomer, { reason: 'author' });
  },
  'a withdrawal by a moderator': put(
    'moderator',
    'DELETE',
    ({ living }) => `/v1/comments/${living[0]}`,
    { reason: 'moderation' },
  ),
  'a vote': put('newcomer', 'PUT', ({ living }) => `/v1/comments/${living[1]}/vote`, { value: 1 }),
  'a vote taken back': put('newcomer', 'PUT', ({ living }) => `/v1/comments/${living[1]}/vote`, {
    value: 0,
  }),
  'a pick': put('moderator', 'PUT', ({ living }) => `/v1/comments/${living[2]}/pick`, {
    picked: true,
  }),
  'a report': (site, { tokens, living }) =>
    succeed(site, 'PUT', `/v1/reports/${newId()}`, tokens.newcomer, {
      comment: living[3],
      reason: 'abuse',
      details: '',
    }),
  'a closed thread': put('moderator', 'PATCH', () => `/v1/thread?${query(KEY)}`, { closed: true }),
  'an opened thread': put('moderator', 'PATCH', () => `/v1/thread?${query(KEY)}`, {
    closed: false,
  }),
  'an author named': put('moderator', 'PATCH', () => `/v1/thread?${query(KEY)}`, {
    authors: ['newcomer'],
  }),
  'a changed name': async (site) => {
    const token = await signToken('newcomer', { name: 'Another name' });
    await site.write(token, KEY);
  },
  'an erased account': put('newcomer', 'DELETE', () => '/v1/accounts/newcomer', undefined),
};

onEachDatabase('no call reads a table through', OPTIONS, (site) => {
  let found: Found;
  let watch: ReturnType<typeof watchPlans>;

  before(async () => {
    const reader = await signToken('reader');
    const viewer = await succeed<Viewer>(site, 'GET', `/v1/viewer?${query(KEY)}`, reader);
    const known = [{ sub: 'reader', name: 'Name of reader', id: viewer.account?.id ?? '' }];
    await fillDatabase(site.storage, {
      threads: [{ key: KEY, comments: LONG }],
      others: OTHERS,
      // So many that looking at all of them would not be the quicker way.
      reportedOneOf: 5,
      known,
    });
    found = await look(site, reader);
    watch = watchPlans(site.storage);
  });

  for (const [name, call] of Object.entries({ ...READS, ...WRITES })) {
    test(name, async () => {
      const plans = await watch.plansOf(() => call(site, found));
      assert.ok(plans.length > 0, 'it asked the database');
      for (const plan of plans) check(plan);
    });
  }
});

function check({ statement, scans, generic, sequential }: Plan): void {
  for (const { node, table, examined } of scans) {
    if (TABLES.includes(table))
      assert.ok(examined <= ROWS, `${node} looks at ${examined} rows of ${table}: ${statement}`);
  }
  for (const table of TABLES) {
    assert.equal(sequential.get(table) ?? 0, 0, `${table} is read through: ${statement}`);
  }
  for (const { node, table } of [...scans, ...generic]) {
    const isWhole = node === 'Seq Scan' && TABLES.includes(table);
    assert.ok(!isWhole, `${table} is, or could be, read through: ${statement}`);
  }
}

async function succeed<T>(
  site: TestSite,
  method: string,
  path: string,
  token: string | null,
  body?: unknown,
): Promise<T> {
  const answer = await site.call<T>(method, path, { token, body });
  assert.ok(answer.status < 300, `${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function look(site: TestSite, reader: string): Promise<Found> {
  const { db } = stateOf(site.storage);
  const ids = async (query: string): Promise<string[]> =>
    (await rowsOf<{ id: string }>(db, sql.raw(query))).map(({ id }) => id);
  const here = `thread = (select id from threads where key = '${KEY}')`;
  const [thread] = await rowsOf<{ id: number; revision: number }>(
    db,
    sql`select id, revision from threads where key = ${KEY}`,
  );
  const [deep = ''] = await ids(
    `with recursive below (id, depth) as (
      select id, 1 from comments where ${here} and parent is null
      union all
      select comments.id, depth + 1 from comments join below on comments.parent = below.id
      where tombstone is null and status = 'published'
    ) select id from below order by depth desc limit 1`,
  );
  const [popular = ''] = await ids(
    `select id from comments where ${here} and tombstone is null order by replies desc limit 1`,
  );
  const cursorIn = async (parent: string | null, sort: Sort): Promise<string> => {
    const order = {
      best: 'best desc, created_at desc, id desc',
      newest: 'created_at desc, id desc',
      oldest: 'created_at, id',
      'most-replied': 'replies desc, created_at desc, id desc',
    }[sort];
    const list = parent === null ? `${here} and parent is null` : `parent = '${parent}'`;
    const [row] = await rowsOf<{ id: string; at: string; best: number; replies: number }>(
      db,
      sql.raw(`
        with list as (select * from comments where ${list} and status = 'published')
        select id, best, replies,
          to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
        from list order by ${order} offset (select count(*) * 3 / 5 from list) limit 1`),
    );
    assert.ok(row !== undefined && thread !== undefined);
    const value = sort === 'best' ? row.best : sort === 'most-replied' ? row.replies : null;
    return writeCursor({ thread: thread.id, parent, sort }, [value, row.at, row.id]);
  };
  return {
    tokens: {
      reader,
      moderator: await signToken('moderator', { roles: ['moderator', 'staff'] }),
      newcomer: await signToken('newcomer'),
    },
    deep,
    living: await ids(
      `select id from comments where ${here} and tombstone is null and status = 'published'
      order by created_at offset 15000 limit 10`,
    ),
    cursors: {
      best: await cursorIn(null, 'best'),
      newest: await cursorIn(null, 'newest'),
      oldest: await cursorIn(null, 'oldest'),
      'most-replied': await cursorIn(null, 'most-replied'),
    },
    popular: { id: popular, cursor: await cursorIn(popular, 'oldest') },
    revision: thread?.revision ?? 0,
    keys: (await rowsOf<{ key: string }>(db, sql`select key from threads limit 100`)).map(
      ({ key }) => key,
    ),
  };
}
