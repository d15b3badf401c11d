import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { PalabreError } from '../../../src/model/errors.js';
import type { Batch } from '../../../src/server/events/frame.js';
import { createHub, type Hub, type HubOptions } from '../../../src/server/events/hub.js';
import { threadId, type Hearing } from '../../../src/server/events/news.js';

const KEY = 'thread';
const down = new Error('down');

const STEP_MS = 50;

/** A hub with a thread of which only the revision is known, and with a clock of its own. */
function setUp(context: TestContext, options: Partial<HubOptions> = {}) {
  context.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
  const state = {
    time: 0,
    revision: 1,
    reads: 0,
    looks: 0,
    forgotten: 0,
    failure: null as Error | null,
    lookEvery: Infinity,
    told: [] as string[],
    errors: [] as unknown[],
  };
  let hearing: Hearing | undefined;
  const hub = createHub({
    perAddress: 20,
    total: 100,
    heartbeat: 25_000,
    now: () => state.time,
    async read(_key, since): Promise<Batch> {
      state.reads += 1;
      await Promise.resolve();
      if (state.failure !== null) throw state.failure;
      const chunk = new TextEncoder().encode(`${since}-${state.revision}\n`);
      return { chunk, revision: state.revision, more: false, latest: state.revision };
    },
    forget: () => (state.forgotten += 1),
    async revisionsOf(keys) {
      state.looks += 1;
      return keys.map((key) => ({ key, revision: state.revision }));
    },
    news(given) {
      hearing = given;
      return {
        start: () => {},
        tell: (key) => void state.told.push(key),
        lookEvery: () => state.lookEvery,
        close: async () => {},
      };
    },
    isNotNow: (error) => error === down,
    onError: (error) => void state.errors.push(error),
    onNotice: () => {},
    ...options,
  });
  const pass = async (milliseconds: number): Promise<void> => {
    for (let left = milliseconds; left > 0; left -= STEP_MS) {
      state.time += Math.min(left, STEP_MS);
      context.mock.timers.tick(Math.min(left, STEP_MS));
      await settled();
    }
  };
  context.after(() => hub.close());
  return { state, hub, hearing: hearing!, pass };
}

/** Whatever waits for nothing but other promises has gone on. */
const settled = (): Promise<void> => setImmediate();

/** Somebody who takes what comes, until told to stop. */
async function follow(hub: Hub, since = 1) {
  const { signal } = new AbortController();
  const stream = await hub.follow(KEY, since, { address: null, signal });
  const reader = stream.getReader();
  const taken: string[] = [];
  let isOver = false;
  const take = async (): Promise<boolean> => {
    const { done, value } = await reader.read();
    if (done) isOver = true;
    else taken.push(new TextDecoder().decode(value));
    return !done;
  };
  return {
    take,
    taken: () => taken.splice(0),
    isOver: () => isOver,
    async takeAll() {
      while (await take());
    },
  };
}

/** … and who has taken what was there already. */
async function stay(hub: Hub, since?: number) {
  const follower = await follow(hub, since);
  void follower.takeAll();
  await settled();
  assert.match(follower.taken()[0] ?? '', /^retry: [234]\d{3}\n\n$/);
  return follower;
}

