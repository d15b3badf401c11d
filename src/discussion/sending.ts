import { ifFree, withLock } from '../cache/lock.js';
import { nameOfBackend } from '../cache/place.js';
import type { Comment } from '../model/comment.js';
import { PalabreError, toPalabreError, type ErrorCode } from '../model/errors.js';
import { delayAfter } from './backoff.js';
import { accept, send } from './calls.js';
import type { Discussion } from './discussion.js';
import { placeOf } from './origin.js';
import {
  add,
  forget,
  isHere,
  keep,
  look,
  outboxOf,
  OUTBOX,
  ownEntries,
  type Entry,
  type Write,
} from './outbox.js';
import { actorOf } from './reader.js';
import { learn } from './relearning.js';
import { tellTabs } from './tabs.js';
import { confirmVote, format, keepPlace, showAllWishes, showWishes } from './wishes.js';

/** What became of a write that somebody waited for. */
export type Delivery =
  | { isWaiting: true }
  | {
      isWaiting: false;
      /** As the server has it; `null` where it does not say, or another tab was told. */
      comment: Comment | null;
    };

/** What became of a write that nobody waited for. */
export type Outcome =
  { entry: Entry; comment: Comment | null; error: null } | { entry: Entry; error: PalabreError };

/** Milliseconds, after which the reader is told that something is being sent. */
const MOMENT = 800;

/** Milliseconds that the device has while somebody waits. */
const PATIENCE = 500;

/** What a login mends: until then it waits. */
const LOGIN: readonly ErrorCode[] = ['login', 'name'];

/** One time that everything is sent, and the one that was asked for meanwhile. */
interface Pass {
  current: Promise<void>;
  next: Promise<void> | null;
}

/** Objects that are backends of this page, in the order of their coming. */
const numbers = new WeakMap<object, number>();
let count = 0;

const passes = new WeakMap<Discussion, Pass>();
const listeners = new WeakMap<Discussion, (outcome: Outcome) => void>();
const timers = new WeakMap<Discussion, ReturnType<typeof setTimeout>>();
const failures = new WeakMap<Discussion, number>();

/** Hears what becomes of writes that nobody waits for any more. */
export function hearOutcomes(discussion: Discussion, listener: (outcome: Outcome) => void): void {
  listeners.set(discussion, listener);
}

/**
 * Records a write, shows it, and sends it at once. What fails for a reason that passes waits in the
 * outbox from then on.
 * @throws PalabreError after having taken it back, when it is refused
 */
export async function deliver(discussion: Discussion, write: Write): Promise<Delivery> {
  const by = actorOf(discussion);
  await format(write);
  // What one has typed is not written by whoever signs in meanwhile.
  if (by !== actorOf(discussion)) throw new PalabreError('login', 'Somebody else has signed in');
  return deliverEntry(discussion, record(discussion, write));
}

/** Records a write and shows it; {@link deliverEntry} lets it last. @throws PalabreError `wait` */
export function record(discussion: Discussion, write: Write): Entry {
  const entry = add(discussion, write);
  showWishes(discussion, write.comment);
  return entry;
}

/**
 * Sends what was recorded, after all that was written on the same comment before.
 * @param stays whether it stays in the outbox when it is refused
 * @throws PalabreError when it is refused
 */
export async function deliverEntry(
  discussion: Discussion,
  entry: Entry,
  stays = false,
): Promise<Delivery> {
  const { asked } = outboxOf(discussion);
  asked.add(entry);
  await soon(keep(discussion, entry));
  const work = async (): Promise<Delivery> => {
    await soon(takeIn(discussion));
    if (!(await sendBefore(discussion, entry))) return waitFor(discussion, entry);
    // It was taken back, or another tab has sent it.
    if (!isWaiting(discussion, entry)) return { isWaiting: false, comment: null };
    try {
      return { isWaiting: false, comment: await attempt(discussion, entry) };
    } catch (error) {
      const failure = toPalabreError(error);
      if (isPassing(failure)) return waitFor(discussion, entry, failure);
      if (stays) await refuse(discussion, entry, failure);
      else await takeBack(discussion, entry);
      throw failure;
    }
  };
  try {
    return await inTurn(discussion, entry, work);
  } finally {
    asked.delete(entry);
  }
}

