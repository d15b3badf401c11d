import type { Comment } from '../../model/comment.js';
import { toPalabreError, type PalabreError } from '../../model/errors.js';
import { send } from './calls.js';
import type { Discussion } from '../discussion.js';
import { keep, outboxOf, type Entry } from './outbox.js';
import { actorOf } from '../reader.js';
import { takeBack, conclude, refuse, soon, takeIn } from './settling.js';
import { inTurn } from './turns.js';
import { showWishes } from './wishes.js';

/** What became of a write that nobody waited for. */
export type Outcome =
  { entry: Entry; comment: Comment | null; error: null } | { entry: Entry; error: PalabreError };

/** Milliseconds, after which the reader is told that something is being sent. */
const MOMENT = 800;

const listeners = new WeakMap<Discussion, (outcome: Outcome) => void>();

/** How often in a row nothing got through. */
export const failures = new WeakMap<Discussion, number>();

/** Those whose server has said for how long it is to be left alone, until that is over. */
export const paused = new WeakSet<Discussion>();

/** Hears what becomes of writes that nobody waits for any more. */
export function hearOutcomes(discussion: Discussion, listener: (outcome: Outcome) => void): void {
  listeners.set(discussion, listener);
}

/**
 * Sends a write that nobody waits for, in its turn; answers the failure after which others need not
 * be tried.
 */
export async function sendUnasked(
  discussion: Discussion,
  entry: Entry,
): Promise<PalabreError | null> {
  if (!isWaiting(discussion, entry) || !(await sendBefore(discussion, entry))) return null;
  try {
    const comment = await attempt(discussion, entry);
    tell(discussion, { entry, comment, error: null });
    return null;
  } catch (error) {
    const failure = toPalabreError(error);
    // What nobody's account wrote, no login mends.
    const needsLogin = isLogin(failure) && entry.by !== null;
    if (needsLogin) outboxOf(discussion).needsLogin = true;
    if (needsLogin || failure.retryable) {
      showWishes(discussion, entry.write.comment);
      await keepWaiting(discussion, entry);
      return failure;
    }
    const isSettled = isMended(entry, failure)
      ? refuse(discussion, entry, failure)
      : takeBack(discussion, entry);
    // It is told as it is shown: later, it would drown what the reader does about it.
    if (!isDone(entry, failure)) tell(discussion, { entry, error: failure });
    await isSettled;
    return null;
  }
}

/** Whoever has signed in since a visitor wrote something has nothing to hear of it. */
function tell(discussion: Discussion, outcome: Outcome): void {
  if (outcome.entry.by === (actorOf(discussion) ?? null)) listeners.get(discussion)?.(outcome);
}

/** Sends first what a write builds on, and answers whether all of that has arrived. */
export async function sendBefore(discussion: Discussion, entry: Entry): Promise<boolean> {
  for (const earlier of basesOf(discussion, entry)) {
    const send = (): Promise<unknown> => sendUnasked(discussion, earlier);
    // The turn of its own comment is this one already.
    if (earlier.write.comment === entry.write.comment) await send();
    else await inTurn(discussion, earlier, send);
    if (isKept(discussion, earlier) && (earlier.refused === null || isCreate(earlier)))
      return false;
  }
  return true;
}

/** @throws PalabreError */
export async function attempt(discussion: Discussion, entry: Entry): Promise<Comment | null> {
  const { store } = discussion;
  const { sending, slow } = outboxOf(discussion);
  const { comment: id } = entry.write;
  const revision = store.thread?.revision;
  entry.attempts += 1;
  sending.add(entry);
  const timer = setTimeout(() => {
    slow.add(entry);
    store.tell(`comment:${id}`);
  }, MOMENT);
  store.tell(`comment:${id}`);
  try {
    const comment = await send(discussion, entry);
    failures.delete(discussion);
    paused.delete(discussion);
    await conclude(discussion, entry, comment, revision);
    return comment;
  } finally {
    clearTimeout(timer);
    sending.delete(entry);
    slow.delete(entry);
    store.tell(`comment:${id}`);
  }
}

/**
 * Lets an entry last that did not get through. Answers `false` where it is not wanted any more: another
 * tab may have sent it while this page was left, and kept again it would be sent over later ones.
 */
export async function keepWaiting(discussion: Discussion, entry: Entry): Promise<boolean> {
  await soon(takeIn(discussion));
  const waits = isWaiting(discussion, entry);
  if (waits) await keep(discussion, entry);
  return waits;
}

/** Whether a login mends it. */
export function isLogin({ code }: PalabreError): boolean {
  return code === 'login' || code === 'name';
}

/** Whether it is still to be sent. */
export function isWaiting(discussion: Discussion, entry: Entry): boolean {
  return isKept(discussion, entry) && entry.refused === null;
}

/** Whether the reader can do something about a refusal; else they only hear of it. */
function isMended({ write }: Entry, failure: PalabreError): boolean {
  if (isDone({ write }, failure)) return false;
  return write.kind !== 'vote' && write.kind !== 'report';
}

/** What is to be deleted and is not there needs no more doing. */
function isDone({ write }: Pick<Entry, 'write'>, { code }: PalabreError): boolean {
  return write.kind === 'delete' && ['gone', 'not-found'].includes(code);
}

/** What was written before on the same comment, and the comment that is answered; oldest first. */
export function basesOf(discussion: Discussion, { key, by, write }: Entry): Entry[] {
  const parent = write.kind === 'comment' ? write.parent : null;
  return outboxOf(discussion).entries.filter((other) => {
    if (other.key >= key || other.by !== by) return false;
    if (other.write.comment === parent) return isCreate(other);
    return other.write.comment === write.comment && (other.refused === null || isCreate(other));
  });
}

function isCreate({ write }: Entry): boolean {
  return write.kind === 'comment';
}

function isKept(discussion: Discussion, entry: Entry): boolean {
  return outboxOf(discussion).entries.includes(entry);
}
