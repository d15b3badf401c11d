import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryBackend } from '../../../src/backend/adapters/memory.js';
import { allArrivals } from '../../../src/discussion/live/arrivals.js';
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