describe('the hub', () => {
  test('tells all of a change at once, and of many changes together', async (context) => {
    const { state, hub, pass } = setUp(context);
    const followers = await Promise.all(Array.from({ length: 5 }, () => stay(hub)));
    for (state.revision = 2; state.revision < 12; state.revision += 1) {
      hub.changed(KEY);
      await settled();
    }
    await pass(1_000);
    for (const follower of followers) assert.deepEqual(follower.taken(), ['1-2\n', '2-12\n']);
    assert.equal(state.told.length, 10);
    hub.changed('another thread');
    await pass(1_000);
    assert.deepEqual(followers[0]?.taken(), []);
  });

  test('sends a sign of life after so much silence, and no sooner', async (context) => {
    const { state, hub, pass } = setUp(context);
    const follower = await stay(hub);
    await pass(23_000);
    state.revision = 2;
    hub.changed(KEY);
    await settled();
    assert.deepEqual(follower.taken(), ['1-2\n']);
    await pass(24_000);
    assert.deepEqual(follower.taken(), []);
    await pass(2_000);
    assert.deepEqual(follower.taken(), [':\n\n']);
    await pass(75_000);
    assert.deepEqual(follower.taken(), [':\n\n', ':\n\n', ':\n\n']);
  });

  test('hands a reader who takes nothing one chunk, and reads nothing for them', async (context) => {
    const { state, hub, pass } = setUp(context);
    const follower = await stuckAt(hub, state);
    const { reads } = state;
    for (state.revision = 3; state.revision < 100; state.revision += 1) {
      hub.changed(KEY);
      await pass(300);
      assert.equal(hub.state().queued, '1-2\n'.length);
    }
    assert.equal(state.reads, reads);
    await follower.take();
    assert.deepEqual(follower.taken(), ['2-100\n']);
  });

  test('leaves a reader who takes nothing for a minute', async (context) => {
    const { state, hub, pass } = setUp(context);
    const [stuck, other] = [await stuckAt(hub, state), await stay(hub, 2)];
    await pass(59_000);
    assert.equal(hub.state().open, 2);
    await pass(2_000);
    assert.deepEqual(hub.state(), { open: 1, threads: 1, queued: 0 });
    await stuck.take();
    assert.deepEqual([stuck.isOver(), other.isOver()], [true, false]);
  });

  test('says that it cannot, and afterwards that it could not, by trying again', async (context) => {
    const { state, hub, pass } = setUp(context);
    state.failure = down;
    await assert.rejects(follow(hub), down);
    assert.equal(hub.state().open, 0);
    state.failure = null;
    const follower = await stay(hub);
    state.failure = down;
    state.revision = 2;
    hub.changed(KEY);
    await pass(30_000);
    assert.deepEqual(follower.taken(), [':\n\n']);
    state.failure = null;
    await pass(1_000);
    assert.deepEqual(follower.taken(), ['1-2\n']);
    assert.deepEqual(state.errors, []);
  });

  test('ends a stream that it cannot go on with', async (context) => {
    const { state, hub } = setUp(context);
    const follower = await stay(hub);
    state.failure = new Error('a mistake');
    hub.changed(KEY);
    await settled();
    assert.ok(follower.isOver());
    assert.deepEqual(state.errors, [state.failure]);
    assert.equal(hub.state().open, 0);
  });

  test('hears of other servers what it has not read yet', async (context) => {
    const { state, hub, hearing, pass } = setUp(context);
    const follower = await stay(hub);
    hearing.onChange(threadId(KEY), 1);
    hearing.onChange(threadId('another thread'), 7);
    await pass(1_000);
    assert.equal(state.forgotten, 0);
    state.revision = 2;
    hearing.onChange(threadId(KEY), 2);
    await settled();
    assert.deepEqual(follower.taken(), ['1-2\n']);
    state.revision = 3;
    hearing.onChange(threadId(KEY), null);
    await pass(1_000);
    assert.deepEqual([follower.taken(), state.forgotten], [['2-3\n'], 2]);
    assert.deepEqual(state.told, []);
  });

  test('does not take what one reader has read for told to the others', async (context) => {
    const { state, hub, hearing, pass } = setUp(context);
    const early = await stay(hub);
    await pass(1_000);
    early.taken();
    // Another server has written; before it is heard, a reader comes who brings that along.
    state.revision = 2;
    await stay(hub);
    hearing.onChange(threadId(KEY), 2);
    await pass(1_000);
    assert.deepEqual(early.taken(), ['1-2\n']);
  });

  test('looks for itself at what it follows: once at first, after a gap, and as often as it must', async (context) => {
    const { state, hub, hearing, pass } = setUp(context);
    const follower = await stay(hub);
    assert.equal(state.looks, 1);
    state.revision = 2;
    hearing.onGap();
    await settled();
    assert.deepEqual(follower.taken(), ['1-2\n']);
    await pass(20_000);
    assert.equal(state.looks, 2);
    state.lookEvery = 2_000;
    state.revision = 3;
    await pass(1_000);
    assert.deepEqual(follower.taken(), ['2-3\n']);
    state.revision = 4;
    await pass(3_000);
    assert.deepEqual(follower.taken(), ['3-4\n']);
  });

  test('sees at first what was written while nobody listened here', async (context) => {
    let isOld = true;
    const { hub, pass } = setUp(context, {
      read: async (_key, since) => {
        const revision = isOld ? 1 : 2;
        const chunk = new TextEncoder().encode(`${since}-${revision}\n`);
        return { chunk, revision, more: false, latest: revision };
      },
      revisionsOf: async () => [{ key: KEY, revision: 2 }],
      forget: () => (isOld = false),
    });
    const follower = await follow(hub);
    void follower.takeAll();
    await pass(1_000);
    assert.deepEqual(follower.taken().slice(1), ['1-2\n']);
  });

  test('takes leave of each reader by one line, also of those who are late', async (context) => {
    const { state, hub } = setUp(context);
    const [stuck, other] = [await stuckAt(hub, state), await stay(hub, 2)];
    hub.end();
    await settled();
    assert.match(other.taken().join(''), /^: The server is ending\.\nretry: \d+\n\n$/);
    assert.ok(other.isOver());
    await stuck.takeAll();
    assert.match(stuck.taken().join(''), /^: The server is ending\./);
    assert.deepEqual(hub.state(), { open: 0, threads: 0, queued: 0 });
    await assert.rejects(
      follow(hub),
      (error) => error instanceof PalabreError && error.code === 'unavailable',
    );
  });
});

/** Somebody who takes the first change, and nothing more. */
async function stuckAt(hub: Hub, state: { revision: number }) {
  const follower = await follow(hub);
  await follower.take();
  state.revision = 2;
  hub.changed(KEY);
  await follower.take();
  assert.equal(follower.taken().at(-1), '1-2\n');
  return follower;
}
