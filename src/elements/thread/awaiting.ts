import { delayAfter } from '../../discussion/backoff.js';
import { backendTime } from '../../discussion/clock.js';
import type { Discussion } from '../../discussion/discussion.js';
import { loadViewer } from '../../discussion/viewing.js';

/** Milliseconds at least. */
const SHORTEST = 1_000;
/** The longest that a timer can take. */
const LONGEST = 2 ** 31 - 1;

const awaited = new WeakSet<Discussion>();

/**
 * Asks again what the reader may do, as soon as they need not wait any more, or are not suspended. Where
 * the time is over all the same, as long as nobody answers, with growing pauses.
 */
export function askAgainInTime(discussion: Discussion): void {
  if (awaited.has(discussion)) return;
  awaited.add(discussion);
  const { store, signal } = discussion;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let inVain = 0;
  const plan = (): void => {
    clearTimeout(timer);
    const may = discussion.viewer?.can.comment;
    if (!may || may.allowed || may.until === null) return;
    const left = Date.parse(may.until) - backendTime(discussion);
    if (left > LONGEST) return;
    inVain = left > 0 ? 0 : inVain + 1;
    const wait = left > 0 ? Math.max(SHORTEST, left) : delayAfter(inVain);
    timer = setTimeout(() => void loadViewer(discussion), wait);
  };
  const unfollow = store.follow('viewer', plan);
  signal.addEventListener('abort', () => {
    unfollow();
    clearTimeout(timer);
  });
  plan();
}
