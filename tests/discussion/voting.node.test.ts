import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Discussion } from '../../src/discussion/discussion.js';
import { applyChanges } from '../../src/discussion/live/changes.js';
import { ownEntries } from '../../src/discussion/outbox/outbox.js';
import { setViewer } from '../../src/discussion/reader.js';
import { sendWaiting } from '../../src/discussion/outbox/passing.js';
import { showWishesAnew } from '../../src/discussion/outbox/wishes.js';
import { vote } from '../../src/discussion/voting.js';
import { checked } from '../../src/backend/checked.js';
import type { Comment, VoteValue } from '../../src/model/comment.js';
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

const BY_NOBODY = { token: null };

/** The votes of others for the first comment. */
const OTHERS = 3;

function openVoted(before: VoteValue) {
  return openLoaded({
    comments: [comment(1, { votes: { up: OTHERS + Number(before === 1), down: 0 } })],
    viewer: viewers.subscriber({ votes: before ? [{ id: idOf(1), value: before }] : [] }),
  });
}

function votedFor(record: Comment): Comment {
  if (record.tombstone !== null || !record.votes) return record;
  return { ...record, votes: { ...record.votes, up: record.votes.up + 1 } };
}

/** What a stream of events would tell by now. */
function hear(memory: MemoryBackend, discussion: Discussion): void {
  const { revision, info: thread } = memory;
  const comments = [...memory.records.values()];
  applyChanges(discussion, { thread, comments, revision, more: false });
}

/** Lets the next vote be done, and its answer wait until it is let go. */
function answerLate(memory: MemoryBackend): () => void {
  let answer = (): void => undefined;
  const isLetGo = new Promise<void>((resolve) => (answer = resolve));
  memory.answerNext('voteComment', async (id, value) => {
    const done = await memory.backend.voteComment!(id as string, value as VoteValue, BY_NOBODY);
    await isLetGo;
    return done;
  });
  return () => answer();
}

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

  for (const [wish, before] of [
    [1, 0],
    [0, 1],
    [-1, 1],
  ] as const) {
    it(`is counted once where it is heard of before the answer (${before} to ${wish})`, async () => {
      const { memory, discussion } = await openVoted(before);
      const answer = answerLate(memory);
      const voting = vote(discussion, idOf(1), wish);
      await settle();
      hear(memory, discussion);
      assert.equal(count(discussion, idOf(1)), OTHERS + Number(wish === 1));
      // Who has voted too is counted with the answer.
      memory.write(votedFor(memory.records.get(idOf(1))!));
      hear(memory, discussion);
      assert.equal(count(discussion, idOf(1)), OTHERS + Number(wish === 1));
      answer();
      await voting;
      assert.equal(count(discussion, idOf(1)), OTHERS + 1 + Number(wish === 1));
    });

    it(`is counted once where the answer is lost (${before} to ${wish})`, async () => {
      const { memory, discussion } = await openVoted(before);
      memory.loseAnswer('voteComment');
      assert.equal(await vote(discussion, idOf(1), wish), null);
      hear(memory, discussion);
      assert.equal(count(discussion, idOf(1)), OTHERS + Number(wish === 1));
      // So it is when the backend has said meanwhile how they have voted.
      memory.viewer = viewers.subscriber({ votes: wish ? [{ id: idOf(1), value: wish }] : [] });
      setViewer(discussion, memory.viewer, { comment: true, vote: true });
      showWishesAnew(discussion);
      assert.equal(count(discussion, idOf(1)), OTHERS + Number(wish === 1));
      await sendWaiting(discussion);
      assert.equal(count(discussion, idOf(1)), OTHERS + Number(wish === 1));
    });
  }

  it('is counted by the last wish, whatever is pressed and heard of when', async () => {
    const step = fc.constantFrom('press', 'answer', 'lose', 'hear');
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 20 }),
        fc.constantFrom(0, 1),
        async (steps, before) => {
          const { memory, discussion } = await openVoted(before);
          const waiting: ((isLost: boolean) => void)[] = [];
          const { backend } = memory;
          const voteComment = async (id: string, value: VoteValue): Promise<Comment> => {
            const done = await backend.voteComment!(id, value, BY_NOBODY);
            const isLost = await new Promise<boolean>((answer) => waiting.push(answer));
            if (isLost) throw new PalabreError('network', 'told to fail');
            return done;
          };
          Object.assign(discussion, { backend: { ...backend, voteComment } });
          for (const what of steps) {
            if (what === 'press') {
              const wish = shown(discussion, idOf(1)) === 1 ? 0 : 1;
              void vote(discussion, idOf(1), wish);
            } else if (what === 'hear') hear(memory, discussion);
            else waiting.shift()?.(what === 'lose');
            await settle();
            const expected = OTHERS + Number(shown(discussion, idOf(1)) === 1);
            assert.equal(count(discussion, idOf(1)), expected, steps.join());
          }
          discussion.close();
          waiting.forEach((answer) => answer(true));
        },
      ),
      { numRuns: 200, seed: 20_270_302 },
    );
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
