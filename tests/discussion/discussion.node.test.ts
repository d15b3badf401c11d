import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checked } from '../../src/backend/checked.js';
import type { Discussion } from '../../src/discussion/discussion.js';
import { loadMore, reveal } from '../../src/discussion/paging.js';
import { can, loadViewer, permission } from '../../src/discussion/viewing.js';
import { MemoryBackend } from '../support/memory-backend.js';
import { chain, comments, idOf, viewers } from '../support/thread-builders.js';
import { codeOf, open, openLoaded } from './setting.js';

const numbers = ({ store }: Discussion, parent: number | null = null): number[] =>
  store.list(parent === null ? null : idOf(parent)).ids.map((id) => Number(id.slice(-12)));

describe('Discussion', () => {
  it('keeps a failure in its status while nothing is shown, and recovers', async () => {
    const memory = new MemoryBackend({ comments: comments(2) });
    const discussion = open(memory);
    assert.equal(discussion.status, 'loading');
    memory.failNext('loadThread', 'timeout');
    await discussion.load();
    assert.deepEqual([discussion.status, discussion.error!.code], ['failed', 'timeout']);
    const loading = discussion.load();
    assert.equal(discussion.status, 'loading');
    await loading;
    assert.deepEqual([discussion.status, discussion.error], ['ready', null]);
  });

  it('keeps what is shown when it cannot be loaded again', async () => {
    const { memory, discussion } = await openLoaded();
    memory.failNext('loadThread', 'network');
    assert.equal(await codeOf(discussion.load()), 'network');
    assert.equal(discussion.status, 'ready');
    assert.deepEqual(numbers(discussion), [3, 2, 1]);
  });

  it('hears nothing any more once it is closed', async () => {
    const memory = new MemoryBackend({ comments: comments(2) });
    const discussion = open(memory, { backend: checked(memory.backend) });
    const gate = memory.hold('loadThread');
    const loading = discussion.load();
    discussion.close();
    gate.release();
    await loading;
    assert.equal(discussion.status, 'loading');
    assert.equal(discussion.store.thread, null);
  });

  it('hears the last of two loads alone', async () => {
    const memory = new MemoryBackend({ comments: comments(2) });
    const discussion = open(memory);
    const gate = memory.hold('loadThread');
    memory.answerNext('loadThread', () => Promise.reject(new Error('late failure')));
    const first = discussion.load();
    const second = discussion.load();
    gate.release();
    await Promise.all([first, second]);
    assert.deepEqual([discussion.status, numbers(discussion)], ['ready', [2, 1]]);
  });

  it('keeps its order when another one cannot be had', async () => {
    const { memory, discussion } = await openLoaded();
    memory.failNext('loadThread', 'network');
    assert.equal(await codeOf(discussion.load(null, 'oldest')), 'network');
    assert.equal(discussion.sort, 'newest');
    await discussion.load(null, 'oldest');
    assert.deepEqual(numbers(discussion), [1, 2, 3]);
    assert.equal(discussion.sort, 'oldest');
    assert.equal(memory.callsOf('loadThread').length, 3);
  });

  it('continues a list until it ends, and may fail on the way', async () => {
    const { memory, discussion } = await openLoaded({ comments: comments(5) }, { pageSize: 2 });
    memory.failNext('loadComments', 'unavailable');
    assert.equal(await codeOf(loadMore(discussion, null)), 'unavailable');
    await loadMore(discussion, null);
    await loadMore(discussion, null);
    await loadMore(discussion, null);
    assert.deepEqual(numbers(discussion), [5, 4, 3, 2, 1]);
    assert.equal(memory.callsOf('loadComments').length, 3);
  });

  it('adds no page of the order before to another one', async () => {
    const { memory, discussion } = await openLoaded({ comments: comments(6) }, { pageSize: 2 });
    const [order, page] = [memory.hold('loadThread'), memory.hold('loadComments')];
    const loading = discussion.load(null, 'oldest');
    const more = loadMore(discussion, null);
    order.release();
    await loading;
    page.release();
    await more;
    assert.deepEqual(numbers(discussion), [1, 2]);
    await loadMore(discussion, null);
    assert.deepEqual(numbers(discussion), [1, 2, 3, 4]);
  });

  it('reveals a comment with what it answers, once', async () => {
    const { memory, discussion } = await openLoaded(
      { comments: [...chain(4), ...comments(5, 10)] },
      { pageSize: 2 },
    );
    assert.equal(await reveal(discussion, idOf(4)), true);
    assert.deepEqual(
      [numbers(discussion), numbers(discussion, 1), numbers(discussion, 3)],
      [[1, 14, 13], [2], [4]],
    );
    assert.equal(await reveal(discussion, idOf(4)), true);
    assert.equal(memory.callsOf('loadThread').length, 2);
    assert.equal(await reveal(discussion, idOf(99)), false);
    await loadMore(discussion, null);
    assert.deepEqual(numbers(discussion), [1, 14, 13, 12, 11]);
  });
});

describe('who reads a discussion', () => {
  it('may do what the viewer says and the backend can', async () => {
    const { discussion } = await openLoaded({ without: ['voteComment', 'reportComment'] });
    assert.deepEqual(can(discussion, 'comment'), { allowed: true });
    const unsupported = { allowed: false, reason: 'unsupported', until: null };
    assert.deepEqual(can(discussion, 'vote'), unsupported);
    assert.deepEqual(can(discussion, 'report'), unsupported);
    assert.deepEqual(discussion.offers, { comment: true, vote: false });
  });

  it('is offered what a visitor lacks only a login for', async () => {
    const { discussion } = await openLoaded({ viewer: viewers.visitor() });
    assert.deepEqual(discussion.offers, { comment: true, vote: true });
    const closed = await openLoaded({ viewer: viewers.closed() });
    assert.deepEqual(closed.discussion.offers, { comment: false, vote: false });
  });

  it('is waited for before an action is decided', async () => {
    const memory = new MemoryBackend({ comments: comments(1), viewer: viewers.subscriber() });
    const discussion = open(memory);
    await discussion.load();
    const gate = memory.hold('loadViewer');
    const loading = loadViewer(discussion);
    const asked = permission(discussion, 'vote');
    while (gate.waiting === 0) await new Promise((resolve) => setImmediate(resolve));
    gate.release();
    await loading;
    assert.deepEqual(await asked, { allowed: true });
    assert.equal(memory.callsOf('loadViewer').length, 1);
  });

  it('may only read where that is unknown', async (context) => {
    const warn = context.mock.method(console, 'warn', () => undefined);
    const memory = new MemoryBackend({ comments: comments(1) });
    const discussion = open(memory);
    await discussion.load();
    memory.failNext('loadViewer', 'unavailable');
    await loadViewer(discussion);
    assert.deepEqual([discussion.viewer, discussion.viewerKnown], [null, true]);
    assert.deepEqual(discussion.offers, { comment: false, vote: false });
    assert.equal(warn.mock.callCount(), 1);
  });

  it('has their own comments that wait shown, and counted once, through every load', async () => {
    const [pending] = comments(1, 90);
    const { discussion } = await openLoaded({
      viewer: viewers.subscriber({ pending: [{ ...pending!, status: 'pending' }] }),
    });
    assert.deepEqual(numbers(discussion), [90, 3, 2, 1]);
    await discussion.load();
    await loadViewer(discussion);
    assert.deepEqual(numbers(discussion), [90, 3, 2, 1]);
    assert.equal(discussion.store.list(null).total, 4);
  });
});
