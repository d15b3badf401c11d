import type { CommentId, VoteValue } from '../model/comment.js';
import type { Discussion } from './discussion.js';
import { entriesOf, keep, outboxOf, type Entry, type Write } from './outbox/outbox.js';
import { deliverEntry, record } from './outbox/sending.js';
import { takeBack } from './outbox/settling.js';
import { confirmedVote } from './outbox/wishes.js';

type Vote = Entry & { write: Write & { kind: 'vote' } };

/** The comments for which a press is being settled. */
const underWay = new WeakMap<Discussion, Set<CommentId>>();

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
  const { entry: first, isInstead } = wish(discussion, id, value);
  let last = first;
  if (pressed.has(id)) {
    await keep(discussion, last);
    return null;
  }
  pressed.add(id);
  try {
    for (let next: Vote | undefined = last; next; next = votesOn(discussion, id).at(-1)) {
      last = next;
      if (isSettled(discussion, next)) await takeBack(discussion, next);
      else {
        const isPromised = isInstead || next !== first;
        if ((await deliverEntry(discussion, next, { isPromised })).isWaiting) return null;
      }
    }
    return last.write.value;
  } catch (error) {
    await takeBack(discussion, ...votesOn(discussion, id));
    throw error;
  } finally {
    pressed.delete(id);
  }
}

interface Wished {
  entry: Vote;
  /** Whether one was to be sent that it replaces: so is this one then, whoever signs in meanwhile. */
  isInstead: boolean;
}

/** Records a vote in the place of those that nobody has begun to send. */
function wish(discussion: Discussion, id: CommentId, value: VoteValue): Wished {
  const { sending } = outboxOf(discussion);
  const earlier = votesOn(discussion, id).filter((entry) => !sending.has(entry));
  const entry = record(discussion, { kind: 'vote', comment: id, value }) as Vote;
  // One of them may have arrived all the same.
  entry.attempts = Math.max(0, ...earlier.map(({ attempts }) => attempts));
  void takeBack(discussion, ...earlier);
  return { entry, isInstead: earlier.length > 0 };
}

/** Whether the server has what is wished for, for certain: another vote may be on its way to it. */
function isSettled(discussion: Discussion, { write, attempts }: Vote): boolean {
  const { sending } = outboxOf(discussion);
  if (attempts > 0 || votesOn(discussion, write.comment).some((it) => sending.has(it)))
    return false;
  return confirmedVote(discussion, write.comment) === write.value;
}

function votesOn(discussion: Discussion, id: CommentId): Vote[] {
  return entriesOf(discussion, id).filter((entry): entry is Vote => entry.write.kind === 'vote');
}
