import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Comment, VoteCounts } from '../../src/model/comment.js';
import type { LatestComment } from '../../src/model/thread.js';
import { report, queueOf, viewer } from './support/moderation.js';
import { newKey, onEachDatabase, query, signToken } from './support/site.js';

const MINUTE = 60_000;
let ahead = 0;
const options = { hideVotesMinutes: 60, highlightVotes: 1, now: () => Date.now() + ahead };

function votesOf(comment: Comment | undefined): VoteCounts | null {
  assert.ok(comment?.tombstone === null);
  return comment.votes;
}

onEachDatabase('votes that are hidden for an hour', options, (site) => {
  beforeEach(() => {
    ahead = 0;
  });

  /** What every public read says of the first comment of a thread, and its tag. */
  async function read(key: string): Promise<{ votes: (VoteCounts | null)[]; etag: string | null }> {
    const { items } = (await site.call<{ items: LatestComment[] }>('GET', '/v1/latest')).body;
    const { headers } = await site.call('GET', `/v1/thread?${query(key)}`);
    const records = [
      (await site.thread(key)).comments[0],
      (await site.list(key, '')).comments[0],
      (await site.changes(key, 0)).comments[0],
      items.find(({ thread }) => thread.key === key)?.comment,
    ];
    return { votes: records.map(votesOf), etag: headers.get('ETag') };
  }

  test('are told to nobody, nor in the answers to writes', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    const bob = await signToken('bob');
    const written = await site.write(alice, key);
    assert.equal(votesOf(written), null);
    const { id } = written;
    assert.equal(votesOf((await site.vote(bob, id)).body), null);
    assert.deepEqual((await read(key)).votes, [null, null, null, null]);
    const body = { source: 'Un autre mot.' };
    const edited = await site.call<Comment>('PATCH', `/v1/comments/${id}`, { token: alice, body });
    assert.equal(votesOf(edited.body), null);
    await report(site, bob, id);
    const item = (await queueOf(site, 'reported')).find(({ comment }) => comment.id === id);
    assert.equal(votesOf(item?.comment), null);
    assert.deepEqual((await viewer(site, key, bob)).votes, [{ id, value: 1 }]);
    const exported = await site.call<{ comments: { id: string; votes: VoteCounts }[] }>(
      'GET',
      '/v1/accounts/alice/export',
      { token: alice },
    );
    const own = exported.body.comments.find((comment) => comment.id === id);
    assert.deepEqual(own?.votes, { up: 1, down: 0 });
  });

  test('come out when the time has come, though nobody writes', async () => {
    const key = newKey();
    const { id } = await site.write(await signToken('alice'), key);
    await site.vote(await signToken('bob'), id);
    const before = await read(key);
    ahead = 59 * MINUTE;
    assert.deepEqual(await read(key), before);
    ahead = 60 * MINUTE + 1_000;
    const after = await read(key);
    const counts = { up: 1, down: 0 };
    assert.deepEqual(after.votes, [counts, counts, counts, counts]);
    assert.notEqual(after.etag, before.etag);
    assert.deepEqual(votesOf((await site.vote(await signToken('cleo'), id)).body), {
      up: 2,
      down: 0,
    });
  });

  test('put comments in order and on top all the same', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    const first = await site.write(alice, key);
    const second = await site.write(alice, key);
    await site.vote(await signToken('bob'), first.id);
    const page = await site.thread(key, '&sort=best');
    assert.deepEqual(page.lists[0]?.ids, [first.id, second.id]);
    assert.deepEqual(page.highlights, [first.id]);
  });
});

onEachDatabase('votes that nothing hides', { now: () => Date.now() - MINUTE }, (site) => {
  test('are told at once, whatever this clock says', async () => {
    const { votes } = await site.write(await signToken('alice'), newKey());
    assert.deepEqual(votes, { up: 0, down: 0 });
  });
});
