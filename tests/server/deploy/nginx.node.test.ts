import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { getRequestListener } from '@hono/node-server';
import type { ThreadPage } from '../../../src/model/thread.js';
import { newId } from '../../../src/model/new-id.js';
import { createServer as createPalabre, openStorage } from '../../../src/server/index.js';
import { findNginx } from '../../support/nginx.js';
import { freePort, supervise, until, type Supervised } from '../../support/processes.js';
import { ROOT } from '../../support/steps.js';
import { openEvents } from '../support/events.js';
import { newKey, ORIGIN, query, SECRET, signToken, threadOf } from '../support/site.js';

interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
}

const binary = findNginx();

describe('the example for nginx', { skip: binary === undefined && 'no nginx' }, () => {
  const seen: Seen[] = [];
  let url: string;
  let upstream: HttpServer;
  let nginx: Supervised;
  let closeServer: () => Promise<void>;

  before(async () => {
    const storage = await openStorage({ data: 'memory://' });
    const server = createPalabre({ storage, secret: SECRET, origins: [ORIGIN] });
    const answer = getRequestListener((request) => server.fetch(request));
    upstream = createServer((request, response) => {
      const { method = '', url: path = '', headers } = request;
      seen.push({ method, url: path, headers });
      void answer(request, response);
    });
    await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
    closeServer = async () => {
      await server.close();
      await storage.close();
    };
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    nginx = startNginx(port, (upstream.address() as AddressInfo).port);
    await Promise.race([
      until(() => answers(url), 'nginx to answer'),
      nginx.ended.then(() => assert.fail(nginx.output())),
    ]);
  });

  after(async () => {
    await nginx.stop();
    upstream.closeAllConnections();
    upstream.close();
    await closeServer();
  });

  const askedFor = (path: string): number => seen.filter((one) => one.url === path).length;

  const write = async (key: string): Promise<Response> =>
    fetch(`${url}/v1/comments/${newId()}`, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${await signToken('alice')}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ thread: threadOf(key), parent: null, source: 'Un mot.' }),
    });

  test('answers a public read again without asking the server', async () => {
    const path = `/v1/thread?${query(newKey())}`;
    const first = await fetch(url + path);
    assert.deepEqual([first.status, first.headers.get('X-Cache')], [200, 'MISS']);
    const second = await fetch(url + path);
    assert.deepEqual([second.status, second.headers.get('X-Cache')], [200, 'HIT']);
    assert.equal(await second.text(), await first.text());
    assert.equal(askedFor(path), 1);
    assert.equal(second.headers.get('Access-Control-Allow-Origin'), '*');
    const etag = second.headers.get('ETag') ?? '';
    const third = await fetch(url + path, { headers: { 'If-None-Match': etag } });
    assert.equal(third.status, 304);
  });

  test('keeps another answer for another question', async () => {
    const key = newKey();
    await fetch(`${url}/v1/thread?${query(key)}`);
    const other = await fetch(`${url}/v1/thread?${query(key, '&sort=newest')}`);
    assert.equal(other.headers.get('X-Cache'), 'MISS');
  });

  test('keeps nothing of who reads', async () => {
    const path = `/v1/viewer?${query(newKey())}`;
    for (const name of ['alice', 'bob']) {
      const headers = { Authorization: `Bearer ${await signToken(name)}` };
      const answer = await fetch(url + path, { headers });
      assert.equal(answer.headers.get('X-Cache'), null);
      const viewer = (await answer.json()) as { account: { name: string } };
      assert.equal(viewer.account.name, `Name of ${name}`);
    }
    assert.equal(askedFor(path), 2);
  });

  test('keeps no failure', async () => {
    const path = '/v1/thread?thread=';
    for (const _ of [1, 2]) assert.equal((await fetch(url + path)).status, 400);
    assert.equal(askedFor(path), 2);
  });

  test('passes a write on, once', async () => {
    const before = seen.length;
    assert.equal((await write(newKey())).status, 201);
    assert.equal(seen.length, before + 1);
  });

  test('passes on live events as they come, and again to whoever comes back', async () => {
    const key = newKey();
    const reader = await openEvents(url, key, { since: 0 });
    assert.deepEqual([reader.status, reader.headers['x-cache']], [200, undefined]);
    for (const revision of [1, 2]) {
      assert.equal((await write(key)).status, 201);
      await until(async () => reader.last() === revision, 'the event');
    }
    reader.close();
    const again = await openEvents(url, key, { last: 1 });
    await until(async () => again.last() === 2, 'what was missed');
    assert.deepEqual(again.ids(), reader.ids().slice(1));
    again.close();
  });

  test('appends its client to X-Forwarded-For', async () => {
    const path = `/v1/thread?${query(newKey())}`;
    await fetch(url + path, { headers: { 'X-Forwarded-For': '192.0.2.1' } });
    const forwarded = seen.at(-1)?.headers['x-forwarded-for'];
    assert.equal(forwarded, '192.0.2.1, 127.0.0.1');
  });

  test('asks for one of three encodings', async () => {
    const path = `/v1/thread?${query(newKey())}`;
    for (const [accepted, asked] of [
      ['gzip, deflate, br, zstd', 'br'],
      ['deflate, gzip;q=1.0', 'gzip'],
      ['identity', undefined],
    ] as const) {
      await fetch(`${url}${path}&limit=${1 + seen.length}`, {
        headers: { 'Accept-Encoding': accepted },
      });
      assert.equal(seen.at(-1)?.headers['accept-encoding'], asked, accepted);
    }
  });

  test('keeps one answer for an encoding, however readers ask for it', async () => {
    const path = `/v1/thread?${query(newKey())}`;
    for (const [accepted, cached] of [
      ['gzip, deflate, br, zstd', 'MISS'],
      ['br', 'HIT'],
      ['gzip', 'MISS'],
      ['deflate, gzip;q=1.0', 'HIT'],
    ] as const) {
      const answer = await fetch(url + path, { headers: { 'Accept-Encoding': accepted } });
      assert.equal(answer.headers.get('X-Cache'), cached, accepted);
    }
  });

  test('shows nothing that is older than the answer allows, not even once', async () => {
    const key = newKey();
    const path = `/v1/thread?${query(key)}`;
    await fetch(url + path);
    assert.equal((await write(key)).status, 201);
    let answer: Response;
    do answer = await fetch(url + path);
    while (answer.headers.get('X-Cache') === 'HIT');
    assert.equal(answer.headers.get('X-Cache'), 'EXPIRED');
    assert.equal(((await answer.json()) as ThreadPage).thread.total, 1);
  });

  test('shows nothing else of the server', async () => {
    for (const path of ['/metrics', '/readyz', '/']) {
      assert.equal((await fetch(url + path)).status, 404, path);
    }
  });
});

