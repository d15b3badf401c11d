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

/** Keeps on the device what everybody may see of a thread, as it changes. Answers whether it does. */
export function keepOnDevice(host: ThreadHost, { discussion }: ThreadContext): boolean {
  const rules = cacheRules(host);
  if (!rules) void forgetThread(discussion);
  if (!rules || !isKeepable(discussion)) return false;
  wantThread(discussion);
  if (flushes.has(discussion)) return true;
  flushes.set(
    discussion,
    keepThread(discussion, () => cacheRules(host)?.limits ?? null),
  );
  // A page that nobody sees may end without another word.
  hearPage(host, ['visibilitychange'], flush);
  return true;
}

function flush({ context }: ThreadHost): void {
  if (context) void flushes.get(context.discussion)?.();
}
