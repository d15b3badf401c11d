import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { describe, test } from 'node:test';
import { newId } from '../../src/model/new-id.js';
import { freshDatabase, postgresMissing, query as runSql } from '../support/postgres.js';
import { until } from '../support/processes.js';
import { servesOf } from './support/serve.js';
import { query, signToken, threadOf } from './support/site.js';

const SENTINEL = 'sentinelle';

interface Line {
  level: string;
  msg: string;
  id?: string;
  route?: string;
  method?: string;
  status?: number;
  duration?: number;
  bytes?: number;
  code?: string | null;
}

function linesOf(stdout: string): Line[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

/** Whatever of it may be secret says so. */
async function writer(url: string) {
  const token = await signToken(`${SENTINEL}-sub`, {
    name: `${SENTINEL} name`,
    picture: `https://img.example/${SENTINEL}`,
  });
  const send = (method: string, path: string, body?: object, authorization = token) =>
    fetch(`${url}${path}`, {
      method,
      headers: { Authorization: `Bearer ${authorization}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  return { token, send };
}

const comment = (source = `Un mot ${SENTINEL}`) => ({
  thread: threadOf(`key ${SENTINEL}`),
  parent: null,
  source,
});

describe('the log', () => {
  const { serve } = servesOf();

  async function nothingLeaks(env: Record<string, string>, spoil?: () => Promise<void>) {
    const run = serve({ PALABRE_LOG: 'json', PALABRE_LOG_LEVEL: 'debug', ...env });
    const url = await run.url;
    const { token, send } = await writer(url);
    const id = newId();
    const statuses = [
      await send('PUT', `/v1/comments/${id}`, comment()),
      await send('PUT', `/v1/comments/${newId()}`, comment(`${SENTINEL} `.repeat(2_000))),
      await send('PUT', `/v1/comments/${id}/vote`, { value: SENTINEL }),
      await send('PUT', `/v1/comments/${newId()}`, comment(), `${SENTINEL}.${SENTINEL}.x`),
      await send('PUT', `/v1/reports/${newId()}`, {
        comment: id,
        reason: 'other',
        details: SENTINEL,
      }),
      await send('GET', `/v1/thread?${query(`key ${SENTINEL}`)}&around=${id}`),
      await send('GET', `/v1/accounts/${SENTINEL}-sub/export`),
      await send('GET', `/v1/${SENTINEL}`),
    ].map(({ status }) => status);
    assert.deepEqual(statuses, [201, 422, 422, 401, 204, 200, 200, 404]);
    await spoil?.();
    if (spoil) {
      const failed = await send('PUT', `/v1/comments/${newId()}`, comment());
      assert.equal(failed.status, 500);
      assert.doesNotMatch(await failed.text(), new RegExp(SENTINEL));
    }
    run.child.kill('SIGTERM');
    assert.equal(await run.ended, 0);
    const said = run.stdout() + run.stderr();
    assert.doesNotMatch(said, new RegExp(SENTINEL, 'i'));
    assert.ok(!said.includes(token) && !said.includes('127.0.0.1"'));
    return linesOf(run.stdout());
  }

  test('has one line for each request, and nothing of what was said or of anybody', async () => {
    const lines = await nothingLeaks({});
    const [first] = lines.filter(({ route }) => route === '/v1/comments/:id');
    assert.deepEqual(
      [first?.level, first?.method, first?.status, first?.code],
      ['info', 'PUT', 201, null],
    );
    assert.match(first?.id ?? '', /^[\da-f-]{36}$/);
    assert.ok(typeof first?.duration === 'number' && first.bytes! > 100);
    const failed = lines.filter(({ code }) => code != null).map(({ code }) => code);
    assert.deepEqual(failed, ['too-long', 'invalid', 'login', 'not-found']);
    assert.equal(lines.at(-1)?.msg, 'Palabre ends.');
  });

  test('says nothing of what a failed query held', { skip: postgresMissing() }, async () => {
    const database = await freshDatabase();
    const lines = await nothingLeaks({ DATABASE_URL: database.url }, () =>
      runSql(database.url, 'alter table comments drop column source cascade'),
    );
    const errors = lines.filter(({ level }) => level === 'error');
    assert.deepEqual(
      errors.map(({ msg, code }) => [msg, code]),
      [
        ['A query failed with SQLSTATE 42703.', undefined],
        ['request', 'internal'],
      ],
    );
    await database.drop();
  });

  test('is text, or nothing of requests, where that is asked for', async () => {
    for (const [PALABRE_LOG, requests] of [
      ['text', 1],
      ['off', 0],
    ] as const) {
      const run = serve({ PALABRE_LOG });
      await fetch(`${await run.url}/v1/latest`, { headers: { 'X-Request-Id': 'mine' } });
      run.child.kill('SIGTERM');
      assert.equal(await run.ended, 0);
      assert.match(run.stdout(), /^Palabre listens on http:\S+$/m);
      const found = run.stdout().match(/^GET \/v1\/latest 200 [\d.]+ ms \d+ B mine$/gm) ?? [];
      assert.equal(found.length, requests);
    }
  });
});

describe('health and metrics', () => {
  const { serve } = servesOf();

  test('are told to whoever runs the server, and to no page', async () => {
    const run = serve({ PALABRE_METRICS: '0', PALABRE_DATA: 'memory://' });
    const url = await run.url;
    for (const path of ['/healthz', '/readyz']) {
      const answer = await fetch(`${url}${path}`, { headers: { Origin: 'https://a.example' } });
      assert.deepEqual([answer.status, await answer.json()], [200, { status: 'ok', problems: [] }]);
      assert.equal(answer.headers.get('Access-Control-Allow-Origin'), null);
      assert.equal(answer.headers.get('Cache-Control'), 'no-store');
    }
    assert.equal((await fetch(`${url}/metrics`)).status, 404);
    const key = `key ${SENTINEL}`;
    for (let count = 0; count < 3; count += 1) await fetch(`${url}/v1/thread?${query(key)}`);
    for (let count = 0; count < 50; count += 1) await fetch(`${url}/v1/${SENTINEL}-${count}`);
    const place = /Metrics are at (\S+)/.exec(run.stdout())?.[1];
    const metrics = await (await fetch(place!)).text();
    for (const line of [
      'palabre_requests_total{method="GET",route="/v1/thread",status="2xx"} 3',
      'palabre_requests_total{method="GET",route="/v1/*",status="4xx"} 50',
      'palabre_request_duration_seconds_count{method="GET",route="/v1/thread"} 3',
      'palabre_snapshot_reads_total{read="kept"} 2',
      'palabre_snapshot_reads_total{read="loaded"} 1',
      'palabre_snapshot_threads 1',
      'palabre_parser_queue 0',
    ]) {
      assert.ok(metrics.includes(`${line}\n`), line);
    }
    assert.match(metrics, /^process_cpu_seconds_total /m);
    assert.doesNotMatch(metrics, new RegExp(SENTINEL));
    run.child.kill('SIGTERM');
    assert.equal(await run.ended, 0);
  });

  test('a database without a migration is not ready', { skip: postgresMissing() }, async () => {
    const database = await freshDatabase();
    const run = serve({ DATABASE_URL: database.url });
    const url = await run.url;
    await runSql(database.url, `delete from palabre_migrations where name = '0003_limits.sql'`);
    const answer = await fetch(`${url}/readyz`);
    assert.deepEqual(
      [answer.status, await answer.json()],
      [
        503,
        {
          status: 'unavailable',
          problems: ['The migration 0003_limits.sql has not been applied.'],
        },
      ],
    );
    run.child.kill('SIGTERM');
    await run.ended;
    await database.drop();
  });
});

describe('SIGTERM', () => {
  const { serve } = servesOf();

  /** A write whose last byte is held back. */
  async function slowWrite(url: string) {
    const body = JSON.stringify(comment());
    const { port, hostname } = new URL(url);
    const socket = connect(Number(port), hostname);
    let said = '';
    socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
    socket.on('error', () => undefined);
    const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(said)));
    const head = [
      `PUT /v1/comments/${newId()} HTTP/1.1`,
      'Host: a',
      `Authorization: Bearer ${await signToken('alice')}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Expect: 100-continue',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    await until(async () => said.includes('100 Continue'), 'the server to take it');
    socket.write(body.slice(0, -1));
    return { finish: () => socket.write(body.slice(-1)), ended };
  }

  test('lets a write under way finish, refuses new ones, and ends with 0', async () => {
    const run = serve();
    const url = await run.url;
    const upload = await slowWrite(url);
    run.child.kill('SIGTERM');
    const isRefused = () =>
      fetch(`${url}/readyz`).then(
        () => false,
        () => true,
      );
    await until(isRefused, 'new connections to be refused');
    assert.equal(run.child.exitCode, null);
    upload.finish();
    assert.match(await upload.ended, /HTTP\/1\.1 201 [^]*connection: close/i);
    assert.equal(await run.ended, 0);

    const next = serve();
    const answer = await fetch(`${await next.url}/v1/thread?${query(`key ${SENTINEL}`)}`);
    assert.match(await answer.text(), /"total":1/);
    next.child.kill('SIGTERM');
    assert.equal(await next.ended, 0);
  });

  test('ends at once when it comes twice', async () => {
    const run = serve({ PALABRE_DATA: 'memory://' });
    const url = await run.url;
    await slowWrite(url);
    run.child.kill('SIGTERM');
    await until(async () => run.stdout().includes('Palabre ends.'), 'the end to begin');
    run.child.kill('SIGINT');
    assert.equal(await run.ended, 1);
  });
});
