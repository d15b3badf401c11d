import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
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
