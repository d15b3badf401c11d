import type { Comment, CommentId, LivingComment, VoteValue } from '../../model/comment.js';
import type { Discussion } from '../discussion.js';
import type { Entry, VoteBase, Write } from './outbox.js';

/*
 * A vote that waits is shown, and counted, as if the server had it.
 */

export type Vote = Entry & { write: Write & { kind: 'vote' } };

interface Counted {
  /** What the server has of the reader's votes where another one is shown. */
  confirmed: Map<CommentId, VoteValue>;
  /** From what the reader's votes are counted, and whose they are. */
  bases: Map<CommentId, VoteBase & Pick<Entry, 'by'>>;
}

const counted = new WeakMap<Discussion, Counted>();

/** What the server has of the reader's votes for a comment, as far as it is known. */
export function confirmedVote(discussion: Discussion, id: CommentId): VoteValue {
  return countedIn(discussion).confirmed.get(id) ?? discussion.votes.get(id) ?? 0;
}

/** Notes that, also for when the viewer cannot be asked for; {@link showVote} shows it. */
export function confirmVote(discussion: Discussion, id: CommentId, value: VoteValue): void {
  countedIn(discussion).confirmed.set(id, value);
  const { viewer } = discussion;
  if (!viewer) return;
  const others = viewer.votes.filter((vote) => vote.id !== id);
  discussion.viewer = { ...viewer, votes: value === 0 ? others : [...others, { id, value }] };
}

/** Forgets what was confirmed: who reads, and how they have voted, is known anew. */
export function forgetConfirmed(discussion: Discussion): void {
  countedIn(discussion).confirmed.clear();
}

/** Shows the last vote of those that wait for a comment; with none, the confirmed one. */
export function showVote(discussion: Discussion, id: CommentId, entries: readonly Entry[]): void {
  const { votes, store } = discussion;
  const { confirmed, bases } = countedIn(discussion);
  const waiting = entries.filter(isVote);
  const last = waiting.at(-1);
  if (last) {
    confirmed.set(id, confirmedVote(discussion, id));
    for (const vote of waiting) baseFor(discussion, vote, store.record(id));
    votes.set(id, last.write.value);
    return;
  }
  bases.delete(id);
  if (confirmed.has(id)) {
    votes.set(id, confirmed.get(id)!);
    confirmed.delete(id);
  }
}

/** A comment with a vote that waits for it. */
export function withVote(discussion: Discussion, entry: Vote, comment: LivingComment): Comment {
  const base = baseFor(discussion, entry, comment);
  if (!comment.votes || !base) return comment;
  const { vote, up, down } = base;
  const { value } = entry.write;
  const votes = {
    up: up - Number(vote === 1) + Number(value === 1),
    down: down - Number(vote === -1) + Number(value === -1),
  };
  return { ...comment, votes };
}

export function isVote(entry: Entry): entry is Vote {
  return entry.write.kind === 'vote';
}

/**
 * From what a vote is counted until it is settled. Nobody can say of a newer count whether that vote is
 * in it, so what others voted meanwhile is shown with the answer.
 */
function baseFor(discussion: Discussion, entry: Vote, known: Comment | undefined): VoteBase | null {
  const { comment: id } = entry.write;
  const { bases } = countedIn(discussion);
  const shared = bases.get(id);
  const begun = shared?.by === entry.by ? shared : (entry.base ?? begin(discussion, id, known));
  if (!begun) return null;
  const { vote, up, down } = begun;
  bases.set(id, { by: entry.by, vote, up, down });
  // The next page, and other tabs, count from there too.
  entry.base ??= { vote, up, down };
  return begun;
}

function begin(discussion: Discussion, id: CommentId, known: Comment | undefined): VoteBase | null {
  if (known?.tombstone !== null || !known.votes) return null;
  return { vote: confirmedVote(discussion, id), ...known.votes };
}

function countedIn(discussion: Discussion): Counted {
  const known = counted.get(discussion) ?? { confirmed: new Map(), bases: new Map() };
  counted.set(discussion, known);
  return known;
}
