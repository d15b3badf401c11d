import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from 'pg';
import { newId } from '../../src/model/new-id.js';
import { startServer, StartError, type RunningServer } from '../../src/server/index.js';
import {
  freshDatabase,
  ownPostgresMissing,
  postgresMissing,
  startCrashablePostgres,
  type CrashableCluster,
  type TestDatabase,
} from '../support/postgres.js';
import { until } from '../support/processes.js';
import { ORIGIN, query, SECRET, signToken, threadOf } from './support/site.js';

interface Problem {
  code: string;
  retryAfter: number | null;
}

function start(databaseUrl: string, env: Record<string, string> = {}): Promise<RunningServer> {
  return startServer({
    env: {
      PORT: '0',
      DATABASE_URL: databaseUrl,
      PALABRE_JWT_SECRET: SECRET,
      PALABRE_ORIGINS: ORIGIN,
      PALABRE_LIMITS: 'off',
      ...env,
    },
  });
}

async function write(url: string, key: string): Promise<Response> {
  return fetch(`${url}/v1/comments/${newId()}`, {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${await signToken('alice')}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ thread: threadOf(key), parent: null, source: 'Un mot.' }),
  });
}

/** It says that it cannot now, and when to ask again. */
async function isUnavailable(answer: Response): Promise<void> {
  const { code, retryAfter } = (await answer.json()) as Problem;
  assert.deepEqual([answer.status, code], [503, 'unavailable']);
  assert.ok(retryAfter !== null && retryAfter > 0);
}

describe('a database that goes and comes back', { skip: ownPostgresMissing() }, () => {
  let cluster: CrashableCluster;
  let server: RunningServer;
  let strict: RunningServer;

  before(async () => {
    cluster = await startCrashablePostgres();
    server = await start(cluster.url);
    strict = await start(cluster.url, { PALABRE_OUTAGE_SECONDS: '0' });
  });

  after(async () => {
    await server.close();
    await strict.close();
    await cluster.stop();
  });

  test('readers see what is kept, everybody else is told to wait, and then all is well', async () => {
    const read = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init);
    const kept = [`/v1/thread?${query('kept')}`, '/v1/latest', `/v1/counts?${query('kept')}`];
    const authorization = { Authorization: `Bearer ${await signToken('alice')}` };
    assert.equal((await write(server.url, 'kept')).status, 201);
    const before = new Map<string, string>();
    for (const path of kept) before.set(path, await (await read(path)).text());
    await fetch(`${strict.url}${kept[0]}`);

    await cluster.crash();
    const isStale = async (): Promise<boolean> =>
      (await read(kept[0]!)).headers.get('Palabre-Stale') !== null;
    await until(isStale, 'an answer that is older than it should be');
    for (const path of kept) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => read(path)));
      for (const answer of answers) {
        assert.equal(answer.status, 200);
        assert.match(answer.headers.get('Cache-Control') ?? '', /must-revalidate/);
        assert.equal(await answer.text(), before.get(path));
      }
    }
    await isUnavailable(await read(`/v1/thread?${query('never read')}`));
    await isUnavailable(await read(`/v1/viewer?${query('kept')}`, { headers: authorization }));
    await isUnavailable(await write(server.url, 'kept'));
    // It read later than the other server, and may give what it read for two seconds.
    const askStrict = () => fetch(`${strict.url}${kept[0]}`);
    await until(async () => (await askStrict()).status === 503, 'a server that keeps nothing');
    await isUnavailable(await askStrict());
    assert.equal((await read('/healthz')).status, 200);
    const ready = await read('/readyz');
    assert.deepEqual(
      [ready.status, await ready.json()],
      [503, { status: 'unavailable', problems: ['The database cannot be reached.'] }],
    );

    const cannotStart = start(cluster.url);
    await assert.rejects(cannotStart, (error: Error) => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, /^DATABASE_URL: .* cannot be reached \(ECONNREFUSED\)\.$/);
      return true;
    });

    await cluster.restart();
    const isBack = async (): Promise<boolean> => (await write(server.url, 'kept')).status === 201;
    await until(isBack, 'a write that is taken');
    const isReady = async (): Promise<boolean> => (await read('/readyz')).status === 200;
    await until(isReady, 'a server that is ready');
    for (const path of kept) {
      const isFresh = async (): Promise<boolean> => {
        const answer = await read(path);
        assert.equal(answer.status, 200);
        return answer.headers.get('Palabre-Stale') === null;
      };
      await until(isFresh, `${path} from the database`);
    }
    const { thread } = (await (await read(kept[0]!)).json()) as { thread: { total: number } };
    assert.equal(thread.total, 2);
  });
});

describe('connections that end in the midst of work', { skip: postgresMissing() }, () => {
  let database: TestDatabase;
  let server: RunningServer;

  before(async () => {
    database = await freshDatabase();
    server = await start(database.url);
  });

  after(async () => {
    await server.close();
    await database.drop();
  });

  test('cost nobody more than a 503, and the pool none of its places', async () => {
    const statuses = new Set<number>();
    let ended = 0;
    let isOver = false;
    const work = async (line: number): Promise<void> => {
      for (let count = 0; !isOver || count < 20; count += 1) {
        const answers = [
          await write(server.url, `ended ${line % 3}`),
          await fetch(
            `${server.url}/v1/comments?${query(`ended ${line % 3}`)}&limit=${(count % 50) + 1}`,
          ),
        ];
        for (const { status } of answers) statuses.add(status);
      }
    };
    const working = Promise.all(Array.from({ length: 12 }, (_, line) => work(line)));
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const endOne = async (): Promise<boolean> => {
      const { rows } = await client.query<{ ended: boolean }>(TERMINATE_ONE);
      ended += rows.filter((row) => row.ended).length;
      return ended >= 10 && statuses.has(503);
    };
    try {
      await until(endOne, 'ten connections that ended, and a 503', 60_000);
    } finally {
      isOver = true;
      await working;
      await client.end();
    }
    assert.deepEqual([...statuses].sort(), [200, 201, 503]);
    // More at once than the pool has places.
    const allAreTaken = async (): Promise<boolean> => {
      const after = await Promise.all(Array.from({ length: 30 }, () => write(server.url, 'after')));
      return after.every(({ status }) => status === 201);
    };
    await until(allAreTaken, 'thirty writes at once');
  });
});

const TERMINATE_ONE = `
  select pg_terminate_backend(pid) as ended from pg_stat_activity
  where datname = current_database() and application_name = 'palabre' and state <> 'idle'
  order by random() limit 1`;
