import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryBackend, type SeedComment } from '../../../src/backend/adapters/memory.js';
import { newId } from '../../../src/model/new-id.js';

type Fields = Partial<SeedComment>;

/** The texts of the highlights of a thread, in their order. */
async function highlightsOf(comments: Record<string, Fields>, highlights?: number) {
  const texts = new Map<string, string>();
  const seeds = Object.entries(comments).map(([text, fields]) => {
    const id = newId();
    texts.set(id, text);
    return { id, author: 'Ida', text, ...fields };
  });
  const backend = memoryBackend({ threads: [{ key: 'k', comments: seeds }] });
  const page = await backend.loadThread({ key: 'k', sort: 'best', limit: 1, highlights }, {});
  const records = new Set(page.comments.map(({ id }) => id));
  for (const id of page.highlights) assert.ok(records.has(id));
  return page.highlights.map((id) => texts.get(id));
}

describe('highlights', () => {
  it('have at least three votes more for than against them, the most first', async () => {
    const comments = {
      few: { up: 2 },
      enough: { up: 3 },
      disputed: { up: 9, down: 7 },
      many: { up: 20, down: 2 },
    };
    assert.deepEqual(await highlightsOf(comments), ['many', 'enough']);
  });

  it('begin with what an editor picked', async () => {
    const comments = { voted: { up: 50 }, picked: { picked: true }, both: { picked: true, up: 1 } };
    assert.deepEqual(await highlightsOf(comments), ['both', 'picked', 'voted']);
  });

  it('are never tombstones, nor what waits or was refused', async () => {
    const liked = { up: 50, picked: true };
    assert.deepEqual(
      await highlightsOf({
        withdrawn: { ...liked, tombstone: 'moderation' },
        gone: { ...liked, tombstone: 'author' },
        waiting: { ...liked, status: 'pending' },
        refused: { ...liked, status: 'rejected' },
        shown: liked,
      }),
      ['shown'],
    );
  });

  it('are three, or as many as were asked for', async () => {
    const comments = Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [`${index}`, { up: 20 - index }]),
    );
    assert.equal((await highlightsOf(comments)).length, 3);
    for (const count of [0, 1, 10]) {
      assert.equal((await highlightsOf(comments, count)).length, count);
    }
    for (const count of [-1, 11, 1.5]) {
      await assert.rejects(highlightsOf(comments, count), { code: 'invalid' });
    }
  });
});
