import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryBackend } from '../../../src/backend/adapters/memory.js';
import type { Comment } from '../../../src/model/comment.js';
import { newId } from '../../../src/model/new-id.js';

const [IDA, BOB, MO] = [{ token: 'ida' }, { token: 'bob' }, { token: 'mo' }];
const THREAD = { key: 'k', url: 'https://journal.example/k', title: 'K' };

const votesOf = (comment: Comment | undefined) =>
  comment?.tombstone === null ? comment.votes : undefined;

describe('votes against comments', () => {
  it('are told to everybody where there are any', async () => {
    for (const downVotes of [true, false]) {
      const backend = memoryBackend({ downVotes });
      const { thread } = await backend.loadThread({ key: 'k', sort: 'best', limit: 5 }, {});
      assert.equal(thread.downVotes, downVotes);
      assert.equal((await backend.loadChanges('k', 0, {})).thread.downVotes, downVotes);
    }
  });
});

describe('votes that are hidden while a comment is young', () => {
  it('are told to nobody until then, and to everybody after', async () => {
    const clock = { now: Date.UTC(2027, 2, 1) };
    const subscriber = true;
    const people = {
      ida: { name: 'Ida', subscriber },
      bob: { name: 'Bob', subscriber },
      mo: { name: 'Mo', roles: ['moderator'] },
    };
    const rules = { people, hideVotesMinutes: 60, now: () => clock.now };
    const backend = memoryBackend(rules);
    const id = newId();
    const sent = { id, thread: THREAD, parent: null, source: 'A word.' };
    assert.equal(votesOf(await backend.createComment(sent, IDA)), null);
    assert.equal(votesOf(await backend.voteComment(id, 1, BOB)), null);
    const report = { id: newId(), comment: id, reason: 'spam', details: '' } as const;
    await backend.reportComment(report, BOB);
    const read = async () => [
      votesOf((await backend.loadThread({ key: 'k', sort: 'best', limit: 5 }, {})).comments[0]),
      votesOf((await backend.loadChanges('k', 0, {})).comments[0]),
      votesOf((await backend.loadLatest(1, {}))[0]!.comment),
      votesOf(
        (await backend.loadQueue({ queue: 'reported', after: null, limit: 1 }, MO)).items[0]!
          .comment,
      ),
    ];
    assert.deepEqual(await read(), [null, null, null, null]);
    const exported = (await backend.exportAccount('ida', IDA)) as { comments: object[] };
    assert.deepEqual((exported.comments[0] as { votes: unknown }).votes, { up: 1, down: 0 });
    clock.now += 60 * 60_000 - 1;
    assert.deepEqual(await read(), [null, null, null, null]);
    clock.now += 1;
    const counts = { up: 1, down: 0 };
    assert.deepEqual(await read(), [counts, counts, counts, counts]);
  });
});
