import { parseComment } from '../../backend/parse.js';
import { nullable, record, string } from '../../backend/parse/values.js';
import { parseVoteValue } from '../../cache/outbox.js';
import type { Comment } from '../../model/comment.js';
import type { Discussion } from '../discussion.js';
import { outboxOf, OUTBOX } from './outbox.js';
import { plan, sendWaiting } from './passing.js';
import { letGo, settle, takeIn, type ToldVote } from './settling.js';
import { hearTabs } from '../tabs.js';
import { placeWishes } from './homes.js';
import { showWishesAnew } from './wishes.js';

const parseVote = record<ToldVote>({
  by: nullable(string),
  value: parseVoteValue,
});

const begun = new WeakSet<Discussion>();

/**
 * Shows in a discussion what its reader has written and nobody has acknowledged yet, sends it, and goes
 * by what other tabs do, until the discussion ends.
 */
export async function beginOutbox(discussion: Discussion): Promise<void> {
  if (begun.has(discussion)) return;
  begun.add(discussion);
  const { store, signal } = discussion;
  const ends = [
    store.follow('lists', () => placeWishes(discussion)),
    store.follow('viewer', () => void goOn(discussion)),
  ];
  signal.addEventListener('abort', () => ends.forEach((end) => end()));
  hearTabs(discussion, OUTBOX, (data) => hear(discussion, data), 'backend');
  if (discussion.viewerKnown) await goOn(discussion);
  else await takeIn(discussion);
}

/** Somebody else may read now, or the same one signed in again. */
async function goOn(discussion: Discussion): Promise<void> {
  outboxOf(discussion).needsLogin = false;
  showWishesAnew(discussion);
  await sendWaiting(discussion);
}

function hear(discussion: Discussion, data: unknown): void {
  const { key, comment, vote, takenBack } = (data ?? {}) as Record<string, unknown>;
  if (Array.isArray(takenBack)) return letGo(discussion, takenBack);
  if (typeof key === 'string') return settle(discussion, key, asComment(comment), asVote(vote));
  // Whoever wrote it may end before it is sent.
  void takeIn(discussion).then(() => plan(discussion));
}

/** Whatever else another tab may tell is learnt from the server. */
const asComment = orNull<Comment>((value) => parseComment(value));
const asVote = orNull<ToldVote>((value) => parseVote(value, 0));

function orNull<T>(parse: (value: unknown) => T): (value: unknown) => T | null {
  return (value) => {
    try {
      return parse(value);
    } catch {
      return null;
    }
  };
}