/** The example as it stands, but for the addresses and the folder of the cache. */
function startNginx(port: number, upstream: number): Supervised {
  const folder = mkdtempSync(join(tmpdir(), 'palabre-nginx-'));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'cache'));
  const example = readFileSync(join(ROOT, 'src/server/deploy/nginx.conf'), 'utf8');
  const adapted = [
    ['listen 80;', `listen 127.0.0.1:${port};`],
    ['server 127.0.0.1:8787;', `server 127.0.0.1:${upstream};`],
    ['/var/cache/nginx/palabre', join(folder, 'cache')],
  ].reduce((text, [from = '', to = '']) => {
    assert.ok(text.includes(from), from);
    return text.replace(from, to);
  }, example);
  writeFileSync(join(folder, 'palabre.conf'), adapted);
  const user = process.getuid?.() === 0 ? `user ${userInfo().username};` : '';
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  writeFileSync(
    join(folder, 'nginx.conf'),
    `${user} daemon off; worker_processes 1; pid nginx.pid; error_log stderr;
    events {}
    http {
      access_log off;
      ${paths.map((name) => `${name}_temp_path ${name};`).join(' ')}
      include palabre.conf;
    }`,
  );
  const args = ['-p', folder, '-c', 'nginx.conf'];
  const checked = spawnSync(binary ?? '', [...args, '-t']);
  assert.equal(checked.status, 0, checked.stderr.toString());
  return supervise(binary ?? '', args, { leftovers: folder });
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
