import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { forgetThread, keepThread, wantThread } from '../../../src/discussion/device/keeping.js';
import { readKept } from '../../../src/cache/device.js';
import { edit } from '../../../src/discussion/editing.js';
import type { Discussion } from '../../../src/discussion/discussion.js';
import { noteReading } from '../../../src/discussion/news.js';
import { rememberOrigin } from '../../../src/discussion/origin.js';
import { beginOutbox } from '../../../src/discussion/outbox/life.js';
import { sendWaiting } from '../../../src/discussion/outbox/passing.js';
import { loadViewer } from '../../../src/discussion/viewing.js';
import { vote } from '../../../src/discussion/voting.js';
import { keptOnDevice } from '../../cache/indexed-db.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comments, idOf, viewers } from '../../support/thread-builders.js';
import { open } from '../setting.js';

const LIMITS = { threads: 50, bytes: 20e6 };

/** A thread of a subscriber that is kept on the device. */
async function kept() {
  const memory = new MemoryBackend({ comments: comments(3), viewer: viewers.subscriber() });
  const show = async (): Promise<Discussion> => {
    const discussion = open(memory, { tokens: 'token' });
    rememberOrigin(discussion, 'https://comments.example');
    await discussion.load();
    return discussion;
  };
  const discussion = await show();
  const write = keepThread(discussion, () => LIMITS);
  await loadViewer(discussion);
  await eventually(async () => (await onDevice()).length === 2);
  return { memory, discussion, write, show };
}

/** What the device keeps of the thread: itself, and who reads it. */
async function onDevice(): Promise<string[]> {
  const all = [...(await keptOnDevice())].filter(([, value]) => value !== null);
  const kinds = all.map(([name]) => name.split(' ')[0]!);
  return ['thread', 'viewer'].filter((kind) => kinds.includes(kind));
}

async function eventually(is: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 200 && !(await is()); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.ok(await is());
}

describe('a thread on the device', () => {
  it('has an edit as soon as the page is hidden, once that is acknowledged', async () => {
    const { memory, discussion, write } = await kept();
    await beginOutbox(discussion);
    await write();
    await edit(discussion, idOf(3), 'Changed since');
    assert.equal(memory.callsOf('editComment').length, 1);
    await write();
    const [text] = [...(await keptOnDevice())].filter(([key]) => key.startsWith('thread '));
    assert.match(JSON.stringify(text), /Changed since/);
    discussion.close();
  });
});

describe('what waits on a kept thread', () => {
  it('has the device write no thread anew', async (context) => {
    const { memory, discussion, write } = await kept();
    await beginOutbox(discussion);
    await write();
    const put = context.mock.method(IDBObjectStore.prototype, 'put');
    const threads = (): number =>
      put.mock.calls.filter(({ arguments: [, key] }) => /^thread /.test(key as string)).length;
    memory.failNext('voteComment', 'network');
    memory.failNext('voteComment', 'network');
    await vote(discussion, idOf(1), 1);
    await vote(discussion, idOf(2), 1);
    await write();
    assert.equal(threads(), 0);
    await sendWaiting(discussion);
    discussion.close();
  });
});

describe('a thread of which the page wants nothing kept', () => {
  it('is kept by none of its elements any more, until the page wants it again', async () => {
    const { discussion, write, show } = await kept();
    // In another element, which has come in the place of the first.
    await forgetThread(await show());
    assert.deepEqual(await onDevice(), []);
    await vote(discussion, idOf(1), 1);
    await write();
    // The votes are kept behind all else.
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(await onDevice(), []);
    wantThread(discussion);
    await write();
    assert.deepEqual(await onDevice(), ['thread']);
    discussion.close();
  });

  it('leaves no trace of itself: neither that it was kept, nor when it was read', async () => {
    const { discussion } = await kept();
    noteReading(discussion);
    const traces = async (): Promise<string> => {
      const { threads, ...rest } = Object.fromEntries(await keptOnDevice());
      return JSON.stringify([threads, Object.keys(rest), readKept('visits')]);
    };
    assert.match(await traces(), /comments\.example[^]*thread \[[^]*"thread":"k"/);
    await forgetThread(discussion);
    assert.match(await traces(), /^\[\[\],\["outbox [^"]*"\],\[\]\]$/);
    discussion.close();
  });
});
