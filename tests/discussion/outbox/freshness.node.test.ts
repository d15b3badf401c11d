import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Discussion } from '../../../src/discussion/discussion.js';
import { edit } from '../../../src/discussion/editing.js';
import { isFresh } from '../../../src/discussion/outbox/freshness.js';
import { beginOutbox } from '../../../src/discussion/outbox/life.js';
import { add, keep, ownEntries } from '../../../src/discussion/outbox/outbox.js';
import { sendWaiting } from '../../../src/discussion/outbox/passing.js';
import { post } from '../../../src/discussion/posting.js';
import { report } from '../../../src/discussion/reporting.js';
import { loadViewer } from '../../../src/discussion/viewing.js';
import { vote } from '../../../src/discussion/voting.js';
import { withdraw } from '../../../src/discussion/withdrawing.js';
import { clearDevice } from '../../cache/indexed-db.js';
import type { MemoryBackend, Method } from '../../support/memory-backend.js';
import { comment, comments, idOf, viewers } from '../../support/thread-builders.js';
import { open, openLoaded, type Setting } from '../setting.js';

const METHODS: Method[] = [
  'createComment',
  'editComment',
  'deleteComment',
  'voteComment',
  'reportComment',
];

/** A reader's page; the fourth comment is their own. */
async function page(): Promise<Setting> {
  const own = comment(4, { author: viewers.subscriber().account! });
  const setting = await openLoaded({ comments: [...comments(3), own] });
  await beginOutbox(setting.discussion);
  return setting;
}

/** Lets nothing through until the answer is called. */
function cutOff(memory: MemoryBackend): () => void {
  const ends = METHODS.map((method) => memory.failAll(method, 'network'));
  return () => ends.forEach((end) => end());
}

/** How many are said to wait. */
const waiting = (discussion: Discussion): number =>
  ownEntries(discussion).filter((entry) => !isFresh(discussion, entry)).length;

/** How many were said to wait whenever that was looked at. */
function follow(discussion: Discussion): number[] {
  const counts: number[] = [];
  discussion.store.follow('outbox', () => counts.push(waiting(discussion)));
  return counts;
}

const write = (n: number, parent: number | null = null) => ({
  id: idOf(n),
  parent: parent === null ? null : idOf(parent),
  source: 'Text',
});
const own = (n: number) => ({ comment: idOf(n), reason: 'author' }) as const;

describe('what waits for the network', () => {
  beforeEach(clearDevice);

  it('is all that builds on what did not get through', async () => {
    const { memory, discussion } = await page();
    const mend = cutOff(memory);
    const counts = follow(discussion);
    await post(discussion, write(50));
    await post(discussion, write(51, 50));
    await edit(discussion, idOf(51), 'Changed');
    assert.equal(waiting(discussion), 3);
    assert.equal(counts.at(-1), 3);
    mend();
    await sendWaiting(discussion);
    assert.equal(waiting(discussion), 0);
  });

  it('is all that was written on one comment', async () => {
    const { memory, discussion } = await page();
    cutOff(memory);
    const counts = follow(discussion);
    await vote(discussion, idOf(1), 1);
    await edit(discussion, idOf(4), 'Once');
    await edit(discussion, idOf(4), 'Twice');
    await withdraw(discussion, own(4));
    const complaint = { comment: idOf(1), reason: 'spam', details: '', notice: null } as const;
    await report(discussion, complaint);
    assert.equal(waiting(discussion), 5);
    assert.equal(counts.at(-1), 5);
  });

  it('is also what an earlier page had no time to try', async () => {
    const { memory, discussion: first } = await page();
    for (const n of [1, 2])
      await keep(first, add(first, { kind: 'vote', comment: idOf(n), value: 1 }));
    first.close();
    cutOff(memory);
    const discussion = open(memory);
    await discussion.load();
    await loadViewer(discussion);
    const counts = follow(discussion);
    await beginOutbox(discussion);
    assert.equal(waiting(discussion), 2);
    assert.equal(counts.at(-1), 2);
  });

  it('is nothing while it gets through', async () => {
    const { discussion } = await page();
    const counts = follow(discussion);
    await Promise.all([
      post(discussion, write(50)),
      post(discussion, write(51, 50)),
      vote(discussion, idOf(1), 1),
      vote(discussion, idOf(1), 0),
      edit(discussion, idOf(4), 'Changed'),
    ]);
    await withdraw(discussion, own(4));
    assert.ok(counts.length > 0);
    assert.deepEqual([...new Set(counts)], [0]);
  });
});
