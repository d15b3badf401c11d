import { ifFree } from '../../cache/lock.js';
import type { PalabreError } from '../../model/errors.js';
import { failures, isLogin, paused, sendUnasked } from './attempting.js';
import { delayAfter } from '../backoff.js';
import type { Discussion } from '../discussion.js';
import { outboxOf, sendableEntries, type Entry } from './outbox.js';
import { takeIn } from './settling.js';
import { inTurn, lockOf } from './turns.js';
import { showAllWishes } from './wishes.js';

/** Milliseconds: the longest that a timer can take. */
const LONGEST = 2 ** 31 - 1;

/** One time that everything is sent, and the one that was asked for meanwhile. */
interface Pass {
  current: Promise<void>;
  next: Promise<void> | null;
}

const passes = new WeakMap<Discussion, Pass>();

/** What somebody was reached for who failed on it, and may fail on nothing else: it goes last. */
const doubtful = new WeakSet<Entry>();

const timers = new WeakMap<Discussion, ReturnType<typeof setTimeout>>();

/**
 * Sends all that this reader wrote for the backend and may be sent, one after another; not while
 * another tab does. Asked again meanwhile, once more after that. Nothing for a discussion that has ended,
 * and before the time that a server has named: it is sent then. Never rejects.
 */
export async function sendWaiting(discussion: Discussion): Promise<void> {
  if (discussion.signal.aborted) return;
  const pass = passes.get(discussion);
  if (pass) return (pass.next ??= pass.current.then(() => begin(discussion)));
  return begin(discussion);
}

function begin(discussion: Discussion): Promise<void> {
  if (paused.has(discussion)) {
    passes.delete(discussion);
    return Promise.resolve();
  }
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
  const all = sendableEntries(discussion);
  const isDoubtful = (entry: Entry): boolean => doubtful.has(entry);
  for (const entry of [...all.filter((one) => !isDoubtful(one)), ...all.filter(isDoubtful)]) {
    if (discussion.signal.aborted) break;
    const { asked, sending } = outboxOf(discussion);
    if (asked.has(entry) || sending.has(entry)) continue;
    const failure = await inTurn(discussion, entry, async () => {
      await takeIn(discussion);
      // Somebody may have pressed again meanwhile.
      return asked.has(entry) ? null : sendUnasked(discussion, entry);
    });
    if (!failure) continue;
    if (!isLogin(failure) && !['network', 'wait'].includes(failure.code)) doubtful.add(entry);
    // Where nothing gets through, one try tells for all.
    return { failure };
  }
  return { failure: null };
}

/**
 * Tries again later, as long as something waits.
 * @param failure `undefined` where nothing was tried
 */
export function plan(discussion: Discussion, failure?: PalabreError | null): void {
  const isNamed = (failure?.retryAfter ?? null) !== null;
  const isKept = failure === undefined || (!isNamed && paused.has(discussion));
  if (isKept && timers.has(discussion)) return;
  clearTimeout(timers.get(discussion));
  timers.delete(discussion);
  paused.delete(discussion);
  const { sending } = outboxOf(discussion);
  const before = failures.get(discussion) ?? 0;
  const inARow = failure ? before + 1 : failure === null ? 0 : before;
  failures.set(discussion, inARow);
  const waits = sendableEntries(discussion).some((entry) => !entry.refused && !sending.has(entry));
  if (!waits || discussion.signal.aborted) return;
  // What nobody has tried yet waits from now on, too.
  if (before === 0 && inARow > 0) showAllWishes(discussion);
  const delay = Math.min(LONGEST, delayAfter(inARow, failure?.retryAfter));
  if (isNamed) paused.add(discussion);
  const timer = setTimeout(() => {
    timers.delete(discussion);
    paused.delete(discussion);
    if (!discussion.signal.aborted) void sendWaiting(discussion);
  }, delay);
  // One that runs keeps Node from ending.
  (timer as { unref?: () => void }).unref?.();
  timers.set(discussion, timer);
}
