import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { createServer, startServer } from '../../../src/server/index.js';
import { listen, type Listener } from '../../../src/server/node/listen.js';
import type { Problem } from '../../../src/wire/problem.js';
import { fillDatabase } from '../../support/fill/fill.js';
import { until } from '../../support/processes.js';
import { openEvents, type EventInit, type EventReader } from '../support/events.js';
import { moderator } from '../support/moderation.js';
import {
  callsOf,
  newKey,
  onEachDatabase,
  ORIGIN,
  query,
  SECRET,
  signToken,
  type TestSite,
} from '../support/site.js';

const IDLE_MS = 1_000;
const HEARTBEAT_MS = 100;
const PER_ADDRESS = 3;

/** A thread of more changes than one answer has. */
const LONG = 'long';

let loads = 0;

const SETTINGS = {
  observer: { onSnapshot: (read: string) => void (loads += Number(read === 'loaded')) },
  events: { perAddress: PER_ADDRESS, total: 30, heartbeat: HEARTBEAT_MS },
};

/** For one suite: a site on a port, whose readers do not outlive their test. */
function onPort(site: TestSite) {
  let listener: Listener;
  const readers = new Set<EventReader>();

  before(async () => {
    listener = await listen((request, client) => site.server.fetch(request, client), {
      port: 0,
      host: '127.0.0.1',
      trustedProxies: 1,
    });
  });
  afterEach(async () => {
    for (const reader of readers) reader.close();
    readers.clear();
    await until(isQuiet(site), 'nobody to follow');
  });
  after(() => listener.close());

  return {
    url: () => listener.url,
    follow: async (key: string, init: EventInit = {}) => {
      const reader = await openEvents(listener.url, key, init);
      readers.add(reader);
      return reader;
    },
  };
}

const isQuiet = (site: TestSite) => async (): Promise<boolean> => {
  const { open, threads, queued } = site.server.state().events;
  return open === 0 && threads === 0 && queued === 0;
};

