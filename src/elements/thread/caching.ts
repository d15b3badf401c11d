import type { Discussion } from '../../discussion/discussion.js';
import {
  forgetThread,
  isKeepable,
  keepThread,
  wantThread,
} from '../../discussion/device/keeping.js';
import type { ThreadContext } from '../context.js';
import type { ThreadHost } from './host.js';
import { hearPage } from './page-events.js';

/** What a page says of what the device may keep. */
interface CacheRules {
  /** Without a word from the backend. */
  days: number;
  limits: { threads: number; bytes: number };
}

/** `null` where the device is to keep nothing. */
export function cacheRules(host: HTMLElement): CacheRules | null {
  if (host.getAttribute('cache') === 'off') return null;
  const number = (name: string, otherwise: number): number => {
    const value = Number(host.getAttribute(name));
    return value > 0 ? value : otherwise;
  };
  return {
    days: number('cache-days', 7),
    limits: {
      threads: Math.ceil(number('cache-threads', 50)),
      bytes: number('cache-megabytes', 20) * 1e6,
    },
  };
}

/** Writes at once what is not written yet. */
const flushes = new WeakMap<Discussion, () => Promise<void>>();

/**
 * Keeps on the device what everybody may see of a thread, as it changes, whenever the page wants that.
 * @param begin what else is to be done where it does; may be called again
 */
export function keepOnDevice(
  host: ThreadHost,
  { discussion }: ThreadContext,
  begin: () => void,
): void {
  followRules(host, begin);
  const rules = cacheRules(host);
  if (rules) wantThread(discussion);
  else void forgetThread(discussion);
  const flushed = flushes.get(discussion)?.();
  if (!rules || !isKeepable(discussion)) return;
  begin();
  if (flushed) return;
  flushes.set(discussion, keepThread(discussion, rules.limits));
  // A page that nobody sees may end without another word.
  hearPage(host, ['visibilitychange'], flush);
}

const followed = new WeakSet<ThreadHost>();

/** What the page says holds at once, also for a thread that is there. */
function followRules(host: ThreadHost, begin: () => void): void {
  if (followed.has(host)) return;
  followed.add(host);
  const follow = (): void => {
    if (host.context) keepOnDevice(host, host.context, begin);
  };
  new MutationObserver(follow).observe(host, { attributeFilter: ['cache'] });
}

function flush({ context }: ThreadHost): void {
  if (context) void flushes.get(context.discussion)?.();
}
