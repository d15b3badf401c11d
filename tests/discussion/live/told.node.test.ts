import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { memoryBackend, type MemoryBackend } from '../../../src/backend/adapters/memory.js';
import type { CommentsBackend } from '../../../src/backend/contract.js';
import { keyOfPlace } from '../../../src/cache/place.js';
import { arrivalsIn } from '../../../src/discussion/live/arrivals.js';
import { reachedBy } from '../../../src/discussion/live/changes.js';
import { Discussion } from '../../../src/discussion/discussion.js';
import { keepLive } from '../../../src/discussion/live/live.js';
import { rememberOrigin } from '../../../src/discussion/origin.js';
import { loadViewer } from '../../../src/discussion/viewing.js';
import { newId } from '../../../src/model/new-id.js';
import type { ThreadChanges } from '../../../src/model/thread.js';
import { Clock, settled, until } from './clock.js';

const THREAD = { key: 'k', url: 'https://n.example/a', title: 'A' };
const PEOPLE = { me: { name: 'Me', subscriber: true }, her: { name: 'Her', subscriber: true } };
const ORIGIN = 'https://comments.example/';

/** Another tab of the browser, which follows the thread and tells what it hears. */
class OtherTab {
  readonly #channel = new BroadcastChannel('palabre');
  readonly #witness = new BroadcastChannel('palabre');

  /** Resolves when it is heard. */
  async tell(since: number, changes: ThreadChanges): Promise<void> {
    const heard = new Promise((resolve) => (this.#witness.onmessage = resolve));
    const place = keyOfPlace({ backend: ORIGIN, thread: 'k' });
    this.#channel.postMessage({ version: 1, place, kind: 'changes', data: { since, changes } });
    await heard;
  }

  close(): void {
    this.#channel.close();
    this.#witness.close();
  }
}

/** Locks that another tab holds for as long as the test lasts. */
const TAKEN = {
  request: (_: string, { ifAvailable, signal }: LockOptions, work: (lock: null) => unknown) =>
    ifAvailable
      ? work(null)
      : new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new Error('aborted')));
        }),
};

type LoadChanges = NonNullable<CommentsBackend['loadChanges']>;

/** A tab that is behind, of a thread that another one follows. */
async function open(loadChanges: (memory: MemoryBackend) => LoadChanges) {
  const memory = memoryBackend({
    people: PEOPLE,
    threads: [{ ...THREAD, comments: [{ author: 'Bob', text: 'First.' }] }],
  });
  const asked: number[] = [];
  const answer = loadChanges(memory);
  const backend: CommentsBackend = {
    ...memory,
    loadChanges: (key, since, options) => {
      asked.push(since);
      return answer(key, since, options);
    },
  };
  const discussion = new Discussion({
    ...{ backend, tokens: 'me', thread: THREAD, sort: 'newest', pageSize: 25, highlights: 0 },
  });
  rememberOrigin(discussion, ORIGIN);
  await discussion.load();
  await loadViewer(discussion);
  const clock = new Clock();
  const want = keepLive(discussion, { timing: clock });
  const write = (): Promise<unknown> =>
    memory.createComment(
      { id: newId(), thread: THREAD, parent: null, source: 'Written.' },
      { token: 'her' },
    );
  const arrived = (): number => arrivalsIn(discussion, null).length;
  return { memory, discussion, clock, asked, want, write, arrived };
}