onEachDatabase('live events', SETTINGS, (site) => {
  const { follow, url } = onPort(site);

  before(() =>
    fillDatabase(site.storage, { threads: [{ key: LONG, comments: 600 }], accounts: 50 }),
  );

  test('are what changed since, and then what changes, to any page', async () => {
    const key = newKey();
    const token = await signToken('alice');
    const first = await site.write(token, key);
    const reader = await follow(key, { since: 0 });
    assert.equal(reader.status, 200);
    const { headers } = reader;
    assert.equal(headers['content-type'], 'text/event-stream');
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['x-accel-buffering'], 'no');
    assert.equal(headers['access-control-allow-origin'], '*');
    await reader.has(first.id);
    assert.match(reader.text(), /^retry: \d+\n\nid: 1\nevent: changes\ndata: \{/);
    const second = await site.write(token, key);
    await reader.has(second.id);
    assert.deepEqual(reader.events.at(-1), await site.changes(key, first.revision));
    reader.close();
    await until(isQuiet(site), 'nobody to follow');
  });

  test('begin now where no revision is said, and where nobody has written yet', async () => {
    const key = newKey();
    const token = await signToken('alice');
    const early = await follow(key);
    await until(async () => early.events.length > 0, 'an empty thread');
    assert.deepEqual(early.events, [await site.changes(key, 0)]);
    const { id } = await site.write(token, key);
    await early.has(id);

    const late = await follow(key);
    await until(async () => late.events.length > 0, 'where the thread stands');
    assert.deepEqual([late.ids(), late.last()], [[], 1]);
    const next = await site.write(token, key);
    await late.has(next.id);
    assert.deepEqual(late.ids(), [next.id]);
  });

  test('are read once for all who follow', async () => {
    const key = newKey();
    const token = await signToken('alice');
    const { id: first } = await site.write(token, key);
    const readers = await Promise.all(Array.from({ length: 20 }, () => follow(key, { since: 0 })));
    for (const reader of readers) await reader.has(first);
    loads = 0;
    const { id } = await site.write(token, key);
    for (const reader of readers) await reader.has(id);
    assert.equal(loads, 1);
  });

  test('tell each write once, in the order of revisions, while many write', async () => {
    const key = newKey();
    const tokens = await Promise.all(['alice', 'bob', 'carol', 'dan'].map((sub) => signToken(sub)));
    const readers = await Promise.all([0, 0, 0].map((since) => follow(key, { since })));
    const written = new Map<string, number>();
    const writeSome = async (token: string): Promise<void> => {
      for (let count = 0; count < 10; count += 1) {
        const { id, revision } = await site.write(token, key);
        written.set(id, revision);
      }
    };
    await Promise.all(tokens.map(writeSome));
    const expected = [...written].sort(([, one], [, other]) => one - other).map(([id]) => id);
    for (const reader of readers) {
      await until(async () => reader.last() === 40, 'all revisions');
      assert.deepEqual(reader.ids(), expected);
      const revisions = reader.events.map(({ revision }) => revision);
      assert.deepEqual(
        revisions,
        [...new Set(revisions)].sort((one, other) => one - other),
      );
    }
  });

  test('go on where they were broken off, by header or by query, with no gap and nothing twice', async () => {
    const key = newKey();
    const token = await signToken('alice');
    const written: string[] = [];
    let isOver = false;
    const writing = (async () => {
      while (!isOver) written.push((await site.write(token, key)).id);
    })();
    const ids: string[] = [];
    let last = 0;
    for (let times = 0; times < 6; times += 1) {
      // What the header says goes before an address that grew old.
      const reader = await follow(key, times % 2 ? { since: last } : { since: 0, last });
      await until(async () => reader.events.length >= 2, 'two events');
      reader.close();
      ids.push(...reader.ids());
      last = reader.last();
    }
    isOver = true;
    await writing;
    const rest = await follow(key, { last });
    await rest.has(written.at(-1) ?? '');
    assert.deepEqual([...ids, ...rest.ids()], written);
  });

  test('bring the whole of a long absence, step by step', async () => {
    const reader = await follow(LONG, { since: 0 });
    const steps = [await site.changes(LONG, 0)];
    for (let last; (last = steps.at(-1))?.more;)
      steps.push(await site.changes(LONG, last.revision));
    assert.ok(steps.length > 2);
    await until(async () => reader.events.length >= steps.length, 'all steps');
    assert.deepEqual(reader.events, steps);
  });

  test('tell of withdrawals, closing and erasure', async () => {
    const key = newKey();
    const token = await signToken('alice');
    const erased = await signToken('erin');
    const { id } = await site.write(token, key);
    const theirs = await site.write(erased, key);
    const reader = await follow(key);
    await until(async () => reader.events.length > 0, 'the beginning');
    await site.call('DELETE', `/v1/comments/${id}`, { token, body: { reason: 'author' } });
    await reader.has(id);
    const [tombstone] = reader.events.at(-1)?.comments ?? [];
    assert.deepEqual([tombstone?.id, tombstone?.tombstone], [id, 'author']);
    await site.call('PATCH', `/v1/thread?${query(key)}`, {
      token: await moderator(),
      body: { closed: true },
    });
    await until(async () => reader.events.at(-1)?.thread.closed === true, 'the closed thread');
    await site.call('DELETE', '/v1/accounts/erin', { token: erased });
    await reader.has(theirs.id);
    assert.equal(reader.events.at(-1)?.comments[0]?.tombstone, 'account-erased');
  });

  test('begin at what the server knows when a client knows more', async () => {
    const key = newKey();
    const token = await signToken('alice');
    await site.write(token, key);
    const reader = await follow(key, { last: 1_000 });
    await until(async () => reader.events.length > 0, 'an event');
    assert.deepEqual(reader.events, [await site.changes(key, 1_000)]);
    assert.equal(reader.last(), 1);
    const { id } = await site.write(token, key);
    await reader.has(id);
  });

  test('refuse what makes no sense', async () => {
    const key = newKey();
    for (const path of [
      '/v1/events',
      '/v1/events?thread=',
      `/v1/events?thread=${'é'.repeat(513)}`,
      `/v1/events?${query(key)}&since=-1`,
      `/v1/events?${query(key)}&since=2147483648`,
    ]) {
      assert.deepEqual([(await site.fail('GET', path)).code, path], ['invalid', path]);
    }
    const headers = { 'Last-Event-ID': 'x' };
    const { status } = await site.fail('GET', `/v1/events?${query(key)}`, { headers });
    assert.equal(status, 400);
  });

  test('to HEAD are their headers alone', async () => {
    const head = await fetch(`${url()}/v1/events?${query(newKey())}`, { method: 'HEAD' });
    assert.equal(head.headers.get('Content-Type'), 'text/event-stream');
    assert.equal(site.server.state().events.open, 0);
  });

  test('go on in silence for longer than the server waits for anybody', async () => {
    const key = newKey();
    const times = { idle: IDLE_MS };
    const impatient = await listen((request) => site.server.fetch(request), {
      port: 0,
      host: '127.0.0.1',
      times,
    });
    const reader = await openEvents(impatient.url, key, { since: 0 });
    const begin = performance.now();
    await until(async () => performance.now() - begin > 3 * IDLE_MS, 'time to go by');
    const { id } = await site.write(await signToken('alice'), key);
    await reader.has(id);
    const beats = reader.text().match(/^:\n\n/gm) ?? [];
    assert.ok(beats.length >= 3, `${beats.length} heartbeats`);
    reader.close();
    await impatient.close();
  });

  test('end with the request that asked for them', async () => {
    const ending = new AbortController();
    const request = () =>
      new Request(`https://comments.example/v1/events?${query(newKey())}`, {
        signal: ending.signal,
      });
    const { body } = await site.server.fetch(request());
    const reader = body!.getReader();
    assert.equal((await reader.read()).done, false);
    assert.equal(site.server.state().events.open, 1);
    ending.abort();
    await until(isQuiet(site), 'nobody to follow');
    while (!(await reader.read()).done);
    const given = await site.server.fetch(request());
    assert.equal(await given.text(), '');
    assert.ok(await isQuiet(site)());
  });

  test('are so many for one address, and so many for all', async () => {
    const key = newKey();
    const address = '203.0.113.7';
    const open = (from: string) => follow(key, { address: from });
    const mine = await Promise.all(Array.from({ length: PER_ADDRESS }, () => open(address)));
    const refused = await open(address);
    assert.equal(refused.status, 429);
    await refused.ended;
    const { code, retryAfter } = JSON.parse(refused.text()) as Problem;
    assert.deepEqual([code, refused.headers['retry-after']], ['wait', String(retryAfter)]);
    const others = await Promise.all(
      Array.from({ length: 27 }, (_, count) => open(`203.0.113.${100 + count}`)),
    );
    assert.deepEqual(new Set(others.map(({ status }) => status)), new Set([200]));
    const last = await open('203.0.113.8');
    await last.ended;
    assert.deepEqual([last.status, /"unavailable"/.test(last.text())], [503, true]);
    mine[0]!.close();
    await until(async () => site.server.state().events.open === 29, 'a free place');
    assert.equal((await open(address)).status, 200);
  });

  test('of one server reach those of the others', async () => {
    const key = newKey();
    const token = await signToken('alice');
    const other = createServer({
      origins: [ORIGIN],
      secret: SECRET,
      limits: 'off',
      storage: site.storage,
    });
    const { write } = callsOf({ server: other });
    await site.changes(key, 0);
    const reader = await follow(key, { since: 0 });
    for (let count = 0; count < 5; count += 1) await reader.has((await write(token, key)).id);
    await other.close();
  });

  test('end with the server, with a line that says when to come back', async () => {
    const running = await startServer({
      env: { PORT: '0', PALABRE_JWT_SECRET: SECRET, PALABRE_ORIGINS: ORIGIN },
      storage: site.storage,
    });
    const readers = [
      await openEvents(running.url, newKey()),
      await openEvents(running.url, newKey()),
    ];
    await until(async () => readers.every(({ events }) => events.length > 0), 'the beginning');
    const begin = performance.now();
    await running.close();
    // They are not among what the server waits for in vain.
    assert.ok(performance.now() - begin < 5_000);
    for (const reader of readers) {
      await reader.ended;
      assert.match(reader.text(), /\n\n: The server is ending\.\nretry: \d+\n\n$/);
    }
  });
});
