import type { ThreadContext } from '../context.js';
import type { ThreadHost } from './host.js';
import { refresh } from './navigation.js';

/** Loads a thread that could not be loaded without a network, as soon as there is one again. */
export function loadWhenOnline(host: ThreadHost, { discussion }: ThreadContext): void {
  if (discussion.status !== 'failed' || navigator.onLine) return;
  const load = (): void => void (discussion.status === 'failed' && refresh(host));
  window.addEventListener('online', load, { signal: discussion.signal, once: true });
}
