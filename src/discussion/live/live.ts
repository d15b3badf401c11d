import { parseChanges } from '../../backend/parse.js';
import { keyOfPlace } from '../../cache/place.js';
import type { ThreadChanges } from '../../model/thread.js';
import { beginArrivals } from './arrivals.js';
import { applyChanges, reachedBy, reloadLists, type Acceptance } from './changes.js';
import type { Discussion } from '../discussion.js';
import { follow } from './following.js';
import { learner } from './learning.js';
import { placeOf } from '../origin.js';
import { hearTabs, reachesTabs, tellTabs } from '../tabs.js';
import type { Timing } from './timing.js';

export interface LiveOptions {
  /** What is done around each change of what is shown. */
  around?: (apply: () => void) => void;
  /** Loads the lists anew, where too much was missed. */
  reload?: () => Promise<void>;
  timing?: Timing;
}

/** What one tab tells the others, who have it from one connection. */
interface Told {
  /** What it changes; whoever has not reached that asks the backend. */
  since: number;
  changes: ThreadChanges;
}

/** Which one takes turns with other tabs: the discussions of one page do not hear each other. */
const here = new Map<string, Discussion>();

/**
 * Keeps a thread in step with its backend while that is wanted, by the function that is answered:
 * nobody follows for a tab that nobody looks at. Of several tabs one follows, and tells the others.
 */
export function keepLive(
  discussion: Discussion,
  { around = (apply) => apply(), reload = () => reloadLists(discussion), timing }: LiveOptions = {},
): (isWanted: boolean) => void {
  const { backend, signal } = discussion;
  if (!backend.subscribe && !backend.loadChanges) return () => {};
  beginArrivals(discussion);
  const accept = (changes: ThreadChanges): void => around(() => applyChanges(discussion, changes));
  const alone: Acceptance = { accept, reload };
  const first: Acceptance = {
    accept: (changes) => {
      const since = reachedBy(discussion) ?? 0;
      accept(changes);
      tellTabs(discussion, 'changes', { since, changes } satisfies Told);
    },
    reload,
  };
  const learn = learner(discussion, alone, timing);

  let going: AbortController | null = null;
  hearTabs(discussion, 'changes', (data) => {
    const told = parseTold(data);
    const reached = reachedBy(discussion);
    if (!told || reached === null) return;
    if (told.since <= reached) accept(told.changes);
    else if (going) void learn(going.signal, told.changes.revision);
  });

  const name = `palabre-live ${keyOfPlace(placeOf(discussion))}`;
  const go = async (ended: AbortSignal): Promise<void> => {
    const lead = (): Promise<void> => follow(discussion, first, ended, timing);
    const other = here.get(name) ?? discussion;
    if (other !== discussion || !reachesTabs(discussion)) return lead();
    here.set(name, discussion);
    await takeTurns(name, ended, lead, () => void learn(ended));
    if (!going) here.delete(name);
  };
  const set = (isWanted: boolean): void => {
    if (isWanted === (going !== null) || (isWanted && signal.aborted)) return;
    going?.abort();
    going = isWanted ? new AbortController() : null;
    if (going) void go(going.signal);
  };
  signal.addEventListener('abort', () => set(false));
  return set;
}

/**
 * Lets one tab of the browser do its `work`, and the next one when that has ended; the others learn
 * `meanwhile` what they have missed. Where tabs cannot agree, all work.
 */
async function takeTurns(
  name: string,
  signal: AbortSignal,
  work: () => Promise<void>,
  meanwhile: () => void,
): Promise<void> {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  if (!locks) return work();
  try {
    const isDone = await locks.request(name, { ifAvailable: true }, async (lock) => {
      if (lock) await work();
      return lock !== null;
    });
    if (isDone || signal.aborted) return;
    meanwhile();
    await locks.request(name, { signal }, work);
  } catch {
    // A document without an origin has no locks.
    if (!signal.aborted) await work();
  }
}

function parseTold(data: unknown): Told | null {
  const { since, changes } = (data ?? {}) as Partial<Record<keyof Told, unknown>>;
  try {
    return typeof since === 'number' ? { since, changes: parseChanges(changes) } : null;
  } catch {
    return null;
  }
}
