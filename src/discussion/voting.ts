import type { CommentId, LivingComment, VoteValue } from '../model/comment.js';
import { toPalabreError } from '../model/errors.js';
import { actAs } from './acting.js';
import type { Discussion } from './discussion.js';
import { actorOf, type Actor } from './reader.js';

/** What the reader wishes for while an earlier wish is under way. */
const wishes = new WeakMap<Discussion, Map<CommentId, VoteValue>>();

/**
 * Votes: shown at once, then confirmed, or taken back. Pressed again while the answer is awaited,
 * the last wish is sent after it. Answers what was settled, or `null` when an earlier press will.
 * @throws PalabreError after having taken the vote back
 */
export async function vote(
  discussion: Discussion,
  id: CommentId,
  value: VoteValue,
): Promise<VoteValue | null> {
  const { votes, store } = discussion;
  const voter = actorOf(discussion);
  const confirmed = votes.get(id) ?? 0;
  const underWay = wishesOf(discussion);
  show(discussion, id, value);
  if (underWay.has(id)) {
    underWay.set(id, value);
    return null;
  }
  underWay.set(id, value);
  let settled = confirmed;
  try {
    while (settled !== underWay.get(id)) {
      const wish = underWay.get(id)!;
      store.put(await send(discussion, voter, id, wish));
      settled = wish;
    }
    return settled;
  } catch (error) {
    throw toPalabreError(error);
  } finally {
    underWay.delete(id);
    // Another reader's votes are not this one's.
    if (voter === actorOf(discussion)) votes.set(id, settled);
    store.wish(id, null);
  }
}

function wishesOf(discussion: Discussion): Map<CommentId, VoteValue> {
  let map = wishes.get(discussion);
  if (!map) wishes.set(discussion, (map = new Map<CommentId, VoteValue>()));
  return map;
}

function send(discussion: Discussion, voter: Actor, id: CommentId, value: VoteValue) {
  const { backend } = discussion;
  return actAs(discussion, voter, (token) => backend.voteComment!(id, value, { token }));
}

function show({ store, votes }: Discussion, id: CommentId, value: VoteValue): void {
  const shown = store.comment(id);
  const before = votes.get(id) ?? 0;
  votes.set(id, value);
  if (shown?.tombstone !== null) return;
  store.wish(id, withVote(shown, before, value));
}

function withVote(comment: LivingComment, before: VoteValue, after: VoteValue): LivingComment {
  if (!comment.votes) return comment;
  const { up, down } = comment.votes;
  const votes = {
    up: up - Number(before === 1) + Number(after === 1),
    down: down - Number(before === -1) + Number(after === -1),
  };
  return { ...comment, votes };
}