describe('a tab that another one tells of changes', () => {
  let other: OtherTab;
  const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator');

  beforeEach(() => {
    other = new OtherTab();
    Object.defineProperty(globalThis, 'navigator', {
      value: { locks: TAKEN },
      configurable: true,
    });
  });

  afterEach(() => {
    other.close();
    if (navigator) Object.defineProperty(globalThis, 'navigator', navigator);
    else Reflect.deleteProperty(globalThis, 'navigator');
  });

  it('asks once more for what was told while it asked', async () => {
    const held: (() => void)[] = [];
    const tab = await open((memory) => async (...args) => {
      const changes = await memory.loadChanges(...args);
      // The answer is made, and takes its time.
      await new Promise<void>((resolve) => held.push(resolve));
      return changes;
    });
    await tab.write();
    tab.want(true);
    await until(() => held.length === 1);
    const { revision } = await tab.memory.loadChanges('k', 0, {});
    await tab.write();
    await other.tell(revision, await tab.memory.loadChanges('k', revision, {}));
    await settled();
    assert.equal(tab.arrived(), 0);
    held[0]!();
    await until(() => held.length === 2);
    held[1]!();
    await until(() => tab.arrived() === 2);
    assert.equal(tab.asked.length, 2);
    assert.deepEqual(tab.clock.waits, [], 'at once');
    tab.discussion.close();
  });

  it('asks again until somebody answers', async () => {
    const tab = await open((memory) => memory.loadChanges);
    tab.memory.fail('loadChanges', 'network', { times: 3 });
    await tab.write();
    tab.want(true);
    for (let turn = 0; turn < 3; turn += 1) await tab.clock.pass();
    await until(() => tab.arrived() === 1);
    await settled();
    assert.deepEqual(tab.clock.waits, [1_000, 2_000, 4_000]);
    assert.equal(tab.asked.length, 4);
    tab.discussion.close();
  });

  it('asks again where the answer is older than what was told', async () => {
    let kept: ThreadChanges | null = null;
    const tab = await open(
      (memory) =>
        async (...args) =>
          kept ?? memory.loadChanges(...args),
    );
    tab.want(true);
    await until(() => tab.asked.length === 1);
    await settled();
    // As a cache between has it.
    kept = await tab.memory.loadChanges('k', reachedBy(tab.discussion)!, {});
    await tab.write();
    const { revision } = await tab.memory.loadChanges('k', 0, {});
    await tab.write();
    await other.tell(revision, await tab.memory.loadChanges('k', revision, {}));
    await until(() => tab.clock.waits.length === 1);
    kept = null;
    await tab.clock.pass();
    await until(() => tab.arrived() === 2);
    tab.discussion.close();
  });

  it('believes another tab no longer than some answers last', async () => {
    const tab = await open((memory) => memory.loadChanges);
    tab.want(true);
    await until(() => tab.asked.length === 1);
    await settled();
    const changes = await tab.memory.loadChanges('k', 0, {});
    await other.tell(10_000, { ...changes, revision: 10_001 });
    for (let turn = 0; turn < 4; turn += 1) await tab.clock.pass();
    await settled();
    assert.deepEqual(tab.clock.waits, [1_000, 2_000, 4_000, 8_000]);
    assert.equal(tab.asked.length, 6);
    tab.want(false);
    tab.want(true);
    await settled();
    assert.deepEqual([tab.asked.length, tab.clock.waits.length], [7, 4], 'nor at the next look');
    tab.discussion.close();
  });

  it('asks no more for what is refused for good, nor once nobody looks', async () => {
    const tab = await open((memory) => memory.loadChanges);
    tab.memory.fail('loadChanges', 'forbidden');
    tab.want(true);
    await settled();
    assert.deepEqual([tab.asked.length, tab.clock.waits.length], [1, 0]);
    tab.want(false);
    const changes = await tab.memory.loadChanges('k', 0, {});
    tab.memory.fail('loadChanges', 'network', { times: Infinity });
    tab.want(true);
    await until(() => tab.clock.waits.length === 1);
    tab.want(false);
    await other.tell(10_000, { ...changes, revision: 10_001 });
    await settled();
    assert.deepEqual([tab.asked.length, tab.clock.waits.length], [2, 1]);
    tab.memory.mend();
    await tab.write();
    tab.want(true);
    await until(() => tab.arrived() === 1);
    tab.discussion.close();
  });
});
