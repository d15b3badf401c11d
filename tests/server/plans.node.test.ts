import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { newId } from '../../src/model/new-id.js';
import { SORTS } from '../../src/model/thread.js';
import type { Viewer } from '../../src/model/viewer.js';
import { rowsOf } from '../../src/server/storage/database.js';
import { stateOf } from '../../src/server/storage/state.js';
import { fillDatabase } from '../support/fill/fill.js';
import { findPlaces, type Places } from '../support/fill/find.js';
import { watchPlans, type Plan } from './support/plans.js';
import { newKey, onEachDatabase, query, signToken, type TestSite } from './support/site.js';

const KEY = 'long';
const LONG = 30_000;
const OTHERS = 20_000;
/** Tables that grow with what readers write; of the queues the length is counted, for moderators. */
const TABLES = ['comments', 'votes', 'reports', 'withheld', 'audit'];
/** Rows that one statement may look at: a page with its first replies, twice over. */
const ROWS = 2_000;

/** No comment is a highlight: whoever looks for one has to see that soon. */
const OPTIONS = {
  commentAccess: 'registered',
  voteAccess: 'registered',
  highlightVotes: 1_000_000,
} as const;

/** What the calls ask about, found in the filled database. */
interface Found extends Places {
  tokens: Record<'reader' | 'moderator' | 'newcomer', string>;
  keys: string[];
  /** Comments that wait for a moderator. */
  waiting: string[];
  /** The public id of `reader`. */
  account: string;
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
  'a comment with its ancestors': get(
    ({ deep }) => `/v1/thread?${query(KEY, `&around=${deep[0]}`)}`,
  ),
  'what changed lately': get(
    ({ revision }) => `/v1/changes?${query(KEY, `&since=${revision - 50}`)}`,
  ),
  'what changed since the beginning': get(() => `/v1/changes?${query(KEY, '&since=0')}`),
  'a visitor': get(() => `/v1/viewer?${query(KEY)}`),
  'a reader': get(() => `/v1/viewer?${query(KEY)}`, 'reader'),
  'a moderator': get(() => `/v1/viewer?${query(KEY)}`, 'moderator'),
  'the latest comments': get(() => '/v1/latest?limit=100'),
  'the feed of the site': get(() => '/v1/feed'),
  'the feed of a thread': get(() => `/v1/feed?${query(KEY)}`),
  'the counts of a hundred threads': get(
    ({ keys }) => `/v1/counts?${keys.map((key) => query(key)).join('&')}`,
  ),
  'what waits for moderators': get(() => '/v1/queue', 'moderator'),
  'what was reported': get(() => '/v1/queue?queue=reported', 'moderator'),
  'what was refused': get(() => '/v1/queue?queue=rejected', 'moderator'),
  'the log': get(() => '/v1/audit?limit=100', 'moderator'),
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
  'an answer': (site, { tokens, deep }) => site.write(tokens.newcomer, KEY, { parent: deep[0] }),
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
  'a comment let through': put(
    'moderator',
    'PUT',
    ({ waiting }) => `/v1/comments/${waiting[0]}/status`,
    { status: 'published' },
  ),
  'a comment refused': put(
    'moderator',
    'PUT',
    ({ waiting }) => `/v1/comments/${waiting[1]}/status`,
    {
      status: 'rejected',
    },
  ),
  'a comment taken off and put back': async (site, { tokens, living }) => {
    const path = `/v1/comments/${living[4]}/status`;
    await succeed(site, 'PUT', path, tokens.moderator, { status: 'rejected' });
    await succeed(site, 'PUT', path, tokens.moderator, { status: 'published' });
  },
  'a suspension': put('moderator', 'PUT', ({ account }) => `/v1/suspensions/${account}`, {
    until: null,
    reason: '',
  }),
  'its end': put('moderator', 'DELETE', ({ account }) => `/v1/suspensions/${account}`, undefined),
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
  const keys = await rowsOf<{ key: string }>(db, sql`select key from threads limit 100`);
  const waiting = await rowsOf<{ id: string }>(
    db,
    sql`select comment as id from reviews where queue = 'pending' order by since limit 10`,
  );
  const moderator = await signToken('moderator', { roles: ['moderator', 'staff', 'admin'] });
  return {
    ...(await findPlaces(site.storage, KEY)),
    tokens: { reader, moderator, newcomer: await signToken('newcomer') },
    keys: keys.map(({ key }) => key),
    waiting: waiting.map(({ id }) => id),
    account:
      (await succeed<Viewer>(site, 'GET', `/v1/viewer?${query(KEY)}`, reader)).account?.id ?? '',
  };
}
