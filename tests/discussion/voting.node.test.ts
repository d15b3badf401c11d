import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Discussion } from '../../src/discussion/discussion.js';
import { ownEntries } from '../../src/discussion/outbox/outbox.js';
import { setViewer } from '../../src/discussion/reader.js';
import { sendWaiting } from '../../src/discussion/outbox/passing.js';
import { vote } from '../../src/discussion/voting.js';
import { checked } from '../../src/backend/checked.js';
import type { VoteValue } from '../../src/model/comment.js';
import { PalabreError, type ErrorCode } from '../../src/model/errors.js';
import { MemoryBackend } from '../support/memory-backend.js';
import { comment, idOf, viewers } from '../support/thread-builders.js';
import { codeOf, open, openLoaded } from './setting.js';

const shown = (discussion: Discussion, id: string): VoteValue => discussion.votes.get(id) ?? 0;

function count(discussion: Discussion, id: string): number {
  const record = discussion.store.comment(id);
  return record?.tombstone === null ? (record.votes?.up ?? NaN) : NaN;
}

/** Everything that is ready to go on, goes on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('vote', () => {
  it('is shown before it is sent, and confirmed', async () => {
    const { memory, discussion } = await openLoaded();
    const gate = memory.hold('voteComment');
    const voting = vote(discussion, idOf(1), 1);
    assert.deepEqual([shown(discussion, idOf(1)), count(discussion, idOf(1))], [1, 1]);
    await settle();
    gate.release();
    await voting;
    assert.deepEqual([shown(discussion, idOf(1)), count(discussion, idOf(1))], [1, 1]);
    assert.equal(memory.votes.get(idOf(1)), 1);
  });

  it('is taken back when it fails, with the reason', async () => {
    const { memory, discussion } = await openLoaded();
    memory.failNext('voteComment', 'forbidden');
    assert.equal(await codeOf(vote(discussion, idOf(1), 1)), 'forbidden');
    assert.deepEqual([shown(discussion, idOf(1)), count(discussion, idOf(1))], [0, 0]);
  });

  it('stays when the network fails, and is sent later', async () => {
    const { memory, discussion } = await openLoaded();
    memory.failNext('voteComment', 'network');
    assert.equal(await vote(discussion, idOf(1), 1), null);
    assert.deepEqual([shown(discussion, idOf(1)), count(discussion, idOf(1))], [1, 1]);
    assert.equal(memory.votes.size, 0);
    await sendWaiting(discussion);
    assert.equal(memory.votes.get(idOf(1)), 1);
    assert.deepEqual([shown(discussion, idOf(1)), count(discussion, idOf(1))], [1, 1]);
  });

  it('is taken back at the server though nobody knows whether it had arrived', async () => {
    const { memory, discussion } = await openLoaded();
    memory.loseAnswer('voteComment');
    assert.equal(await vote(discussion, idOf(1), 1), null);
    await vote(discussion, idOf(1), 0);
    assert.equal(memory.votes.get(idOf(1)), 0);
    assert.deepEqual([shown(discussion, idOf(1)), count(discussion, idOf(1))], [0, 0]);
  });

  it('becomes what the server counts', async () => {
    const { memory, discussion } = await openLoaded();
    memory.write(comment(1, { votes: { up: 40, down: 0 } }));
    await vote(discussion, idOf(1), 1);
    assert.equal(count(discussion, idOf(1)), 41);
  });

  it('may meet a comment that is gone meanwhile', async () => {
    const { memory, discussion } = await openLoaded();
    memory.failNext('voteComment', 'gone');
    assert.equal(await codeOf(vote(discussion, idOf(1), 1)), 'gone');
  });

  it('ends as the server has it, whatever is pressed and answered when', async () => {
    const step = fc.record({
      what: fc.constantFrom('press', 'answer', 'fail', 'refuse'),
      comment: fc.constantFrom(1, 2),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 24 }),
        fc.subarray([1, 2]),
        async (steps, votedBefore) => {
          const memory = new MemoryBackend({
            comments: [1, 2].map((n) => comment(n, { votes: { up: 5, down: 0 } })),
            viewer: viewers.subscriber({
              votes: votedBefore.map((n) => ({ id: idOf(n), value: 1 as const })),
            }),
          });
          const counts = (n: number): number => {
            const record = memory.records.get(idOf(n))!;
            return record.tombstone === null ? (record.votes?.up ?? NaN) : NaN;
          };
          const waiting = new Map<string, ((code: ErrorCode | null) => void)[]>();
          const discussion = open(memory, {
            backend: checked({
              ...memory.backend,
              async voteComment(id, value, options) {
                const queue = waiting.get(id) ?? [];
                waiting.set(id, queue);
                const code = await new Promise<ErrorCode | null>((answer) => queue.push(answer));
                if (code) throw new PalabreError(code, 'told to fail');
                return memory.backend.voteComment!(id, value, options);
              },
            }),
          });
          await discussion.load();
          setViewer(discussion, memory.viewer, { comment: true, vote: true });

          const failures: unknown[] = [];
          const answer = (n: number, code: ErrorCode | null) =>
            waiting.get(idOf(n))?.shift()?.(code);
          const calls = (n: number): number => waiting.get(idOf(n))?.length ?? 0;
          for (const { what, comment: n } of steps) {
            if (what === 'press') {
              const wish = shown(discussion, idOf(n)) === 1 ? 0 : 1;
              vote(discussion, idOf(n), wish).catch((error: unknown) => failures.push(error));
              assert.equal(shown(discussion, idOf(n)), wish, 'shown at once');
            } else {
              const codes = { answer: null, fail: 'unavailable', refuse: 'forbidden' } as const;
              answer(n, codes[what]);
            }
            await settle();
            assert.ok(calls(n) <= 1, 'at most one call under way');
          }
          const drain = async (): Promise<void> => {
            while (calls(1) + calls(2) > 0) {
              answer(1, null);
              answer(2, null);
              await settle();
            }
          };
          await drain();
          // What failed for a reason that passes is sent now.
          for (let pass = 0; pass < 2; pass += 1) {
            const sent = sendWaiting(discussion);
            await settle();
            await drain();
            await sent;
          }
          assert.deepEqual(ownEntries(discussion), []);
          discussion.close();
          for (const n of [1, 2]) {
            assert.equal(shown(discussion, idOf(n)), memory.votes.get(idOf(n)) ?? 0);
            assert.equal(count(discussion, idOf(n)), counts(n));
          }
          assert.ok(failures.every((error) => error instanceof PalabreError));
        },
      ),
      { numRuns: 200, seed: 20_270_301 },
    );
  });

  it('sends nothing when the last wish is what the server has', async () => {
    const { memory, discussion } = await openLoaded();
    await vote(discussion, idOf(1), 0);
    assert.equal(memory.callsOf('voteComment').length, 0);
  });
});
