import { allArrivals, followArrivals } from '../../discussion/live/arrivals.js';
import type { Discussion } from '../../discussion/discussion.js';
import type { ThreadHost } from './host.js';
import { announce } from './telling.js';

/** Milliseconds for those that come together to come. */
const BURST_MS = 1_500;
/** Milliseconds for which nothing more is said. */
const PAUSE_MS = 30_000;

/** Says to screen readers that comments wait: once for those that come together, and not without end. */
export function announceInBursts(host: ThreadHost, discussion: Discussion): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let saidAt = -Infinity;
  let before = 0;
  const say = (): void => {
    timer = undefined;
    const count = allArrivals(discussion).length;
    const { locale } = host;
    const texts = locale?.writing?.arrivals;
    if (count <= before || !texts) return;
    before = count;
    saidAt = performance.now();
    announce(host, texts.came(count, locale.number(count)));
  };
  followArrivals(discussion, () => {
    const count = allArrivals(discussion).length;
    before = Math.min(before, count);
    if (count === before || timer !== undefined) return;
    const left = saidAt + PAUSE_MS - performance.now();
    timer = setTimeout(say, Math.max(BURST_MS, left));
  });
  discussion.signal.addEventListener('abort', () => clearTimeout(timer));
}