/**
 * Sends all that this reader wrote for the backend and may be sent, one after another; not while
 * another tab does. Asked again meanwhile, once more after that. Never rejects.
 */
export function sendWaiting(discussion: Discussion): Promise<void> {
  const pass = passes.get(discussion);
  if (pass) return (pass.next ??= pass.current.then(() => begin(discussion)));
  return begin(discussion);
}

function begin(discussion: Discussion): Promise<void> {
  const current = ifFree(lockOf(discussion), () => sendAll(discussion)).then((done) => {
    if (passes.get(discussion) === pass && !pass.next) passes.delete(discussion);
    plan(discussion, done?.failure);
  });
  const pass: Pass = { current, next: null };
  passes.set(discussion, pass);
  return current;
}

async function sendAll(discussion: Discussion): Promise<{ failure: PalabreError | null }> {
  await takeIn(discussion);
  for (const entry of ownEntries(discussion)) {
    if (discussion.signal.aborted) break;
    const { asked, sending } = outboxOf(discussion);
    if (asked.has(entry) || sending.has(entry)) continue;
    const failure = await inTurn(discussion, entry, async () => {
      await takeIn(discussion);
      // Somebody may have pressed again meanwhile.
      return asked.has(entry) ? null : sendUnasked(discussion, entry);
    });
    // Where nothing gets through, one try tells for all.
    if (failure) return { failure };
  }
  return { failure: null };
}

/** Learns what the device keeps, and shows it. */
export async function takeIn(discussion: Discussion): Promise<void> {
  const { settled, isChanged } = await look(discussion);
  if (!isChanged || discussion.signal.aborted) return;
  const { entries } = outboxOf(discussion);
  await Promise.all(entries.map(({ write }) => format(write).catch(() => undefined)));
  for (const { write, by } of settled) {
    const isOwn = by === (actorOf(discussion) ?? null);
    if (write.kind === 'vote' && isOwn) confirmVote(discussion, write.comment, write.value);
  }
  showAllWishes(discussion);
  for (const { write } of settled.filter((entry) => isHere(discussion, entry))) {
    if (write.kind === 'report') continue;
    void learn(discussion, write.comment).then(() => keepPlace(discussion, write));
  }
}

/** Takes a write back, and shows the comment as the server has it. */
export async function takeBack(discussion: Discussion, ...entries: Entry[]): Promise<void> {
  const isForgotten = forget(discussion, ...entries);
  for (const { write } of entries) showWishes(discussion, write.comment);
  await isForgotten;
  tellTabs(discussion, OUTBOX, null, 'backend');
}

/** Hears that another tab has had an answer; `null` for one that makes no sense here. */
export function settle(discussion: Discussion, key: string, comment: Comment | null): void {
  const { entries, sending, over } = outboxOf(discussion);
  const entry = entries.find((one) => one.key === key);
  // The device may be about to tell of it.
  if (!entry) over.add(key);
  if (!entry || sending.has(entry)) return;
  void conclude(discussion, entry, comment);
  const { kind, comment: id } = entry.write;
  if (!comment && kind !== 'report' && isHere(discussion, entry)) void learn(discussion, id);
}

/**
 * Sends a write that nobody waits for, in its turn; answers the failure after which others need not
 * be tried.
 */
