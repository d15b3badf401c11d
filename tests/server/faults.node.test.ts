import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Client } from 'pg';
import { newId } from '../../src/model/new-id.js';
import { createServer, openStorage, type Server, type Storage } from '../../src/server/index.js';
import type { Problem } from '../../src/wire/problem.js';
import { freshDatabase, postgresMissing, query, type TestDatabase } from '../support/postgres.js';
import { until } from '../support/processes.js';
import { dump } from './support/dump.js';
import { admin, moderator } from './support/moderation.js';
import {
  callsOf,
  newKey,
  ORIGIN,
  query as about,
  SECRET,
  signToken,
  threadOf,
  type Answer,
} from './support/site.js';

/** What a database does to one write, by a trigger: the rest of it is as ever. */
const FAULTS = {
  'a full disk': `raise exception 'No space left on device' using errcode = 'disk_full'`,
  'no memory': `raise exception 'out of memory' using errcode = 'out_of_memory'`,
  'a connection that is lost': 'perform pg_terminate_backend(pg_backend_pid())',
};

type Request = [method: string, path: string, body?: unknown];

interface Target {
  id: string;
  key: string;
  account: string;
  author: string;
}

/** Further writes: who makes them, and a table that each changes when it has changed others. */
const WRITES: Record<
  string,
  [table: string, by: 'author' | 'admin' | 'moderator', request: (target: Target) => Request]
> = {
  edit: ['threads', 'author', ({ id }) => ['PATCH', `/v1/comments/${id}`, { source: 'Autre.' }]],
  vote: ['threads', 'moderator', ({ id }) => ['PUT', `/v1/comments/${id}/vote`, { value: 1 }]],
  report: [
    'reviews',
    'admin',
    ({ id }) => ['PUT', `/v1/reports/${newId()}`, { comment: id, reason: 'spam', details: '' }],
  ],
  reject: [
    'audit',
    'moderator',
    ({ id }) => ['PUT', `/v1/comments/${id}/status`, { status: 'rejected' }],
  ],
  suspend: [
    'audit',
    'moderator',
    ({ account }) => ['PUT', `/v1/suspensions/${account}`, { until: null, reason: '' }],
  ],
  'change the thread': [
    'audit',
    'admin',
    ({ key }) => ['PATCH', `/v1/thread?${about(key)}`, { closed: true, moderation: 'pre' }],
  ],
  erase: ['accounts', 'admin', ({ author }) => ['DELETE', `/v1/accounts/${author}`]],
};

