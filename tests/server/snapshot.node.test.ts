import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { PalabreError } from '../../src/model/errors.js';
import { createSnapshots, type Answer } from '../../src/server/snapshot.js';

const down = new Error('down');
const isDown = (error: unknown): boolean => error === down;

const textOf = ({ snapshot }: Answer): string => new TextDecoder().decode(snapshot.body);

function setUp(maxAge = 2_000) {
  const state = { time: 0, revision: 1, loads: 0, looks: 0 };
  const snapshots = createSnapshots({
    maxAge,
    maxOutage: 300_000,
    isNotNow: isDown,
    isLost: isDown,
    now: () => state.time,
    revisionOf: () => {
      state.looks += 1;
      return Promise.resolve(state.revision);
    },
  });
  const get = async () => {
    const load = () => {
      state.loads += 1;
      return Promise.resolve({ revision: state.revision });
    };
    return textOf(await snapshots.get('thread', 'page', load));
  };
  return { state, snapshots, get };
}

describe('snapshots', () => {
  test('a thread that nobody changes is loaded once, and looked at every two seconds', async () => {
    const { state, get } = setUp();
    for (let read = 0; read < 100; read += 1) await get();
    assert.deepEqual([state.loads, state.looks], [1, 1]);
    state.time = 2_001;
    for (let read = 0; read < 100; read += 1) await get();
    assert.deepEqual([state.loads, state.looks], [1, 2]);
  });

  test('what another server wrote is seen after two seconds', async () => {
    const { state, get } = setUp();
    await get();
    state.revision = 2;
    assert.equal(await get(), '{"revision":1}');
    state.time = 2_001;
    assert.equal(await get(), '{"revision":2}');
  });

  test('what time alone changes is loaded anew then, whatever the revision', async () => {
    for (const maxAge of [2_000, Infinity]) {
      const { state, snapshots } = setUp(maxAge);
      const get = async () => {
        const answer = await snapshots.get('thread', 'page', (ageing) => {
          state.loads += 1;
          ageing(10_000);
          ageing(50_000);
          return Promise.resolve(state.loads);
        });
        return textOf(answer);
      };
      assert.equal(await get(), '1');
      state.time = 9_999;
      assert.equal(await get(), '1');
      state.time = 10_000;
      assert.equal(await get(), '2');
      // It never says that it is due more often than every two seconds.
      state.time = 11_999;
      assert.equal(await get(), '2');
      state.time = 12_000;
      assert.equal(await get(), '3');
    }
  });

  test('keys that only fail leave nothing behind', async () => {
    const { snapshots, get } = setUp();
    await get();
    const load = () => Promise.reject(new Error('There is no such comment.'));
    for (let n = 0; n < 100; n += 1) {
      await assert.rejects(snapshots.get(`made up ${n}`, 'page', load));
    }
    assert.equal(snapshots.threads(), 1);
  });

  test('where nobody else writes, the database is not even looked at', async () => {
    const { state, get } = setUp(Infinity);
    await get();
    state.time = 1e9;
    await get();
    assert.deepEqual([state.loads, state.looks], [1, 0]);
  });

  test('readers who ask at once share one load', async () => {
    const { state, get } = setUp();
    await Promise.all(Array.from({ length: 50 }, get));
    assert.equal(state.loads, 1);
    state.time = 2_001;
    state.revision = 2;
    await Promise.all(Array.from({ length: 50 }, get));
    assert.equal(state.loads, 2);
  });

  test('a load that began before a write does not bring the old state back', async () => {
    const { snapshots } = setUp();
    let finish: (value: string) => void = () => {};
    const slow = snapshots.get('thread', 'page', () => new Promise((done) => (finish = done)));
    await new Promise((resolve) => setImmediate(resolve));
    snapshots.drop('thread');
    finish('old');
    assert.equal(textOf(await slow), '"old"');
    const next = await snapshots.get('thread', 'page', () => Promise.resolve('new'));
    assert.equal(textOf(next), '"new"');
  });

  test('a failure is not kept', async () => {
    const { snapshots } = setUp();
    const load = () => Promise.reject(new Error('down'));
    await assert.rejects(snapshots.get('thread', 'page', load), /down/);
    const next = await snapshots.get('thread', 'page', () => Promise.resolve('up'));
    assert.equal(textOf(next), '"up"');
  });

  test('what is kept is bounded', async () => {
    const { state, snapshots, get } = setUp();
    await get();
    for (let index = 0; index < 2_000; index += 1) {
      await snapshots.get(`other ${index}`, 'page', () => Promise.resolve(index));
    }
    await get();
    assert.equal(state.loads, 2);
  });
});

