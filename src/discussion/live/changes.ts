import { toPalabreError } from '../../model/errors.js';
import type { Sort, ThreadChanges } from '../../model/thread.js';
import { noteArrival, reconsiderArrivals, showOwnArrivals } from './arrivals.js';
import { noteContact } from '../device/contact.js';
import type { Discussion } from '../discussion.js';
import { isGone, noteUnlisted } from '../unlisted.js';

/** Answers of `changes` in a row, after which the thread is better loaded anew. */
const STEPS_MAX = 5;

/** Up to which revision everything is known that has changed since the load. */
const reached = new WeakMap<Discussion, number>();
const underWay = new WeakMap<Discussion, Promise<void>>();

/** Loads the first page again; what came meanwhile and is not in it still waits. @throws PalabreError */
export async function reloadLists(
  discussion: Discussion,
  sort: Sort = discussion.sort,
): Promise<void> {
  await discussion.load(null, sort);
  reconsiderArrivals(discussion);
}

/** The revision to ask from for what has changed; `null` before the thread is there. */
export function reachedBy(discussion: Discussion): number | null {
  const { loaded } = discussion;
  return loaded === null ? null : Math.max(loaded, reached.get(discussion) ?? 0);
}

/**
 * Accepts what has changed: in place what is shown; what others have written waits, see
 * {@link arrivalsIn}; what the reader wrote elsewhere is shown at once. In whatever order and however
 * often changes come, the outcome is the same.
 */
export function applyChanges(discussion: Discussion, changes: ThreadChanges): void {
  const { store } = discussion;
  const from = reachedBy(discussion) ?? 0;
  for (const comment of changes.comments) {
    store.put(comment);
    noteArrival(discussion, comment);
    if (isGone(comment)) noteUnlisted(discussion, comment);
  }
  store.setThread(changes.thread);
  noteContact(discussion);
  reached.set(discussion, Math.max(from, changes.revision));
  if (changes.comments.length === 0) return;
  showOwnArrivals(discussion);
  store.tell('arrivals');
}

/** Who accepts changes, and loads the thread anew where there are too many. */
export interface Acceptance {
  accept: (changes: ThreadChanges) => void;
  reload: () => Promise<void>;
}

/**
 * Learns what has changed since; not twice at once. What has been missed for long is loaded anew.
 * @throws PalabreError
 */
export function catchUp(
  discussion: Discussion,
  {
    accept = (changes) => applyChanges(discussion, changes),
    reload = () => reloadLists(discussion),
  }: Partial<Acceptance> = {},
): Promise<void> {
  const known = underWay.get(discussion);
  if (known) return known;
  const work = askOnce(discussion, { accept, reload });
  underWay.set(discussion, work);
  return work;
}

async function askOnce(discussion: Discussion, acceptance: Acceptance): Promise<void> {
  try {
    await ask(discussion, acceptance);
  } finally {
    underWay.delete(discussion);
  }
}

async function ask(discussion: Discussion, { accept, reload }: Acceptance): Promise<void> {
  const { backend, thread, signal } = discussion;
  try {
    for (let step = 0; step < STEPS_MAX; step += 1) {
      const since = reachedBy(discussion);
      if (since === null || !backend.loadChanges) break;
      const changes = await backend.loadChanges(thread.key, since, { signal });
      if (signal.aborted) return;
      accept(changes);
      if (!changes.more) return;
    }
    await reload();
  } catch (error) {
    if (!signal.aborted) throw toPalabreError(error);
  }
}
