import { clearDevice, keptOnDevice } from './indexed-db.js';
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { KeptThread } from '../../src/cache/thread-record.js';
import { readThread, writeThread } from '../../src/cache/threads.js';
import type { Comment } from '../../src/model/comment.js';
import { comment, tombstone } from '../support/thread-builders.js';
import { device, forgetDevice } from './device.js';

const PLACE = { backend: 'https://comments.example', thread: 'a' };
const ROOM = { threads: 50, bytes: 20e6 };

function kept(revision: number, only: Comment): KeptThread {
  return {
    page: {
      thread: { key: 'a', closed: false, revision, total: 1, downVotes: false },
      comments: [only],
      lists: [{ parent: null, ids: [only.id], page: { total: 1, cursor: null } }],
      highlights: [],
      around: null,
    },
    ...{ sort: 'newest', pageSize: 25, highlights: 3, at: Date.now(), loadedAt: Date.now() },
  };
}

describe('a device that is full', () => {
  beforeEach(() => device());
  afterEach(async () => {
    await clearDevice();
    forgetDevice();
  });

  it('does not go on with a text that was withdrawn since', async (context) => {
    await writeThread(PLACE, kept(1, comment(1, { text: 'Withdrawn' })), ROOM);
    const text = async (): Promise<string> => JSON.stringify([...(await keptOnDevice()).values()]);
    assert.match(await text(), /Withdrawn/);
    const put = context.mock.method(IDBObjectStore.prototype, 'put', () => {
      throw new DOMException('Full', 'QuotaExceededError');
    });
    const gone = { ...tombstone(1, 'moderation'), revision: 2 };
    await writeThread(PLACE, kept(2, gone), ROOM);
    put.mock.restore();
    assert.doesNotMatch(await text(), /Withdrawn/);
    assert.equal((await readThread(PLACE, 7))?.page.comments[0]?.tombstone, 'moderation');
  });
});
