import type { CommentId, VoteValue } from '../model/comment.js';
import type { Discussion } from './discussion.js';
import { confirmedVote, isVote, type Vote } from './outbox/counting.js';
import { keep, outboxOf } from './outbox/outbox.js';
import { deliverEntry, record } from './outbox/sending.js';
import { takeBack } from './outbox/settling.js';
import { actorOf } from './reader.js';

/** Whose press, for which comment, is being settled. */
const underWay = new WeakMap<Discussion, Set<string>>();

/**
 * Votes: shown at once, then confirmed, or taken back. Pressed again while the answer is awaited,
 * the last wish is sent after it. Answers what was settled, or `null` when an earlier press will, or
 * the vote waits to be sent.
 * @throws PalabreError after having taken the vote back
 */
export async function vote(
  discussion: Discussion,
  id: CommentId,
  value: VoteValue,
): Promise<VoteValue | null> {
  const pressed = underWay.get(discussion) ?? new Set();
  underWay.set(discussion, pressed);
  const press = `${actorOf(discussion) ?? ''} ${id}`;
  const isUnderWay = pressed.has(press);
  const { entry: first, isInstead } = wish(discussion, id, value, isUnderWay);
  let last = first;
  if (isUnderWay) {
    await keep(discussion, last);
    return null;
  }
  pressed.add(press);
  try {
    for (let next: Vote | undefined = last; next; next = votesLike(discussion, first).at(-1)) {
      last = next;
      if (isSettled(discussion, next)) await takeBack(discussion, next);
      else {
        const isPromised = isInstead || next !== first;
        if ((await deliverEntry(discussion, next, { isPromised })).isWaiting) return null;
      }
    }
    return last.write.value;
  } catch (error) {
    // Not waited for: a press meanwhile would be kept, and sent by nobody.
    void takeBack(discussion, ...votesLike(discussion, first));
    throw error;
  } finally {
    pressed.delete(press);
  }
}

interface Wished {
  entry: Vote;
  /** Whether one was to be sent that it replaces: so is this one then, whoever signs in meanwhile. */
  isInstead: boolean;
}

/**
 * Records a vote in the place of those that nobody has begun to send.
 * @param isOurTurn whether an earlier press here keeps other tabs from sending any
 */
function wish(discussion: Discussion, id: CommentId, value: VoteValue, isOurTurn: boolean): Wished {
  const { sending, kept } = outboxOf(discussion);
  const entry = record(discussion, { kind: 'vote', comment: id, value }) as Vote;
  const earlier = votesLike(discussion, entry).filter((one) => one !== entry && !sending.has(one));
  // One of them may have arrived all the same; what the device keeps, another tab may be sending.
  const mayBeSent = (one: Vote): boolean => !isOurTurn && kept.has(one);
  const attempts = earlier.map((one) => Math.max(one.attempts, Number(mayBeSent(one))));
  entry.attempts = Math.max(0, ...attempts);
  void takeBack(discussion, ...earlier);
  return { entry, isInstead: earlier.length > 0 };
}

/** Whether the server has what is wished for, for certain: another vote may be on its way to it. */
function isSettled(discussion: Discussion, entry: Vote): boolean {
  const { sending } = outboxOf(discussion);
  // Of somebody else's votes, nothing is known.
  if (entry.by !== (actorOf(discussion) ?? null) || entry.attempts > 0) return false;
  if (votesLike(discussion, entry).some((one) => sending.has(one))) return false;
  return confirmedVote(discussion, entry.write.comment) === entry.write.value;
}

/** The votes of one reader on one comment, whoever reads by now. */
function votesLike(discussion: Discussion, { by, write, thread }: Vote): Vote[] {
  return outboxOf(discussion).entries.filter(
    (entry): entry is Vote =>
      isVote(entry) &&
      entry.write.comment === write.comment &&
      entry.by === by &&
      entry.thread.key === thread.key,
  );
}
