import { followClosing } from '../../discussion/closing.js';
import type { Discussion } from '../../discussion/discussion.js';
import { keepLive } from '../../discussion/live.js';
import type { ThreadContext } from '../context.js';
import { offerArrivals } from './arrivals.js';
import type { ThreadHost } from './host.js';
import { refresh } from './navigation.js';
import { keepReadingPlaceByHand } from './reading-place.js';

/** How far from the window a thread may be and is followed all the same. */
const MARGIN = '1200px';

const live = new WeakSet<Discussion>();

/** Follows a thread while it is near the window of a page that somebody looks at and that is online. */
export function goLive(host: ThreadHost, context: ThreadContext): void {
  const { discussion } = context;
  if (live.has(discussion)) return;
  live.add(discussion);
  const { signal } = discussion;
  const want = keepLive(discussion, {
    around: (apply) => {
      const keep = keepReadingPlaceByHand(host);
      apply();
      void keep?.();
    },
    reload: () => refresh(host),
  });
  let listening = new AbortController();
  const look = (isNear: boolean): void => {
    listening.abort();
    listening = new AbortController();
    const decide = (): void => {
      want(isNear && document.visibilityState === 'visible' && navigator.onLine);
    };
    decide();
    // A page drops a thread without a word: nothing of the page keeps it then.
    if (!isNear || signal.aborted) return;
    const options = { signal: listening.signal };
    document.addEventListener('visibilitychange', decide, options);
    for (const type of ['online', 'offline', 'pageshow']) {
      window.addEventListener(type, decide, options);
    }
    // What the back button brings back keeps no connection meanwhile.
    window.addEventListener('pagehide', () => want(false), options);
  };
  const observer = new IntersectionObserver((entries) => look(entries.at(-1)!.isIntersecting), {
    rootMargin: MARGIN,
  });
  observer.observe(host);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    listening.abort();
  });
  offerArrivals(host, context);
  followClosing(discussion);
}
