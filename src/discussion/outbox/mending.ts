import type { CommentId } from '../../model/comment.js';
import { newId } from '../../model/new-id.js';
import type { ErrorCode } from '../../model/errors.js';
import type { Discussion } from '../discussion.js';
import { isFresh } from './freshness.js';
import { adopt, hold, sparedOf } from './holding.js';
import { entriesOf, isBehindRefused, keep, outboxOf, type Entry, type Write } from './outbox.js';
import { sendWaiting } from './passing.js';
import { deliverEntry, type Delivery } from './sending.js';
import { soon, takeBack } from './settling.js';
import { format, showWishes } from './wishes.js';

/** After these the comment's id would be refused again. */
const SPENT: readonly (ErrorCode | null)[] = ['conflict', 'forbidden', 'gone'];

/**
 * - `sending`: a call has been under way for a moment; - `waiting`: it is tried again later;
 * - `login`: once its author has signed in again; - `behind`: for what it answers, which was
 * refused; - `refused`: the server does not accept it.
 */
export type Standing = 'sending' | 'waiting' | 'login' | 'behind' | 'refused';

type Text = Entry & { write: { source: string } };

/** How what the reader wrote on a comment stands, the worst first; `null` where nothing is to be told. */
export function standingOf(
  discussion: Discussion,
  id: CommentId,
): { standing: Standing; entry: Entry } | null {
  const { slow, needsLogin } = outboxOf(discussion);
  const entries = entriesOf(discussion, id).filter(({ write }) => write.kind !== 'report');
  const refused = entries.find((entry) => entry.refused !== null);
  if (refused) return { standing: 'refused', entry: refused };
  const isTold = (entry: Entry): boolean =>
    entry.write.kind === 'comment' || slow.has(entry) || !isFresh(discussion, entry);
  const entry = entries.find(isTold);
  if (!entry) return null;
  if (isBehindRefused(discussion, entry)) return { standing: 'behind', entry };
  if (isFresh(discussion, entry)) return { standing: 'sending', entry };
  return { standing: needsLogin ? 'login' : 'waiting', entry };
}

/** Whether it is the reader's own, and the server has not accepted that there be such a comment. */
export function isUnmade(discussion: Discussion, id: CommentId): boolean {
  return refusedText(discussion, id)?.write.kind === 'comment';
}

/** A text of the reader's on a comment that was refused, or theirs that was to become the comment. */
export function refusedText(discussion: Discussion, id: CommentId): Text | null {
  return (
    entriesOf(discussion, id)
      .filter(isText)
      .find(({ refused }) => refused !== null) ?? null
  );
}

/** What the reader typed last on a comment, though it may wait behind what was refused. */
export function newestSource(discussion: Discussion, id: CommentId): string | null {
  return entriesOf(discussion, id).findLast(isText)?.write.source ?? null;
}

/**
 * Sends a text that was refused, as it is now. Refused again, it stays in the outbox.
 * @throws PalabreError when it is
 */
export async function sendAgain(
  discussion: Discussion,
  entry: Entry,
  source: string,
): Promise<Delivery> {
  adopt(entry);
  const { write, refused } = entry;
  const mended = mend(write, source, SPENT.includes(refused));
  const behind = behindIn(discussion, entry);
  // They stand below it, or change it, under its new id.
  const moved = behind.map((other) => follow(other.write, write.comment, mended));
  await Promise.all([mended, ...moved].map(format));
  Object.assign(entry, { write: mended, refused: null, attempts: 0 });
  behind.forEach((other, at) => Object.assign(other, { write: moved[at] }));
  for (const one of [write, mended, ...moved]) showWishes(discussion, one.comment);
  outboxOf(discussion).asked.add(entry);
  await soon(Promise.all([entry, ...behind].map((one) => keep(discussion, one))));
  // Only now that the device has the text which replaces theirs.
  const replaced = behind.filter((other) => other.write.kind === 'edit');
  if (replaced.length > 0) await soon(takeBack(discussion, ...replaced));
  return deliverEntry(discussion, entry, { stays: true });
}

/**
 * Keeps a refused text on the page while it is rewritten there, whatever another tab does.
 * @returns ends it
 */
export function beginRewriting(discussion: Discussion, id: CommentId): () => void {
  hold(discussion, id, true);
  return () => {
    hold(discussion, id, false);
    const spared = sparedOf(discussion, id);
    if (spared.length > 0) void takeBack(discussion, ...spared);
  };
}

/** Lets go of what was refused on a comment, with all that builds on it there. */
export async function discard(discussion: Discussion, id: CommentId): Promise<void> {
  const entries = entriesOf(discussion, id);
  const isMade = entries.some(({ write, refused }) => refused && write.kind === 'comment');
  const gone = entries.filter(({ refused }) => isMade || refused !== null);
  await letGoOf(discussion, gone);
}

/** Lets go of writes, and of what is to become a comment also where it is answered. */
export async function letGoOf(discussion: Discussion, gone: readonly Entry[]): Promise<void> {
  const made = gone.filter(({ write }) => write.kind === 'comment');
  const isAnswered = made.some((entry) => answersTo(discussion, entry).length > 0);
  await takeBack(discussion, ...gone);
  // Nothing has to arrive before the answers any more, and their author is to know what becomes of them.
  if (isAnswered) void sendWaiting(discussion);
}

/** What its author wrote below a comment that is not there yet. */
function answersTo(discussion: Discussion, { by, write: { comment } }: Entry): Entry[] {
  return outboxOf(discussion).entries.filter(
    ({ by: other, write }) => other === by && write.kind === 'comment' && write.parent === comment,
  );
}

/** What its author wrote after it on the same comment, and below a comment that is not there yet. */
function behindIn(discussion: Discussion, entry: Entry): Entry[] {
  const isLater = ({ by, key, write }: Entry): boolean =>
    by === entry.by && key > entry.key && write.comment === entry.write.comment;
  const later = outboxOf(discussion).entries.filter(isLater);
  return entry.write.kind === 'comment' ? [...later, ...answersTo(discussion, entry)] : later;
}

/** The same for what `mended` has become; a text that was to replace it is older by now. */
function follow(write: Write, was: CommentId, { comment, source }: Text['write']): Write {
  if (write.comment !== was) return { ...write, parent: comment } as Write;
  return write.kind === 'edit' ? { ...write, comment, source } : { ...write, comment };
}

function isText(entry: Entry): entry is Text {
  return 'source' in entry.write;
}

function mend(write: Write, source: string, isSpent: boolean): Text['write'] {
  if (write.kind !== 'comment') return { kind: 'edit', comment: write.comment, source };
  return { ...write, comment: isSpent ? newId() : write.comment, source, attempted: null };
}