describe('a database that fails within a write', { skip: postgresMissing() }, () => {
  let database: TestDatabase;
  let storage: Storage;
  let server: Server;
  let other: Client;
  let token = '';
  let key = '';
  const site = { server: {} as Server };
  const calls = callsOf(site);

  const create = (id: string, thread = key): Promise<Answer<Problem & { id: string }>> =>
    calls.call('PUT', `/v1/comments/${id}`, {
      token,
      body: { thread: threadOf(thread), parent: null, source: 'Un mot.' },
    });

  /** Ids in the thread, as a new reader finds them. */
  const idsOf = async (thread = key): Promise<string[]> => {
    const { rows } = await other.query<{ id: string }>(
      'select c.id from comments c join threads t on t.id = c.thread where t.key = $1',
      [thread],
    );
    return rows.map(({ id }) => id);
  };

  /** From now on, until the function is dropped, whatever changes the table meets the fault. */
  const failAt = (table: string, fault: string): Promise<unknown> =>
    other.query(`
      create function fail() returns trigger language plpgsql as $$ begin ${fault}; return new; end $$;
      create trigger fail after insert or update or delete on ${table} execute function fail()`);

  before(async () => {
    database = await freshDatabase();
    // Who waits for so long looks for deadlocks: the server does, and nobody else.
    await query(database.url, `alter database ${nameOf(database)} set deadlock_timeout = '3s'`);
    storage = await openStorage({ url: database.url });
    server = createServer({ storage, origins: [ORIGIN], secret: SECRET, limits: 'off' });
    site.server = server;
    other = new Client({ connectionString: database.url });
    await other.connect();
    await other.query(`set deadlock_timeout = '1min'`);
    token = await signToken('alice');
  });

  beforeEach(async () => {
    key = newKey();
    assert.equal((await create(newId())).status, 201);
  });

  after(async () => {
    await other.end();
    await server.close();
    await storage.close();
    await database.drop();
  });

  for (const [what, fault] of Object.entries(FAULTS)) {
    for (const table of ['comments', 'threads']) {
      test(`${what}, at ${table}: 503, nothing is half written, and the same write then stands`, async () => {
        const id = newId();
        const before = await idsOf();
        await failAt(table, fault);
        const refused = await create(id);
        assert.deepEqual([refused.status, refused.body.code], [503, 'unavailable']);
        assert.ok(refused.body.retryAfter);
        await other.query('drop function fail cascade');
        assert.deepEqual(await idsOf(), before);
        const { thread } = await calls.thread(key);
        assert.equal(thread.total, before.length);
        assert.equal((await create(id)).status, 201);
        assert.deepEqual((await idsOf()).sort(), [...before, id].sort());
      });
    }
  }

  for (const [name, [table, by, request]] of Object.entries(WRITES)) {
    test(`${name}: what fails leaves everything as it was, and is then done`, async () => {
      const author = `author ${newId()}`;
      const owner = await signToken(author);
      const written = await calls.write(owner, key);
      const account = written.author.id;
      const [method, path, body] = request({ id: written.id, key, account, author });
      const token = await { author: async () => owner, admin, moderator }[by]();
      // Their own first write is over.
      await calls.write(await admin(), key);
      await calls.write(await moderator(), key);
      const before = await dump({ storage });
      const init = body === undefined ? { token } : { token, body };
      for (const [what, fault] of Object.entries(FAULTS)) {
        await failAt(table, fault);
        const refused = await calls.call<Problem>(method, path, init);
        assert.deepEqual([refused.status, refused.body?.code], [503, 'unavailable'], what);
        await other.query('drop function fail cascade');
      }
      assert.equal(await dump({ storage }), before);
      assert.ok((await calls.call(method, path, init)).status < 300);
      assert.notEqual(await dump({ storage }), before);
    });
  }

  test('a lock that somebody holds: others go on, the write is told to come again', async () => {
    const id = newId();
    await other.query('begin');
    await other.query('select 1 from threads where key = $1 for update', [key]);
    const waiting = create(id);
    const { thread } = await calls.thread(key, '&sort=oldest');
    assert.equal(thread.total, 1);
    assert.equal((await create(newId(), newKey())).status, 201);
    const refused = await waiting;
    assert.deepEqual([refused.status, refused.body.code], [503, 'unavailable']);
    await other.query('rollback');
    assert.equal((await create(id)).status, 201);
    assert.equal((await idsOf()).length, 2);
  });

  test('those who wait for a lock leave everybody else their connections', async () => {
    await other.query('begin');
    await other.query('select 1 from threads where key = $1 for update', [key]);
    let answered = 0;
    // More than there are connections.
    const waiting = Array.from({ length: 30 }, async () => {
      const { status } = await create(newId());
      answered += 1;
      return status;
    });
    const rounds = async (count: number): Promise<void> => {
      for (let round = 0; round < count; round += 1) {
        const elsewhere = newKey();
        assert.equal((await create(newId(), elsewhere)).status, 201);
        assert.equal((await calls.thread(elsewhere)).thread.total, 1);
      }
    };
    await rounds(10);
    assert.equal(answered, 0, 'others had to wait until the first gave up');
    await Promise.race(waiting);
    await rounds(10);
    assert.deepEqual(new Set(await Promise.all(waiting)), new Set([503]));
    await other.query('rollback');
    assert.equal((await create(newId())).status, 201);
    assert.equal((await idsOf()).length, 2);
  });

  test('a deadlock is nobody’s failure: the write is tried again', async () => {
    const id = newId();
    const third = new Client({ connectionString: database.url });
    await third.connect();
    const count = async (sql: string): Promise<number> =>
      Number((await third.query<{ count: string }>(sql)).rows[0]?.count);
    const deadlocks = `select deadlocks as count from pg_stat_database
      where datname = current_database()`;
    const waiters = `select count(*) from pg_stat_activity where datname = current_database()
      and application_name = 'palabre' and wait_event_type = 'Lock'`;
    try {
      const before = await count(deadlocks);
      const { rows } = await third.query<{ id: string }>(
        `select id from accounts where sub = 'alice'`,
      );
      await other.query('begin');
      await other.query('select 1 from threads where key = $1 for update', [key]);
      const waiting = create(id);
      await until(async () => (await count(waiters)) > 0, 'the write to wait for the thread');
      await other.query('select 1 from accounts where id = $1 for update', [rows[0]?.id]);
      await other.query('commit');
      assert.equal((await waiting).status, 201);
      assert.equal((await idsOf()).length, 2);
      await until(async () => (await count(deadlocks)) > before, 'the deadlock to be counted');
    } finally {
      await third.end();
    }
  });
});

function nameOf({ url }: TestDatabase): string {
  return new URL(url).pathname.slice(1);
}
