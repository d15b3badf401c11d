import type { Comment } from '../../model/comment.js';
import { toPalabreError, PalabreError } from '../../model/errors.js';
import { attempt, isLogin, isWaiting, keepWaiting, sendBefore } from './attempting.js';
import type { Discussion } from '../discussion.js';
import { add, keep, outboxOf, type Entry, type Write } from './outbox.js';
import { plan } from './passing.js';
import { actorOf } from '../reader.js';
import { takeIn, takeBack, refuse, soon } from './settling.js';
import { inTurn } from './turns.js';
import { format, showWishes } from './wishes.js';

/** What became of a write that somebody waited for. */
export type Delivery =
  | { isWaiting: true }
  | {
      isWaiting: false;
      /** As the server has it; `null` where it does not say, or another tab was told. */
      comment: Comment | null;
    };

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

interface DeliveryOptions {
  /** Whether it stays in the outbox when it is refused. */
  stays?: boolean;
  /** Whether it waits where its author has to sign in first: they were told that it will be sent. */
  isPromised?: boolean;
}

/**
 * Sends what was recorded, after all that was written on the same comment before.
 * @throws PalabreError when it is refused
 */
export async function deliverEntry(
  discussion: Discussion,
  entry: Entry,
  { stays = false, isPromised = false }: DeliveryOptions = {},
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
      const waits = isPassing(failure) || (isPromised && isLogin(failure));
      if (waits) return waitFor(discussion, entry, failure);
      await soon(stays ? refuse(discussion, entry, failure) : takeBack(discussion, entry));
      throw failure;
    }
  };
  try {
    return await inTurn(discussion, entry, work);
  } finally {
    asked.delete(entry);
    // A page that has ended may have left something, of which it told nobody.
    plan(discussion);
  }
}

async function waitFor(
  discussion: Discussion,
  entry: Entry,
  failure?: PalabreError,
): Promise<Delivery> {
  if (!(await keepWaiting(discussion, entry))) return { isWaiting: false, comment: null };
  showWishes(discussion, entry.write.comment);
  plan(discussion, failure);
  return { isWaiting: true };
}

/** Whether a reason passes by itself; whoever has to wait is told so at once. */
function isPassing({ retryable, code }: PalabreError): boolean {
  return retryable && code !== 'wait';
}
