import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryBackend, type MemoryBackend } from '../../../src/backend/adapters/memory.js';
import type { CommentsBackend } from '../../../src/backend/contract.js';
import { arrivalsIn, showArrivals } from '../../../src/discussion/live/arrivals.js';
import { reachedBy, reloadLists } from '../../../src/discussion/live/changes.js';
import { Discussion } from '../../../src/discussion/discussion.js';
import { keepLive } from '../../../src/discussion/live/live.js';
import { loadViewer } from '../../../src/discussion/viewing.js';
import { PalabreError } from '../../../src/model/errors.js';
import { newId } from '../../../src/model/new-id.js';
import type { ThreadChanges } from '../../../src/model/thread.js';
import { Clock, settled, until } from './clock.js';

const THREAD = { key: 'k', url: 'https://n.example/a', title: 'A' };
const PEOPLE = {
  me: { name: 'Me', subscriber: true },
  her: { name: 'Her', subscriber: true },
  staff: { name: 'Staff', roles: ['admin', 'staff', 'moderator'] },
};

/** Streams that end as a network does when one of `cuts` is told to. */
function breaking(
  whole: MemoryBackend,
  cuts: AbortController[],
): NonNullable<CommentsBackend['subscribe']> {
  return async (key, since, hear, { signal }) => {
    const cut = new AbortController();
    cuts.push(cut);
    const end = AbortSignal.any([signal!, cut.signal]);
    await whole.subscribe(key, since, hear, { signal: end }).catch(() => {
      throw new PalabreError('network', 'cut');
    });
  };
}

function write(
  backend: MemoryBackend,
  token: keyof typeof PEOPLE,
  parent: string | null = null,
  id = newId(),
) {
  return backend.createComment({ id, thread: THREAD, parent, source: 'Written.' }, { token });
}

interface Setting {
  memory: MemoryBackend;
  discussion: Discussion;
  clock: Clock;
  /** The calls of each method, with what they asked from. */
  calls: [method: string, since: number][];
  want: (isWanted: boolean) => void;
}

/** A thread of three comments, loaded by a reader, with other methods where a test has them. */
async function open(
  methods: (memory: MemoryBackend) => Partial<CommentsBackend> = () => ({}),
): Promise<Setting> {
  const memory = memoryBackend({
    people: PEOPLE,
    threads: [
      {
        ...THREAD,
        comments: [1, 2, 3].map((day) => ({
          author: 'Bob',
          text: `Day ${day}.`,
          at: `2026-01-0${day}T10:00:00.000Z`,
        })),
      },
    ],
  });
  const calls: Setting['calls'] = [];
  const whole = { ...memory, ...methods(memory) };
  const backend = {
    ...whole,
    ...(whole.subscribe && {
      subscribe: (...args: Parameters<typeof memory.subscribe>) => {
        calls.push(['subscribe', args[1]]);
        return whole.subscribe(...args);
      },
    }),
    ...(whole.loadChanges && {
      loadChanges: (...args: Parameters<typeof memory.loadChanges>) => {
        calls.push(['loadChanges', args[1]]);
        return whole.loadChanges(...args);
      },
    }),
  } as CommentsBackend;
  const discussion = new Discussion({
    ...{ backend, tokens: 'me', thread: THREAD, sort: 'newest', pageSize: 25, highlights: 0 },
  });
  await discussion.load();
  await loadViewer(discussion);
  const clock = new Clock();
  const want = keepLive(discussion, { timing: clock });
  return { memory, discussion, clock, calls, want };
}

function broken(code: PalabreError['code'], retryAfter: number | null = null) {
  return () => Promise.reject(new PalabreError(code, 'broken', { retryAfter }));
}

