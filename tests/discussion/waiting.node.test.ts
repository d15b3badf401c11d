import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Discussion } from '../../src/discussion/discussion.js';
import { post } from '../../src/discussion/posting.js';
import { loadViewer } from '../../src/discussion/viewing.js';
import type { MemoryBackend } from '../support/memory-backend.js';
import { comment, comments, idOf, tombstone, viewers } from '../support/thread-builders.js';
import { openLoaded } from './setting.js';

const top = ({ store }: Discussion): number[] =>
  store.list(null).ids.map((id) => Number(id.slice(-12)));

const request = (source: string) => ({ id: idOf(50), parent: null, source });
const author = viewers.subscriber().account!;
const held = comment(50, { status: 'pending', author });

/** Writes a comment that the server holds back. */
async function postHeld(memory: MemoryBackend, discussion: Discussion): Promise<void> {
  memory.answerNext('createComment', () => held);
  await post(discussion, request('Please'));
}

async function becomes(
  memory: MemoryBackend,
  discussion: Discussion,
  viewer = viewers.visitor(),
): Promise<void> {
  memory.viewer = viewer;
  await loadViewer(discussion);
}

describe('a comment that waits for moderation', () => {
  it('stays for its author through every load', async () => {
    const { memory, discussion } = await openLoaded();
    await postHeld(memory, discussion);
    await discussion.load(null, 'oldest');
    assert.deepEqual(top(discussion), [50, 1, 2, 3]);
    assert.equal(discussion.store.list(null).total, 4);
  });

  it('goes with its author', async () => {
    const { memory, discussion } = await openLoaded();
    await postHeld(memory, discussion);
    await becomes(memory, discussion);
    assert.deepEqual(top(discussion), [3, 2, 1]);
    assert.equal(discussion.store.comment(idOf(50)), undefined);
    assert.equal(discussion.store.list(null).total, 3);
  });

  it('is shown to nobody who came before its answer', async () => {
    const { memory, discussion } = await openLoaded();
    const gate = memory.hold('createComment');
    const posting = postHeld(memory, discussion);
    while (gate.waiting === 0) await new Promise((resolve) => setImmediate(resolve));
    await becomes(memory, discussion, viewers.subscriber({}, 'Somebody else'));
    gate.release();
    await posting;
    assert.deepEqual(top(discussion), [3, 2, 1]);
    assert.equal(discussion.store.comment(idOf(50)), undefined);
  });

  it('waits no more once a later answer says so', async () => {
    const { memory, discussion } = await openLoaded();
    await postHeld(memory, discussion);
    memory.answerNext('createComment', () => ({ ...held, status: 'published', revision: 2 }));
    await post(discussion, request('Please'));
    assert.deepEqual(discussion.viewer!.pending, []);
    await becomes(memory, discussion);
    assert.deepEqual(top(discussion), [50, 3, 2, 1]);
  });

  it('is shown as published as soon as the thread says so', async () => {
    const { memory, discussion } = await openLoaded();
    await postHeld(memory, discussion);
    memory.write({ ...held, status: 'published' });
    await discussion.load();
    const shown = discussion.store.comment(idOf(50));
    assert.equal(shown?.tombstone === null && shown.status, 'published');
  });
});

describe('a comment that was hidden after it had been read', () => {
  const hidden = comment(2, { status: 'pending', author });
  const setting = () =>
    openLoaded({
      comments: [...comments(1), tombstone(2, 'moderation'), comment(9, { parent: 2 })],
      viewer: viewers.subscriber({ pending: [hidden] }),
    });

  it('is whole to its author, and the tombstone with its replies to whoever comes after', async () => {
    const { memory, discussion } = await setting();
    assert.equal(discussion.store.comment(idOf(2))?.tombstone, null);
    await becomes(memory, discussion);
    assert.deepEqual(top(discussion), [2, 1]);
    assert.equal(discussion.store.comment(idOf(2))?.tombstone, 'moderation');
    assert.deepEqual(discussion.store.list(idOf(2)).ids, [idOf(9)]);
    assert.equal(discussion.store.list(null).total, 2);
  });

  it('stays whole to its author when the thread is loaded again', async () => {
    const { discussion } = await setting();
    await discussion.load();
    assert.equal(discussion.store.comment(idOf(2))?.tombstone, null);
    assert.deepEqual(top(discussion), [2, 1]);
  });
});
