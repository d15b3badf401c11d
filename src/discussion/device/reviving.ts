import { readThread, type KeptThread } from '../../cache/threads.js';
import { beginArrivals } from '../live/arrivals.js';
import { reachedBy } from '../live/changes.js';
import { noteContact } from './contact.js';
import type { Discussion } from '../discussion.js';
import { placeOf } from '../origin.js';

const revived = new WeakMap<Discussion, KeptThread>();

/**
 * Shows a thread as the device has kept it, and answers whether it has: not where that was kept for
 * other settings, or comes too late.
 * @param days without a word from the backend, after which a thread is not shown any more
 */
export async function revive(discussion: Discussion, days: number): Promise<boolean> {
  const kept = await readThread(placeOf(discussion), days);
  const { pageSize, most } = discussion;
  if (kept?.pageSize !== pageSize || kept.highlights !== most) return false;
  if (discussion.signal.aborted || discussion.loaded !== null) return false;
  revived.set(discussion, kept);
  noteContact(discussion, kept.at);
  discussion.show(kept.page, kept.sort);
  // Since then, and not since now.
  beginArrivals(discussion);
  return true;
}

/** What a discussion was shown from before the network was asked; `undefined` for most. */
export function revivedFrom(discussion: Discussion): KeptThread | undefined {
  return revived.get(discussion);
}

/** Milliseconds for which what changes do not tell is taken to be as it was. */
const FRESH = 3_600_000;

/**
 * Whether there is more to learn of a thread than what has changed in it: who stands out, in which
 * order the best ones are, and votes that were hidden when it was loaded.
 */
export function isOutdated(discussion: Discussion, now: number = Date.now()): boolean {
  const kept = revived.get(discussion);
  if (!kept || now - kept.loadedAt < FRESH) return false;
  const { thread, comments } = kept.page;
  const hides = comments.some((comment) => comment.tombstone === null && !comment.votes);
  return hides || reachedBy(discussion) !== thread.revision;
}