describe('a thread that is followed', () => {
  it('lets wait what others write, and shows at once what the reader wrote elsewhere', async () => {
    const { memory, discussion, want } = await open();
    want(true);
    const hers = await write(memory, 'her');
    const answer = await write(memory, 'her', hers.id);
    const mine = await write(memory, 'me');
    await until(() => discussion.store.thread!.total === 6);
    assert.deepEqual(
      arrivalsIn(discussion, null).map(({ id }) => id),
      [hers.id, answer.id],
    );
    assert.ok(discussion.store.list(null).ids.includes(mine.id));
    assert.equal(showArrivals(discussion, null).length, 2);
    assert.deepEqual(discussion.store.list(hers.id).ids, [answer.id]);
    assert.equal(discussion.store.list(null).total, 5);
    assert.deepEqual(arrivalsIn(discussion, null), []);
    discussion.close();
  });

  it('changes what is shown in place, and takes back what is withdrawn while it waits', async () => {
    const { memory, discussion, want } = await open();
    want(true);
    const shown = discussion.store.list(null).ids[0]!;
    const hers = await write(memory, 'her');
    await until(() => arrivalsIn(discussion, null).length === 1);
    await memory.voteComment(shown, 1, { token: 'her' });
    await memory.deleteComment(hers.id, 'author', { token: 'her' });
    await until(() => arrivalsIn(discussion, null).length === 0);
    const comment = discussion.store.comment(shown);
    assert.equal(comment?.tombstone === null && comment.votes?.up, 1);
    discussion.close();
  });

  it('is loaded first where it could not be, by itself or by the reader', async () => {
    for (const isPressed of [false, true]) {
      const { discussion, clock, calls, want } = await open((memory) => {
        memory.fail('loadThread', 'unavailable');
        return {};
      });
      assert.equal(discussion.status, 'failed');
      want(true);
      await until(() => clock.waits.length === 1);
      assert.deepEqual(calls, []);
      if (isPressed) await discussion.load();
      else await clock.pass();
      await until(() => calls.length === 1);
      assert.equal(discussion.status, 'ready');
      assert.deepEqual(calls, [['subscribe', discussion.store.thread!.revision]]);
      assert.deepEqual(clock.waits, [20_000]);
      discussion.close();
    }
  });

  it('takes nothing for new that was there before, wherever it lies', async () => {
    const { memory, discussion, want } = await open();
    const first = discussion.store.list(null).ids[2]!;
    const lists = new Discussion({
      ...{ backend: discussion.backend, tokens: 'me', thread: THREAD },
      ...{ sort: 'best', pageSize: 1, highlights: 0 },
    });
    await lists.load();
    await loadViewer(lists);
    keepLive(lists, { timing: new Clock() })(true);
    for (const id of discussion.store.list(null).ids)
      await memory.voteComment(id, 1, { token: 'her' });
    await until(() => lists.store.comment(first) !== undefined);
    await settled();
    assert.deepEqual(arrivalsIn(lists, null), []);
    want(false);
    lists.close();
    discussion.close();
  });

  it('neither loses nor doubles what waits when the lists are loaded anew', async () => {
    const { memory, discussion, want } = await open();
    want(true);
    const before = await memory.loadThread({ key: 'k', sort: 'newest', limit: 25 }, {});
    const hers = await write(memory, 'her');
    await until(() => arrivalsIn(discussion, null).length === 1);
    // A page that a cache has kept for some seconds.
    memory.answer('loadThread', before);
    await reloadLists(discussion);
    assert.deepEqual(
      arrivalsIn(discussion, null).map(({ id }) => id),
      [hers.id],
    );
    showArrivals(discussion);
    memory.answer('loadThread', before);
    await reloadLists(discussion);
    assert.equal(arrivalsIn(discussion, null).length, 1, 'what was shown waits again');
    await reloadLists(discussion);
    assert.deepEqual(arrivalsIn(discussion, null), []);
    const { ids, total } = discussion.store.list(null);
    assert.equal(ids.filter((id) => id === hers.id).length, 1);
    assert.equal(total, 4);
    discussion.close();
  });

  it('comes back to a stream that broke, from where it was', async () => {
    const streams: AbortController[] = [];
    const { memory, discussion, clock, calls, want } = await open((whole) => ({
      subscribe: breaking(whole, streams),
    }));
    want(true);
    await write(memory, 'her');
    await until(() => arrivalsIn(discussion, null).length === 1);
    const reached = reachedBy(discussion)!;
    streams[0]!.abort();
    await until(() => clock.waits.length === 1);
    await write(memory, 'her');
    await clock.pass();
    await until(() => arrivalsIn(discussion, null).length === 2);
    assert.deepEqual(calls.at(-1), ['subscribe', reached]);
    assert.deepEqual(clock.waits, [1_000]);
    discussion.close();
  });

  it('asks now and then where streams break before anything came, and tries them again later', async () => {
    const tries: number[] = [];
    const { memory, discussion, clock, calls, want } = await open(() => ({
      subscribe: () => {
        tries.push(clock.now());
        return broken('timeout')();
      },
    }));
    want(true);
    for (let turn = 0; turn < 3; turn += 1) await clock.pass();
    await until(() => clock.waits.length === 4);
    assert.deepEqual(
      calls.map(([method]) => method),
      ['subscribe', 'loadChanges', 'subscribe', 'loadChanges'],
    );
    assert.deepEqual(clock.waits, [0, 2_000, 0, 20_000]);
    await write(memory, 'her');
    await clock.pass();
    await until(() => clock.waits.length === 5);
    assert.equal(arrivalsIn(discussion, null).length, 1);
    for (let turn = 5; turn < 14; turn += 1) {
      await clock.pass();
      await until(() => clock.waits.length === turn + 1);
    }
    // After a stream that broke, one asks at once.
    const quiet = clock.waits.slice(4).filter((wait) => wait > 0);
    assert.ok(quiet.every((wait) => wait >= 20_000 && wait <= 300_000));
    assert.ok(quiet.includes(30_000) && quiet.includes(45_000), `${quiet.join()}`);
    for (let turn = 14; turn < 50; turn += 1) {
      await clock.pass();
      await until(() => clock.waits.length === turn + 1);
    }
    const pauses = tries.map((time, index) => time - (tries[index - 1] ?? 0));
    const streams = pauses.slice(2);
    assert.ok(streams.slice(0, 4).every((pause, index) => pause >= 30_000 * 2 ** index));
    assert.ok(streams.every((pause) => pause <= 600_000));
    assert.ok(streams.slice(4).every((pause) => pause >= 300_000));
    discussion.close();
  });

  it('comes back to streams soon after a server that was gone for some seconds', async () => {
    let isGone = false;
    const cuts: AbortController[] = [];
    const { memory, discussion, clock, want } = await open((whole) => ({
      async subscribe(...asked) {
        if (isGone) throw new PalabreError('network', 'gone');
        await breaking(whole, cuts)(...asked);
      },
    }));
    want(true);
    await write(memory, 'her');
    await until(() => arrivalsIn(discussion, null).length === 1);
    const streams = (): number => cuts.length;
    isGone = true;
    cuts[0]!.abort();
    // The stream, in vain, a question, and both once more.
    for (let turn = 0; turn < 5; turn += 1) await clock.pass();
    isGone = false;
    for (let turn = 0; streams() < 2 && turn < 5; turn += 1) await clock.pass();
    assert.equal(streams(), 2);
    assert.ok(clock.now() < 120_000, `${clock.now()} ms`);
    const { length } = clock.waits;
    await write(memory, 'her');
    await until(() => arrivalsIn(discussion, null).length === 2);
    assert.equal(clock.waits.length, length, 'by the stream');
    discussion.close();
  });

  for (const [how, code, retryAfter, questions] of [
    ['refused', 'wait', 60, 3],
    ['not offered', 'unavailable', 30, 2],
    ['held back', 'timeout', null, 1],
  ] as const) {
    it(`asks at once, at each look, where streams are ${how}, and tries them in their time`, async () => {
      const tries: number[] = [];
      const { memory, discussion, clock, calls, want } = await open(() => ({
        subscribe: () => {
          tries.push(clock.now());
          return broken(code, retryAfter)();
        },
      }));
      const arrived = (): number => arrivalsIn(discussion, null).length;
      await write(memory, 'her');
      want(true);
      await clock.pass();
      await until(() => arrived() === 1);
      assert.ok(clock.now() <= 1_000, 'what is refused a stream is not refused an answer');
      // From then on it asks as often as without streams, until it is their time again.
      while (tries.length < 2) await clock.pass();
      const rest = retryAfter === null ? 2_000 : retryAfter * 1_000;
      assert.equal(tries[1]! - tries[0]!, rest);
      assert.equal(calls.filter(([method]) => method === 'loadChanges').length, questions);
      await clock.pass();
      for (let looks = 2; looks <= 4; looks += 1) {
        want(false);
        await write(memory, 'her');
        await settled();
        clock.later(1_000);
        const { length } = clock.waits;
        want(true);
        await until(() => arrived() === looks);
        assert.ok(clock.waits.length <= length + 1, 'before it waits for anything');
      }
      assert.equal(tries.length, 2);
      discussion.close();
    });
  }

  it('asks first after a look elsewhere, and then tries the stream whose time has come', async () => {
    let isHeldBack = true;
    const { memory, discussion, clock, calls, want } = await open((whole) => ({
      subscribe: (...asked) => (isHeldBack ? broken('timeout')() : whole.subscribe(...asked)),
    }));
    want(true);
    await clock.pass();
    await until(() => clock.waits.length === 2);
    want(false);
    clock.later(60_000);
    calls.length = 0;
    isHeldBack = false;
    want(true);
    await clock.pass();
    await until(() => calls.length === 2);
    assert.deepEqual(
      calls.map(([method]) => method),
      ['loadChanges', 'subscribe'],
    );
    await write(memory, 'her');
    await until(() => arrivalsIn(discussion, null).length === 1);
    assert.equal(calls.length, 2, 'by the stream');
    discussion.close();
  });

  it('takes no stream for broken that ends because nobody looks', async () => {
    const { discussion, clock, calls, want } = await open();
    for (let looks = 1; looks <= 4; looks += 1) {
      want(true);
      await settled();
      want(false);
      await settled();
    }
    assert.deepEqual(
      calls.map(([method]) => method),
      ['subscribe', 'subscribe', 'subscribe', 'subscribe'],
    );
    assert.deepEqual(clock.waits, []);
    discussion.close();
  });

  it('asks over some time, and not all at once, where the streams of all break together', async () => {
    const waits: number[] = [];
    for (const chance of [0, 0.5, 1]) {
      const { discussion, clock, want } = await open(() => ({ subscribe: broken('network') }));
      clock.random = () => chance;
      want(true);
      await until(() => clock.waits.length === 1);
      waits.push(clock.waits[0]!);
      discussion.close();
    }
    assert.deepEqual(waits, [0, 500, 1_000]);
  });

  it('asks again soon where a question failed that may be answered', async () => {
    const { memory, discussion, clock, want } = await open(() => ({ subscribe: undefined }));
    memory.fail('loadChanges', 'network', { times: 2 });
    await write(memory, 'her');
    want(true);
    for (let turn = 0; turn < 2; turn += 1) await clock.pass();
    await until(() => arrivalsIn(discussion, null).length === 1);
    await until(() => clock.waits.length === 3);
    assert.deepEqual(clock.waits, [2_000, 4_000, 20_000]);
    discussion.close();
  });

  it('leaves a server alone for as long as that has asked, at the next look too', async () => {
    const { discussion, clock, calls, want } = await open(() => ({
      ...{ subscribe: undefined, loadChanges: broken('wait', 90) },
    }));
    want(true);
    await until(() => clock.waits.length === 1);
    want(false);
    clock.later(30_000);
    want(true);
    await until(() => clock.waits.length === 2);
    assert.deepEqual([clock.waits, calls.length], [[90_000, 60_000], 1]);
    await clock.pass();
    await until(() => calls.length === 2);
    discussion.close();
  });

  it('asks as soon as at first where streams have worked since questions failed', async () => {
    const cuts: AbortController[] = [];
    let isOut = true;
    const { memory, discussion, clock, calls, want } = await open((whole) => ({
      subscribe: (...args) => (isOut ? broken('network')() : breaking(whole, cuts)(...args)),
      loadChanges: broken('network'),
    }));
    want(true);
    const pass = async (isOver: () => boolean): Promise<void> => {
      while (!isOver()) await clock.pass();
    };
    await pass(() => calls.filter(([method]) => method === 'loadChanges').length === 8);
    isOut = false;
    await pass(() => cuts.length === 1);
    const waited = clock.waits.length;
    await write(memory, 'her');
    await until(() => arrivalsIn(discussion, null).length === 1);
    isOut = true;
    cuts[0]!.abort();
    const before = calls.length;
    await pass(() => calls.length === before + 4);
    await until(() => clock.waits.length === waited + 5);
    assert.deepEqual(
      calls.slice(before).map(([method]) => method),
      [...['subscribe', 'loadChanges', 'subscribe', 'loadChanges']],
    );
    assert.equal(clock.waits.at(-1), 4_000);
    discussion.close();
  });

  it('comes ever later to a backend that has nothing but streams, and refuses them', async () => {
    const { discussion, clock, want } = await open(() => ({
      subscribe: broken('forbidden'),
      loadChanges: undefined,
    }));
    want(true);
    for (let turn = 0; turn < 8; turn += 1) await clock.pass();
    const { waits } = clock;
    assert.ok(waits[0]! < 10_000 && waits.at(-1)! >= 120_000, waits.join());
    discussion.close();
  });

  it('comes back no sooner than it was told to', async () => {
    const { discussion, clock, calls, want } = await open(() => ({
      subscribe: broken('wait', 60),
      loadChanges: broken('wait', 90),
    }));
    want(true);
    for (let turn = 0; turn < 3; turn += 1) await clock.pass();
    await until(() => clock.waits.length === 4);
    assert.deepEqual(
      calls.map(([method]) => method),
      ['subscribe', 'loadChanges', 'subscribe', 'loadChanges'],
    );
    assert.deepEqual(clock.waits, [0, 90_000, 0, 90_000]);
    discussion.close();
  });

  it('asks where a backend has no streams, and does nothing where it has neither', async () => {
    const polled = await open(() => ({ subscribe: undefined }));
    polled.want(true);
    await until(() => polled.clock.waits.length === 1);
    assert.deepEqual(
      polled.calls.map(([method]) => method),
      ['loadChanges'],
    );
    polled.discussion.close();
    const still = await open(() => ({
      subscribe: undefined,
      loadChanges: undefined,
    }));
    still.want(true);
    await settled();
    assert.deepEqual([still.calls, still.clock.waits], [[], []]);
    still.discussion.close();
  });

  it('rests while nobody looks, and then learns what it missed', async () => {
    const { memory, discussion, calls, want } = await open();
    want(true);
    await settled();
    want(false);
    await write(memory, 'her');
    await settled();
    assert.deepEqual(arrivalsIn(discussion, null), []);
    want(true);
    await until(() => arrivalsIn(discussion, null).length === 1);
    assert.equal(calls.filter(([method]) => method === 'subscribe').length, 2);
    discussion.close();
    await write(memory, 'her');
    await settled();
    assert.equal(calls.length, 2);
  });

  it('loads a thread anew that it has missed too much of', async () => {
    const endless = async (_: string, since: number): Promise<ThreadChanges> => ({
      thread: { key: 'k', closed: false, revision: 900, total: 3, downVotes: false },
      comments: [],
      revision: since + 1,
      more: true,
    });
    const { memory, discussion, clock, want } = await open(() => ({
      subscribe: undefined,
      loadChanges: endless,
    }));
    memory.state.threads.get('k')!.revision = 901;
    want(true);
    await until(() => clock.waits.length === 1);
    assert.equal(reachedBy(discussion), 901);
    discussion.close();
  });
});
