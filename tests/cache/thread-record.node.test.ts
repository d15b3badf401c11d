import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { asKeptThread, merged, toRecord, type KeptThread } from '../../src/cache/thread-record.js';
import type { Comment } from '../../src/model/comment.js';
import { comment, comments, idOf, tombstone } from '../support/thread-builders.js';

function kept(all: Comment[], revision = 1, more: Partial<KeptThread> = {}): KeptThread {
  const parents = new Set(all.map(({ parent }) => parent));
  const lists = [...parents].map((parent) => {
    const ids = all.filter((one) => one.parent === parent).map(({ id }) => id);
    return { parent, ids, page: { total: ids.length, cursor: null } };
  });
  const thread = { key: 'k', closed: false, revision, total: all.length, downVotes: false };
  return {
    page: { thread, comments: all, lists, highlights: [], around: null },
    sort: 'newest',
    pageSize: 25,
    highlights: 3,
    at: 1_000,
    loadedAt: 1_000,
    ...more,
  };
}

const stored = (value: KeptThread): unknown => JSON.parse(JSON.stringify(toRecord(value)));
const topOf = ({ page }: KeptThread): string[] => page.lists.find((list) => !list.parent)!.ids;
const find = ({ page }: KeptThread, n: number) => page.comments.find(({ id }) => id === idOf(n));

describe('the record of a thread', () => {
  it('comes back as it was', () => {
    const thread = kept([...comments(3), comment(4, { parent: 1 }), tombstone(5, 'moderation')]);
    assert.deepEqual(asKeptThread(stored(thread)), thread);
  });

  it('is read whole or not at all', () => {
    const whole = stored(kept(comments(2))) as Record<string, unknown>;
    for (const name of Object.keys(whole)) {
      const { [name]: _, ...rest } = whole;
      assert.equal(asKeptThread(rest), null, `without ${name}`);
    }
    assert.equal(asKeptThread({ ...whole, schema: 0 }), null);
    assert.equal(asKeptThread({ ...whole, sort: 'loudest' }), null);
    assert.equal(asKeptThread({ ...whole, at: NaN }), null);
    fc.assert(fc.property(fc.anything(), (value) => asKeptThread(value) === null));
  });

  it('does not bring a withdrawn text back, whoever writes last', () => {
    const old = kept([comment(1, { revision: 1 }), comment(2)], 3);
    const gone = { ...tombstone(1, 'moderation'), revision: 5 };
    const told = kept([gone, comment(2)], 5);
    const own = kept([gone, comment(2)], 3);
    for (const [first, last] of [
      [told, old],
      [old, told],
      [own, old],
      [old, own],
    ] as const) {
      const together = merged(last, merged(first, null));
      assert.deepEqual(find(together, 1), gone);
    }
  });

  it('has the lists of whoever knows more of the thread', () => {
    const less = kept(comments(2), 4);
    const more = kept(comments(3), 7);
    assert.deepEqual(topOf(merged(less, more)), topOf(more));
    assert.deepEqual(topOf(merged(more, less)), topOf(more));
    assert.deepEqual(topOf(merged(less, kept(comments(3), 4))), topOf(less));
  });

  it('is confirmed by whoever was told last', () => {
    const early = kept(comments(1), 4, { at: 1 });
    const late = kept(comments(1), 4, { at: 2 });
    assert.equal(merged(early, late).at, 2);
    assert.equal(merged(late, early).at, 2);
  });

  it('has no place for what its author took back and nothing answers, and keeps why it is gone', () => {
    for (const reason of ['author', 'account-erased'] as const) {
      const gone = tombstone(2, reason);
      const answer = tombstone(3, reason, { parent: 2 });
      const record = merged(kept([comment(1), gone, answer]), null);
      assert.deepEqual(topOf(record), [idOf(1)]);
      assert.equal(record.page.lists.find(({ parent }) => !parent)!.page.total, 1);
      assert.equal(find(record, 2), gone);
    }
    const answered = kept([tombstone(2, 'author'), comment(3, { parent: 2 })]);
    assert.deepEqual(topOf(merged(answered, null)), [idOf(2)]);
    assert.deepEqual(topOf(merged(kept([tombstone(2, 'moderation')]), null)), [idOf(2)]);
  });

  it('is the same whichever order tabs write in, as far as texts go', () => {
    const revisions = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 3, maxLength: 3 });
    const thread = revisions.map((all) =>
      kept(
        all.map((revision, index) => comment(index + 1, { revision, text: `Of ${revision}` })),
        4,
      ),
    );
    fc.assert(
      fc.property(thread, thread, (one, other) => {
        const [a, b] = [merged(one, other), merged(other, one)];
        assert.deepEqual(a.page.comments, b.page.comments);
        assert.deepEqual(merged(a, a), a);
      }),
    );
  });
});
