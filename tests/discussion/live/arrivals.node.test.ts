import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryBackend } from '../../../src/backend/adapters/memory.js';
import {
  allArrivals,
  beginArrivals,
  countArrivals,
  showArrivals,
} from '../../../src/discussion/live/arrivals.js';
import { catchUp } from '../../../src/discussion/live/changes.js';
import { Discussion } from '../../../src/discussion/discussion.js';
import { loadViewer } from '../../../src/discussion/viewing.js';
import { newId } from '../../../src/model/new-id.js';

const THREAD = { key: 'k', url: 'https://n.example/a', title: 'A' };

describe('what came while nobody knew who reads', () => {
  it('is shown at once where it is the reader’s own, and waits where it is not', async () => {
    const backend = memoryBackend({
      people: { me: { name: 'Me', subscriber: true }, her: { name: 'Her', subscriber: true } },
      threads: [{ ...THREAD, comments: [{ author: 'Bob', text: 'First.' }] }],
    });
    const discussion = new Discussion({
      ...{ backend, tokens: 'me', thread: THREAD, sort: 'newest', pageSize: 25, highlights: 0 },
    });
    await discussion.load();
    const [mine, hers] = [newId(), newId()];
    const write = (id: string, token: string) =>
      backend.createComment({ id, thread: THREAD, parent: null, source: token }, { token });
    await write(mine, 'me');
    await write(hers, 'her');
    await catchUp(discussion);
    const listed = (): readonly string[] => discussion.store.list(null).ids;
    assert.equal(listed().length, 1);
    await loadViewer(discussion);
    assert.ok(listed().includes(mine));
    assert.deepEqual(
      allArrivals(discussion).map(({ id }) => id),
      [hers],
    );
  });
});

describe('what answers a comment that was withdrawn', () => {
  it('waits where both would, though nobody heard of that before', async () => {
    const backend = memoryBackend({
      people: {
        her: { name: 'Her', subscriber: true },
        mod: { name: 'Mod', roles: ['moderator'] },
      },
      threads: [{ ...THREAD, comments: [{ author: 'Bob', text: 'First.' }] }],
    });
    const discussion = new Discussion({
      ...{ backend, tokens: null, thread: THREAD, sort: 'newest', pageSize: 25, highlights: 0 },
    });
    await discussion.load();
    await loadViewer(discussion);
    beginArrivals(discussion);
    const [first] = discussion.store.list(null).ids;
    for (const above of [null, first!]) {
      const [withdrawn, answer] = [newId(), newId()];
      const write = (id: string, parent: string | null) =>
        backend.createComment({ id, thread: THREAD, parent, source: 'Hers.' }, { token: 'her' });
      await write(withdrawn, above);
      await write(answer, withdrawn);
      await backend.deleteComment(withdrawn, 'moderation', { token: 'mod' });
      await catchUp(discussion);
      assert.deepEqual([...countArrivals(discussion)], [[above, 1]]);
      const [shown, ...more] = showArrivals(discussion, above);
      assert.equal(shown?.id, answer);
      assert.deepEqual(more, []);
      assert.ok(discussion.store.list(above).ids.includes(withdrawn));
      assert.equal(countArrivals(discussion).size, 0);
    }
    discussion.close();
  });
});

describe('what a moderator lets through', () => {
  const MINUTE = 60_000;
  const people = {
    her: { name: 'Her', subscriber: true },
    mod: { name: 'Mod', roles: ['moderator'] },
  };
  const old = { author: 'Bob', text: 'Old' };

  /** A thread of two old and two new comments, with what was held between these, and a later reader. */
  async function open(pageSize: number) {
    let now = Date.now() - 10 * MINUTE;
    const backend = memoryBackend({
      ...{ people, moderation: 'pre', now: () => now },
      threads: [{ ...THREAD, comments: [old, old] }],
    });
    const write = async (token: keyof typeof people, parent: string | null): Promise<string> => {
      now += MINUTE;
      const id = newId();
      await backend.createComment({ id, thread: THREAD, parent, source: token }, { token });
      return id;
    };
    const [oldest] = backend.state.threads.get('k')!.comments.keys();
    const [held, reply] = [await write('her', null), await write('her', oldest!)];
    for (const id of [await write('mod', null), await write('mod', null)]) {
      await backend.moderateComment(id, 'published', { token: 'mod' });
    }
    now += 5 * MINUTE;
    const discussion = new Discussion({
      ...{ backend, tokens: null, thread: THREAD, sort: 'newest', pageSize, highlights: 0 },
    });
    await discussion.load();
    await loadViewer(discussion);
    beginArrivals(discussion);
    for (const id of [held, reply]) {
      await backend.moderateComment(id, 'published', { token: 'mod' });
    }
    // What is only changed is not new.
    await backend.voteComment(oldest!, 1, { token: 'her' });
    await catchUp(discussion);
    return { waiting: allArrivals(discussion).map(({ id }) => id), held, reply };
  }

  it('waits to be shown where its place is loaded, however long it was held', async () => {
    const { waiting, held, reply } = await open(25);
    assert.deepEqual(new Set(waiting), new Set([held, reply]));
  });

  it('comes with the page that has its place, where that is not loaded', async () => {
    const three = await open(3);
    assert.deepEqual(three.waiting, [three.held]);
    assert.deepEqual((await open(2)).waiting, []);
  });
});
