import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryBackend, type SeedComment } from '../../src/backend/adapters/memory.js';
import { Discussion } from '../../src/discussion/discussion.js';
import { loadMore, reveal } from '../../src/discussion/paging.js';
import { post } from '../../src/discussion/posting.js';
import { countListed } from '../../src/discussion/unlisted.js';
import { loadViewer } from '../../src/discussion/viewing.js';
import { withdraw } from '../../src/discussion/withdrawing.js';
import type { CommentId } from '../../src/model/comment.js';
import { idOf } from '../support/thread-builders.js';
import { openLoaded } from './setting.js';

const PEOPLE = { ida: { name: 'Ida', subscriber: true } };

/** Comments of the reader's own, numbered from the first. */
function own(count: number, first: number): SeedComment[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ author: 'ida', text: 'Mine.', id: idOf(first + index) },
  }));
}

async function open(comments: SeedComment[], pageSize = 25) {
  const backend = memoryBackend({ people: PEOPLE, threads: [{ key: 'k', comments }] });
  const discussion = new Discussion({
    backend,
    tokens: 'ida',
    thread: { key: 'k', url: 'https://n.example/a', title: 'A' },
    sort: 'oldest',
    pageSize,
    highlights: 0,
  });
  await discussion.load();
  await loadViewer(discussion);
  return { backend, discussion };
}

const takeBack = (discussion: Discussion, n: number): Promise<unknown> =>
  withdraw(discussion, { comment: idOf(n), reason: 'author' });

const shown = ({ store }: Discussion, parent: CommentId | null = null): number[] =>
  store.list(parent).ids.map((id) => Number(id.slice(-12)));

/** What the button for more says is left. */
function left({ store }: Discussion, parent: CommentId | null = null): number {
  const { ids, total } = store.list(parent);
  return total - ids.length;
}

describe('a comment that its author takes back', () => {
  it('is counted no more where it is still in sight, and is gone with the next load', async () => {
    const { discussion } = await open([{ ...own(1, 1)[0]!, replies: own(3, 11) }]);
    await takeBack(discussion, 12);
    assert.deepEqual(shown(discussion, idOf(1)), [11, 12, 13]);
    assert.equal(discussion.store.comment(idOf(12))?.tombstone, 'author');
    assert.equal(countListed(discussion, idOf(1)), 2);
    assert.equal(discussion.store.thread?.total, 3);
    await discussion.load();
    assert.deepEqual(shown(discussion, idOf(1)), [11, 13]);
    assert.equal(countListed(discussion, idOf(1)), 2);
    assert.equal(discussion.store.thread?.total, 3);
  });

  it('stays where it was answered', async () => {
    const { discussion } = await open([{ ...own(1, 1)[0]!, replies: own(1, 11) }, ...own(1, 2)]);
    await takeBack(discussion, 1);
    assert.equal(countListed(discussion, null), 2);
    await discussion.load();
    assert.deepEqual(shown(discussion), [1, 2]);
  });

  it('takes along the tombstones above it that nothing else answers', async () => {
    const [top, middle] = own(2, 1) as [SeedComment, SeedComment];
    const replies = [{ ...middle, replies: own(1, 3) }, ...own(1, 4)];
    const { discussion } = await open([{ ...top, replies }]);
    await takeBack(discussion, 1);
    await takeBack(discussion, 2);
    assert.equal(countListed(discussion, idOf(1)), 2);
    await takeBack(discussion, 3);
    assert.equal(countListed(discussion, idOf(2)), 0);
    assert.equal(countListed(discussion, idOf(1)), 1);
    assert.equal(countListed(discussion, null), 1);
    await takeBack(discussion, 4);
    assert.equal(countListed(discussion, null), 0);
    assert.equal(discussion.store.thread?.total, 0);
    await discussion.load();
    assert.deepEqual(shown(discussion), []);
  });

  it('leaves right what is left to load, page after page', async () => {
    const { discussion } = await open(own(30, 1), 10);
    await takeBack(discussion, 3);
    await takeBack(discussion, 8);
    assert.equal(left(discussion), 20);
    await loadMore(discussion, null);
    assert.deepEqual([shown(discussion).length, left(discussion)], [20, 10]);
    await takeBack(discussion, 15);
    await loadMore(discussion, null);
    assert.deepEqual([shown(discussion).length, left(discussion)], [30, 0]);
    assert.equal(countListed(discussion, null), 27);
    await discussion.load();
    assert.deepEqual([shown(discussion).length, left(discussion)], [10, 17]);
  });

  it('leaves right what is left of replies that are led into', async () => {
    const [top] = own(1, 1) as [SeedComment];
    const replies = own(12, 11).map((reply, index) =>
      index === 11 ? { ...reply, replies: own(1, 50) } : reply,
    );
    const { discussion } = await open([{ ...top, replies }]);
    await takeBack(discussion, 12);
    assert.equal(await reveal(discussion, idOf(50)), true);
    assert.deepEqual(shown(discussion, idOf(1)), [22, 11, 12, 13, 14, 15, 16]);
    assert.equal(countListed(discussion, idOf(1)), 11);
    assert.equal(left(discussion, idOf(1)), 5);
  });

  it('is not put back into lists that were loaded anew meanwhile', async () => {
    const { backend, discussion } = await open(own(3, 1));
    const { deleteComment } = backend;
    Object.assign(discussion, {
      backend: {
        ...backend,
        async deleteComment(...args: Parameters<typeof deleteComment>) {
          const answer = await deleteComment(...args);
          await discussion.load();
          return answer;
        },
      },
    });
    await takeBack(discussion, 2);
    assert.deepEqual(shown(discussion), [1, 3]);
    assert.equal(discussion.store.list(null).total, 2);
    assert.equal(discussion.store.thread?.total, 2);
  });

  it('is not there again when it is sent again, and a link to it finds nothing', async () => {
    const { discussion } = await open(own(3, 1));
    await takeBack(discussion, 2);
    await discussion.load();
    await post(discussion, { id: idOf(2), parent: null, source: 'Mine.' });
    assert.equal(discussion.store.comment(idOf(2))?.tombstone, 'author');
    assert.equal(countListed(discussion, null), 2);
    await discussion.load();
    assert.deepEqual(shown(discussion), [1, 3]);
    assert.equal(await reveal(discussion, idOf(2)), false);
  });

  it('has its place after a load where the backend still lists it', async () => {
    const { discussion } = await openLoaded();
    await takeBack(discussion, 2);
    await discussion.load();
    assert.deepEqual(shown(discussion), [3, 2, 1]);
    assert.equal(countListed(discussion, null), 3);
    assert.equal(discussion.store.comment(idOf(2))?.tombstone, 'author');
  });
});
