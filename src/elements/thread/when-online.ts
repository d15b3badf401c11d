import type { ThreadHost } from './host.js';
import { refresh } from './navigation.js';
import { hearPage } from './page-events.js';

/** Loads a thread that could not be loaded without a network, as soon as there is one again. */
export function loadWhenOnline(host: ThreadHost): void {
  hearPage(host, ['online'], load);
}

function load(host: ThreadHost): void {
  if (host.isConnected && host.context?.discussion.status === 'failed') void refresh(host);
}
