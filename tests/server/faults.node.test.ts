import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { Client } from 'pg';
import { newId } from '../../src/model/new-id.js';
import { createServer, openStorage, type Server, type Storage } from '../../src/server/index.js';
import type { Problem } from '../../src/wire/problem.js';
import { freshDatabase, postgresMissing, type TestDatabase } from '../support/postgres.js';
import {
  callsOf,
  newKey,
  ORIGIN,
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

  before(async () => {
    database = await freshDatabase();
    storage = await openStorage({ url: database.url });
    server = createServer({ storage, origins: [ORIGIN], secret: SECRET, limits: 'off' });
    site.server = server;
    other = new Client({ connectionString: database.url });
    await other.connect();
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
        await other.query(`
          create function fail() returns trigger language plpgsql as $$ begin ${fault}; return new; end $$;
          create trigger fail after insert or update on ${table} execute function fail()`);
        const refused = await create(id);
        assert.deepEqual([refused.status, refused.body.code], [503, 'unavailable']);
        assert.ok(refused.body.retryAfter);
        await other.query(`drop trigger fail on ${table}; drop function fail`);
        assert.deepEqual(await idsOf(), before);
        const { thread } = await calls.thread(key);
        assert.equal(thread.total, before.length);
        assert.equal((await create(id)).status, 201);
        assert.deepEqual((await idsOf()).sort(), [...before, id].sort());
      });
    }
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

  test('a deadlock is nobody’s failure: the write is tried again', async () => {
    const id = newId();
    const { rows } = await other.query<{ id: string }>(
      `select id from accounts where sub = 'alice'`,
    );
    await other.query('begin');
    await other.query('select 1 from threads where key = $1 for update', [key]);
    const waiting = create(id);
    const isWaiting = async (): Promise<boolean> => {
      const { rowCount } = await other.query(
        `select 1 from pg_stat_activity where datname = current_database()
           and pid <> pg_backend_pid() and wait_event_type = 'Lock'`,
      );
      return rowCount !== 0;
    };
    while (!(await isWaiting())) await new Promise((resolve) => setImmediate(resolve));
    const mine = other.query('select 1 from accounts where id = $1 for update', [rows[0]?.id]);
    // Either of the two is ended by the database.
    await mine.then(
      () => other.query('commit'),
      () => other.query('rollback'),
    );
    assert.equal((await waiting).status, 201);
    assert.equal((await idsOf()).length, 2);
  });
});
