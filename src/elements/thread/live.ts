import { followClosing } from '../../discussion/closing.js';
import type { Discussion } from '../../discussion/discussion.js';
import { keepLive } from '../../discussion/live/live.js';
import type { ThreadContext } from '../context.js';
import { offerArrivals } from './arrivals.js';
import type { ThreadHost } from './host.js';
import { keepFocus } from './keeping-focus.js';
import { refresh } from './navigation.js';
import { followNearness } from './nearness.js';
import { hearPage } from './page-events.js';
import { keepReadingPlaceByHand } from './reading-place.js';

/** How far from the window a thread may be and is followed all the same. */
const MARGIN = '1200px';

interface Following {
  isNear: boolean;
  want: (isWanted: boolean) => void;
}

const followings = new WeakMap<Discussion, Following>();

/** Follows a thread while it is near the window of a page that somebody looks at and that is online. */
export function goLive(host: ThreadHost, context: ThreadContext): void {
  const { discussion } = context;
  if (followings.has(discussion) || discussion.signal.aborted) return;
  const want = keepLive(discussion, {
    around: (apply) => {
      const keep = keepReadingPlaceByHand(host);
      const handOn = keepFocus(host);
      apply();
      void keep?.();
      void handOn();
    },
    reload: () => refresh(host),
  });
  const following = { isNear: false, want };
  followings.set(discussion, following);
  followNearness(host, discussion.signal, MARGIN, (isNear) => {
    following.isNear = isNear;
    decide(host);
  });
  hearPage(host, ['visibilitychange', 'online', 'offline', 'pageshow'], decide);
  hearPage(host, ['pagehide'], rest);
  offerArrivals(host, context);
  followClosing(discussion);
}

function decide(host: ThreadHost): void {
  const following = followingOf(host);
  following?.want(following.isNear && document.visibilityState === 'visible' && navigator.onLine);
}

/** What the back button brings back keeps no connection meanwhile. */
function rest(host: ThreadHost): void {
  followingOf(host)?.want(false);
}

function followingOf({ context }: ThreadHost): Following | undefined {
  return context ? followings.get(context.discussion) : undefined;
}
