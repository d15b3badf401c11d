import { delayAfter } from '../../discussion/backoff.js';
import type { Discussion } from '../../discussion/discussion.js';
import { isUnconfirmed, loadViewer } from '../../discussion/viewing.js';
import type { ThreadHost } from './host.js';
import { hearPage } from './page-events.js';

/** Asks for something, and answers whether there was an answer. Never rejects. */
type Ask = (host: ThreadHost) => Promise<boolean>;

interface Asking {
  asks: Set<Ask>;
  /** In a row. */
  failures: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const askings = new WeakMap<Discussion, Asking>();

/**
 * Asks again for what nobody could be asked for, with growing pauses and as soon as there is a network
 * again, until there is an answer.
 * @param ask one function for all threads
 */
export function askUntilAnswered(host: ThreadHost, ask: Ask): void {
  const discussion = host.context?.discussion;
  if (!discussion || discussion.signal.aborted) return;
  const asking = askings.get(discussion) ?? { asks: new Set(), failures: 0, timer: undefined };
  askings.set(discussion, asking);
  asking.asks.add(ask);
  plan(host, asking);
  hearPage(host, ['online', 'visibilitychange'], hear);
}

const confirmed = new WeakSet<Discussion>();

/** Learns who reads, now and later, where nobody could be asked. */
export function confirmReader(host: ThreadHost): void {
  const discussion = host.context?.discussion;
  if (!discussion || confirmed.has(discussion)) return;
  confirmed.add(discussion);
  const ask = (): void => {
    if (isUnconfirmed(discussion)) askUntilAnswered(host, askWhoReads);
  };
  const unfollow = discussion.store.follow('viewer', ask);
  discussion.signal.addEventListener('abort', unfollow);
  ask();
}

async function askWhoReads({ context }: ThreadHost): Promise<boolean> {
  if (!context) return true;
  await loadViewer(context.discussion);
  return !isUnconfirmed(context.discussion);
}

function hear(host: ThreadHost): void {
  if (!document.hidden && host.isConnected) void askNow(host);
}

function plan(host: ThreadHost, asking: Asking): void {
  if (asking.timer !== undefined) return;
  asking.timer = setTimeout(() => {
    asking.timer = undefined;
    // A page that nobody sees asks for nothing; one that has dropped the thread lets go of it.
    if (document.hidden) plan(host, asking);
    else if (host.isConnected) void askNow(host);
  }, delayAfter(asking.failures));
}

async function askNow(host: ThreadHost): Promise<void> {
  const discussion = host.context?.discussion;
  const asking = discussion && askings.get(discussion);
  if (!asking || asking.asks.size === 0) return;
  clearTimeout(asking.timer);
  asking.timer = undefined;
  const asked = [...asking.asks];
  asking.asks.clear();
  const answers = await Promise.all(asked.map((ask) => ask(host)));
  if (discussion.signal.aborted) return;
  const isAnswered = answers.every((answer) => answer);
  asking.failures = isAnswered ? 0 : asking.failures + 1;
  for (const [index, ask] of asked.entries()) if (!answers[index]) asking.asks.add(ask);
  // What failed meanwhile has planned with the pause of before.
  clearTimeout(asking.timer);
  asking.timer = undefined;
  if (asking.asks.size > 0) plan(host, asking);
}
