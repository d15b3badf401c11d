import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { newId } from '../../src/model/new-id.js';
import { freshDatabase, postgresMissing } from '../support/postgres.js';
import { until } from '../support/processes.js';
import { CLI, servesOf, type Run } from './support/serve.js';
import { query, signToken, threadOf } from './support/site.js';

/** It says one sentence and ends with 1. */
async function refuses(run: Run, sentence: RegExp): Promise<void> {
  assert.equal(await run.ended, 1);
  assert.match(run.stderr(), sentence);
  assert.match(run.stderr(), /^[^\n]+\n$/);
  assert.doesNotMatch(run.stderr(), /\bat .+:\d+:\d+/);
}

async function write(url: string, key: string): Promise<string> {
  const id = newId();
  const answer = await fetch(`${url}/v1/comments/${id}`, {
    method: 'PUT',
    headers: {
      Authorization: `Bearer ${await signToken('alice')}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ thread: threadOf(key), parent: null, source: 'Un mot.' }),
  });
  assert.equal(answer.status, 201);
  return id;
}

async function idsIn(url: string, key: string): Promise<string[]> {
  const answer = await fetch(`${url}/v1/thread?${query(key, '&limit=100&sort=oldest')}`);
  const page = (await answer.json()) as { comments: { id: string }[] };
  return page.comments.map(({ id }) => id);
}

describe('palabre serve', () => {
  const { serve, inFolder } = servesOf();

  test('keeps what was written through kill -9, and gives the folder back at its end', async () => {
    const first = serve();
    const written: string[] = [];
    const url = await first.url;
    assert.match(first.stdout(), /^Starting PGlite/);
    for (let count = 0; count < 40; count += 1) written.push(await write(url, 'kept'));
    first.child.kill('SIGKILL');
    await first.ended;
    assert.match(await readFile(inFolder('data.lock'), 'utf8'), new RegExp(`${first.child.pid}`));

    const second = serve();
    assert.deepEqual(await idsIn(await second.url, 'kept'), written);
    await refuses(serve(), new RegExp(`in use by process ${second.child.pid}\\b`));
    written.push(await write(await second.url, 'kept'));
    second.child.kill('SIGTERM');
    assert.equal(await second.ended, 0);
    await assert.rejects(readFile(inFolder('data.lock')));

    const third = serve();
    assert.deepEqual(await idsIn(await third.url, 'kept'), written);
    third.child.kill('SIGINT');
    assert.equal(await third.ended, 0);
  });

  test('names every mistake in its settings at once', async () => {
    const run = serve({
      PORT: 'http',
      PALABRE_JWT_SECRET: 'short',
      PALABRE_ORIGINS: 'https://a.example/path',
      PALABRE_DOWN_VOTES: 'perhaps',
    });
    await refuses(
      run,
      /PORT .*PALABRE_JWT_SECRET .*32 bytes.*PALABRE_ORIGINS .*PALABRE_DOWN_VOTES /,
    );
    await refuses(serve({ PALABRE_JWT_SECRET: undefined }), /^PALABRE_JWT_SECRET is missing/);
  });

  test('says that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    try {
      const run = serve({ PORT: String(port), PALABRE_DATA: inFolder('other') });
      await refuses(run, new RegExp(`^PORT ${port} .* taken`));
      await assert.rejects(readFile(inFolder('other.lock')));
    } finally {
      other.close();
    }
  });

  test('says that its data folder cannot be written', async () => {
    const file = inFolder('file');
    await writeFile(file, '');
    await refuses(serve({ PALABRE_DATA: join(file, 'data') }), /cannot be written \(\w+\)/);
  });

  test('says what is wrong with DATABASE_URL, and never its password', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as AddressInfo;
    silent.on('connection', (socket) => socket.removeAllListeners('data').pause());
    const cases: [string, RegExp][] = [
      ['mysql://u:geheim@localhost/x', /^DATABASE_URL must look like/],
      ['nonsense', /^DATABASE_URL must look like/],
      ['postgres://u:geheim@127.0.0.1:1/x', /127\.0\.0\.1:1\/x cannot be reached \(ECONNREFUSED\)/],
      ['postgres://u:geheim@host.invalid/x', /host\.invalid\/x cannot be reached/],
      [`postgres://u:geheim@127.0.0.1:${port}/x`, /cannot be reached/],
    ];
    try {
      for (const [url, sentence] of cases) {
        const run = serve({ DATABASE_URL: url });
        await refuses(run, sentence);
        assert.doesNotMatch(run.stderr(), /geheim/);
      }
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });

  test('says how it is used', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', CLI], { stdio: 'pipe' });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    assert.equal(await new Promise((resolve) => child.once('close', resolve)), 1);
    assert.match(said, /^palabre serve\n/);
  });

  test(
    'two servers on one PostgreSQL migrate once and agree',
    { skip: postgresMissing() },
    async () => {
      const database = await freshDatabase();
      const env = { DATABASE_URL: database.url };
      const runs = [serve(env), serve(env)];
      const [first = '', second = ''] = await Promise.all(runs.map(({ url }) => url));
      assert.deepEqual(await idsIn(second, 'shared'), []);
      const id = await write(first, 'shared');
      assert.deepEqual(await idsIn(first, 'shared'), [id]);
      const isSeen = async (): Promise<boolean> => (await idsIn(second, 'shared')).length > 0;
      await until(isSeen, 'the other server to see it');
      for (const { child } of runs) child.kill('SIGTERM');
      assert.deepEqual(await Promise.all(runs.map(({ ended }) => ended)), [0, 0]);
      await database.drop();
    },
  );

  test('a database that does not exist is named', { skip: postgresMissing() }, async () => {
    const database = await freshDatabase();
    await database.drop();
    await refuses(serve({ DATABASE_URL: database.url }), /palabre_test_\w+ does not exist/);
  });
});