async function sendUnasked(discussion: Discussion, entry: Entry): Promise<PalabreError | null> {
  if (!isWaiting(discussion, entry) || !(await sendBefore(discussion, entry))) return null;
  try {
    const comment = await attempt(discussion, entry);
    listeners.get(discussion)?.({ entry, comment, error: null });
    return null;
  } catch (error) {
    const failure = toPalabreError(error);
    const isLogin = LOGIN.includes(failure.code);
    if (isLogin) outboxOf(discussion).needsLogin = true;
    if (isLogin || failure.retryable) {
      showWishes(discussion, entry.write.comment);
      await keep(discussion, entry);
      return failure;
    }
    if (isMended(entry, failure)) await refuse(discussion, entry, failure);
    else await takeBack(discussion, entry);
    if (!isDone(entry, failure)) listeners.get(discussion)?.({ entry, error: failure });
    return null;
  }
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

/** Sends first what a write builds on, and answers whether all of that has arrived. */
async function sendBefore(discussion: Discussion, entry: Entry): Promise<boolean> {
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

/** What was written before on the same comment, and the comment that is answered. */
function basesOf(discussion: Discussion, { key, by, write }: Entry): Entry[] {
  const parent = write.kind === 'comment' ? write.parent : null;
  return outboxOf(discussion).entries.filter((other) => {
    if (other.key >= key || other.by !== by) return false;
    if (other.write.comment === parent) return isCreate(other);
    return other.write.comment === write.comment && (other.refused === null || isCreate(other));
  });
}

/** @throws PalabreError */
async function attempt(discussion: Discussion, entry: Entry): Promise<Comment | null> {
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
    await conclude(discussion, entry, comment, revision);
    return comment;
  } finally {
    clearTimeout(timer);
    sending.delete(entry);
    slow.delete(entry);
    store.tell(`comment:${id}`);
  }
}

/** Accepts an answer, and lets go of the entry. */
async function conclude(
  discussion: Discussion,
  entry: Entry,
  comment: Comment | null,
  revision?: number,
): Promise<void> {
  outboxOf(discussion).needsLogin = false;
  const isForgotten = forget(discussion, entry);
  accept(discussion, entry, comment, revision);
  showWishes(discussion, entry.write.comment);
  await soon(isForgotten);
  tellTabs(discussion, OUTBOX, { key: entry.key, comment }, 'backend');
}

/** Notes why a write was refused, until the reader mends or discards it. */
async function refuse(discussion: Discussion, entry: Entry, { code }: PalabreError): Promise<void> {
  entry.refused = code;
  showWishes(discussion, entry.write.comment);
  await keep(discussion, entry);
}

async function waitFor(
  discussion: Discussion,
  entry: Entry,
  failure?: PalabreError,
): Promise<Delivery> {
  await keep(discussion, entry);
  showWishes(discussion, entry.write.comment);
  plan(discussion, failure);
  return { isWaiting: true };
}

/**
 * Tries again later, as long as something waits.
 * @param failure `undefined` where nothing was tried
 */
export function plan(discussion: Discussion, failure?: PalabreError | null): void {
  if (failure === undefined && timers.has(discussion)) return;
  clearTimeout(timers.get(discussion));
  timers.delete(discussion);
  const { sending } = outboxOf(discussion);
  const before = failures.get(discussion) ?? 0;
  const inARow = failure ? before + 1 : failure === null ? 0 : before;
  failures.set(discussion, inARow);
  const waits = ownEntries(discussion).some((entry) => !entry.refused && !sending.has(entry));
  if (!waits || discussion.signal.aborted) return;
  const delay = delayAfter(inARow, failure?.retryAfter);
  const timer = setTimeout(() => {
    timers.delete(discussion);
    if (!discussion.signal.aborted) void sendWaiting(discussion);
  }, delay);
  // One that runs keeps Node from ending.
  (timer as { unref?: () => void }).unref?.();
  timers.set(discussion, timer);
}

/** Waits for the device, but not for one that is stuck: a reader is waiting for the answer. */
async function soon(work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether a reason passes by itself; whoever has to wait is told so at once. */
function isPassing({ retryable, code }: PalabreError): boolean {
  return retryable && code !== 'wait';
}

function isCreate({ write }: Entry): boolean {
  return write.kind === 'comment';
}

function isKept(discussion: Discussion, entry: Entry): boolean {
  return outboxOf(discussion).entries.includes(entry);
}

function isWaiting(discussion: Discussion, entry: Entry): boolean {
  return isKept(discussion, entry) && entry.refused === null;
}

function inTurn<T>(discussion: Discussion, { write }: Entry, work: () => Promise<T>): Promise<T> {
  return withLock(`${lockOf(discussion)} ${write.comment}`, work);
}

/** Tabs that show the same backend share the name; objects of one page do not. */
function lockOf(discussion: Discussion): string {
  const { backend } = placeOf(discussion);
  const name = `palabre-outbox ${nameOfBackend(backend)}`;
  return typeof backend === 'string' ? name : `${name} ${numberOf(backend)}`;
}

function numberOf(backend: object): number {
  const known = numbers.get(backend) ?? (count += 1);
  numbers.set(backend, known);
  return known;
}
