import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Discussion } from '../../src/discussion/discussion.js';
import { beginOutbox } from '../../src/discussion/outbox/life.js';
import { post } from '../../src/discussion/posting.js';
import { sendWaiting } from '../../src/discussion/outbox/passing.js';
import { comments, comment, idOf, viewers } from '../support/thread-builders.js';
import { codeOf, openLoaded } from './setting.js';

const request = (source: string, parent: number | null = null) => ({
  id: idOf(50),
  parent: parent === null ? null : idOf(parent),
  source,
});

const top = ({ store }: Discussion): number[] =>
  store.list(null).ids.map((id) => Number(id.slice(-12)));

const bodyOf = ({ store }: Discussion): string => {
  const record = store.comment(idOf(50));
  return record?.tombstone === null ? JSON.stringify(record.body) : '';
};

/** Waits until a call waits at a gate. */
async function arrived(gate: { waiting: number }): Promise<void> {
  while (gate.waiting === 0) await new Promise((resolve) => setImmediate(resolve));
}

describe('post', () => {
  it('shows the comment where it belongs until it is confirmed', async () => {
    const { memory, discussion } = await openLoaded();
    const gate = memory.hold('createComment');
    const posting = post(discussion, request('Hello *you*'));
    await arrived(gate);
    assert.deepEqual(top(discussion), [50, 3, 2, 1]);
    assert.equal(discussion.store.isKnown(idOf(50)), false);
    assert.match(bodyOf(discussion), /emphasis/);

    gate.release();
    await posting;
    assert.deepEqual(top(discussion), [50, 3, 2, 1]);
    assert.equal(discussion.store.isKnown(idOf(50)), true);
    assert.equal(discussion.store.thread!.total, 4);
  });

  it('puts a reply last below what it answers', async () => {
    const { discussion } = await openLoaded({
      comments: [...comments(2), comment(10, { parent: 1 })],
    });
    await post(discussion, request('Indeed', 1));
    assert.deepEqual(discussion.store.list(idOf(1)).ids, [idOf(10), idOf(50)]);
  });

  it('takes the comment off the page when it is refused', async () => {
    const { memory, discussion } = await openLoaded();
    memory.failNext('createComment', 'closed');
    assert.equal(await codeOf(post(discussion, request('Hello'))), 'closed');
    assert.deepEqual(top(discussion), [3, 2, 1]);
    assert.equal(discussion.store.comment(idOf(50)), undefined);
    assert.deepEqual([discussion.store.list(null).total, discussion.store.thread!.total], [3, 3]);
  });

  it('sends nothing that is empty, too long or too deep', async () => {
    const { memory, discussion } = await openLoaded();
    const texts = [' ', 'a'.repeat(10_001), `${'>'.repeat(5_000)} a`, `${'- '.repeat(2_500)}a`];
    const codes = await Promise.all(texts.map((text) => codeOf(post(discussion, request(text)))));
    assert.deepEqual(codes, ['empty', 'too-long', 'too-complex', 'too-complex']);
    assert.equal(memory.callsOf('createComment').length, 0);
    assert.deepEqual(top(discussion), [3, 2, 1]);
  });

  it('stays in its place when the network fails, and is sent later under the same id', async () => {
    const { memory, discussion } = await openLoaded();
    memory.failNext('createComment', 'network');
    assert.deepEqual(await post(discussion, request('Hello *you*')), { isWaiting: true });
    assert.deepEqual(top(discussion), [50, 3, 2, 1]);
    assert.equal(discussion.store.isKnown(idOf(50)), false);
    assert.match(bodyOf(discussion), /emphasis/);
    assert.equal(discussion.store.thread!.total, 3);

    await sendWaiting(discussion);
    assert.equal(discussion.store.isKnown(idOf(50)), true);
    assert.deepEqual(top(discussion), [50, 3, 2, 1]);
    assert.equal(discussion.store.thread!.total, 4);
    const ids = memory.callsOf('createComment').map(({ args }) => (args[0] as { id: string }).id);
    assert.deepEqual(ids, [idOf(50), idOf(50)]);
  });

  it('is written once, though the answer to the first attempt was lost', async () => {
    const { memory, discussion } = await openLoaded();
    memory.loseAnswer('createComment');
    assert.deepEqual(await post(discussion, request('Once')), { isWaiting: true });
    await sendWaiting(discussion);
    assert.equal(memory.records.size, 4);
    assert.deepEqual(top(discussion), [50, 3, 2, 1]);
    assert.equal(memory.callsOf('editComment').length, 0);
  });

  it('sends first the text that may have arrived, then what it has become', async () => {
    const { memory, discussion } = await openLoaded();
    await memory.backend.createComment!(
      { id: idOf(50), thread: discussion.thread, parent: null, source: 'Before' },
      {},
    );
    await post(discussion, { ...request('After'), attempted: 'Before' });
    const sources = memory.callsOf('createComment').map(({ args }) => args[0]);
    assert.deepEqual(
      sources.map((sent) => (sent as { source: string }).source),
      ['Before', 'Before'],
    );
    assert.equal(memory.callsOf('editComment')[0]!.args[1], 'After');
    assert.match(bodyOf(discussion), /After/);
  });

  it('is in its place though the list was loaded anew while it waits', async () => {
    const { memory, discussion } = await openLoaded();
    await beginOutbox(discussion);
    memory.failNext('createComment', 'network');
    await post(discussion, request('Patience'));
    await discussion.load();
    assert.deepEqual(top(discussion), [50, 3, 2, 1]);
    assert.equal(discussion.store.list(null).total, 4);
  });

  it('keeps on the page what a reload has brought, though sending it again fails', async () => {
    const { memory, discussion } = await openLoaded();
    memory.loseAnswer('createComment');
    await post(discussion, request('Here already'));
    await discussion.load();
    assert.deepEqual(top(discussion), [50, 3, 2, 1]);
    memory.failNext('createComment', 'network');
    await sendWaiting(discussion);
    assert.deepEqual(top(discussion), [50, 3, 2, 1]);
    assert.equal(discussion.store.list(null).total, 4);
  });

  it('counts once what a reload has counted', async () => {
    const { memory, discussion } = await openLoaded();
    memory.loseAnswer('createComment');
    await post(discussion, request('Once'));
    await discussion.load();
    assert.equal(discussion.store.thread!.total, 4);
    await sendWaiting(discussion);
    assert.equal(discussion.store.thread!.total, 4);
  });

  it('counts no comment that waits for moderation', async () => {
    const { memory, discussion } = await openLoaded();
    memory.answerNext('createComment', () =>
      comment(50, { status: 'pending', author: viewers.subscriber().account! }),
    );
    await post(discussion, request('Please'));
    assert.equal(discussion.store.thread!.total, 3);
    assert.deepEqual(top(discussion), [50, 3, 2, 1]);
  });

  it('asks who nobody knows to sign in', async () => {
    const { memory, discussion } = await openLoaded({ viewer: viewers.visitor() });
    assert.equal(await codeOf(post(discussion, request('Hello'))), 'login');
    assert.equal(memory.callsOf('createComment').length, 0);
  });
});
