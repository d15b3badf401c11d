import { backendTime } from '../../discussion/clock.js';
import type { Discussion } from '../../discussion/discussion.js';
import { loadViewer } from '../../discussion/viewing.js';

/** Milliseconds: a backend that says a time that is over is not asked without end. */
const SHORTEST = 1_000;
/** The longest that a timer can take. */
const LONGEST = 2 ** 31 - 1;

const awaited = new WeakSet<Discussion>();

/** Asks again what the reader may do, as soon as they need not wait any more, or are not suspended. */
export function askAgainInTime(discussion: Discussion): void {
  if (awaited.has(discussion)) return;
  awaited.add(discussion);
  const { store, signal } = discussion;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const plan = (): void => {
    clearTimeout(timer);
    const may = discussion.viewer?.can.comment;
    if (!may || may.allowed || may.until === null) return;
    const left = Date.parse(may.until) - backendTime(discussion);
    if (left > LONGEST) return;
    timer = setTimeout(() => void loadViewer(discussion), Math.max(SHORTEST, left));
  };
  const unfollow = store.follow('viewer', plan);
  signal.addEventListener('abort', () => {
    unfollow();
    clearTimeout(timer);
  });
  plan();
}