describe('snapshots of a database that is away', () => {
  function setUpOutage() {
    const state = { time: 0, isDown: false, asked: 0, news: [] as unknown[] };
    const ask = <T>(answer: T): Promise<T> => {
      state.asked += 1;
      return state.isDown ? Promise.reject(down) : Promise.resolve(answer);
    };
    const snapshots = createSnapshots({
      maxAge: 2_000,
      maxOutage: 10_000,
      isNotNow: isDown,
      isLost: isDown,
      onLost: (error) => state.news.push(error),
      now: () => state.time,
      revisionOf: () => ask(1),
    });
    const get = (thread: string | null = 'thread', name = 'page') =>
      snapshots.get(thread, name, () => ask('content'));
    return { state, snapshots, get };
  }

  for (const thread of ['thread', null]) {
    const what = thread === null ? 'the site' : 'a thread';
    test(`what is kept of ${what} stands in, marked, for a while`, async () => {
      const { state, get } = setUpOutage();
      await get(thread);
      state.isDown = true;
      state.time = 2_000;
      assert.equal((await get(thread)).stale, null);
      state.time = 12_000;
      const standIn = await get(thread);
      assert.deepEqual([textOf(standIn), standIn.stale], ['"content"', 12]);
      state.time = 14_001;
      await assert.rejects(get(thread), /down/);
      state.isDown = false;
      state.time = 16_000;
      assert.equal((await get(thread)).stale, null);
    });
  }

  test('it is asked once a second, whatever readers ask for', async () => {
    const { state, get } = setUpOutage();
    await get();
    state.isDown = true;
    state.time = 3_000;
    await get();
    state.asked = 0;
    for (let read = 0; read < 100; read += 1) {
      await get();
      await assert.rejects(get('other', `page ${read}`), /down/);
    }
    assert.equal(state.asked, 0);
    state.time = 4_001;
    await Promise.all(Array.from({ length: 100 }, () => get()));
    assert.equal(state.asked, 1);
  });

  test('its loss and its return are told once', async () => {
    const { state, get } = setUpOutage();
    await get();
    state.isDown = true;
    for (state.time = 3_000; state.time < 8_000; state.time += 500) await get();
    state.isDown = false;
    for (; state.time < 12_000; state.time += 500) await get();
    assert.deepEqual(state.news, [down, null]);
  });

  test('what a write has dropped does not come back', async () => {
    const { state, snapshots, get } = setUpOutage();
    await get();
    snapshots.drop('thread');
    state.isDown = true;
    await assert.rejects(get(), /down/);
  });

  test('a failure of one query makes nobody else wait', async () => {
    const failed = new Error('failed');
    const snapshots = createSnapshots({
      maxAge: 2_000,
      maxOutage: 10_000,
      isNotNow: (error) => error === failed,
      isLost: () => false,
      revisionOf: () => Promise.resolve(1),
    });
    await assert.rejects(
      snapshots.get('slow', 'page', () => Promise.reject(failed)),
      /failed/,
    );
    assert.equal(textOf(await snapshots.get('other', 'page', () => Promise.resolve(1))), '1');
  });

  test('a database that says nothing is waited for by one reader, and not for long', async (context) => {
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const state = { time: 0, isSilent: false };
    const snapshots = createSnapshots({
      maxAge: 2_000,
      maxOutage: 10_000,
      isNotNow: (error) => error instanceof PalabreError && error.code === 'unavailable',
      isLost: isDown,
      now: () => state.time,
      revisionOf: () => (state.isSilent ? new Promise<number>(() => {}) : Promise.resolve(1)),
    });
    const get = () => snapshots.get('thread', 'page', () => Promise.resolve('content'));
    await get();
    state.isSilent = true;
    state.time = 3_000;
    const first = get();
    context.mock.timers.tick(1_500);
    assert.equal((await first).stale, 3);
    state.time = 6_000;
    const later = get();
    context.mock.timers.tick(1);
    assert.equal((await later).stale, 6);
  });
});

describe('the bytes of a snapshot', () => {
  const { snapshots } = setUp();

  test('are compressed once for each encoding, and read back the same', async () => {
    const value = { text: 'Un mot. '.repeat(1_000) };
    const { snapshot } = await snapshots.get('long', 'page', () => Promise.resolve(value));
    const encoded = { br: snapshot.encoded('br'), gzip: snapshot.encoded('gzip') };
    assert.equal(snapshot.encoded('br'), encoded.br);
    for (const [bytes, decode] of [
      [await encoded.br, brotliDecompressSync],
      [await encoded.gzip, gunzipSync],
    ] as const) {
      assert.ok(bytes !== null && bytes.byteLength < snapshot.body.byteLength / 10);
      assert.deepEqual(JSON.parse(decode(bytes).toString()), value);
    }
  });

  test('stay plain where there are few', async () => {
    const { snapshot } = await snapshots.get('short', 'page', () => Promise.resolve('short'));
    assert.equal(snapshot.encoded('br'), null);
  });
});
