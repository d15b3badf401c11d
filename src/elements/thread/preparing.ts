import type { Discussion } from '../../discussion/discussion.js';
import { can } from '../../discussion/viewing.js';
import { prepareWriting } from '../composer/preparing.js';

const prepared = new WeakSet<Discussion>();

/**
 * Fetches what writing takes in a quiet moment, for whoever may write in a thread that the device keeps:
 * they may do so without a network. All others, and who saves data, fetch it once they turn to a field
 * or may edit what they have opened the menu of; whoever only reads never does.
 */
export function prepareWriters(discussion: Discussion): void {
  if (prepared.has(discussion)) return;
  prepared.add(discussion);
  const { store, signal } = discussion;
  const look = (): void => {
    // What fails now, some browsers take for failed as long as the page is open.
    if (!navigator.onLine || savesData() || !can(discussion, 'comment').allowed) return;
    unfollow();
    whenQuiet(prepareWriting);
  };
  const unfollow = store.follow('viewer', look);
  signal.addEventListener('abort', unfollow);
  look();
}

function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

function whenQuiet(act: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(act);
  else setTimeout(act, 1_000);
}
