import type { ThreadChanges } from '../../model/thread.js';

export interface Subscription {
  /** What has changed since a revision, as `loadChanges` answers it. */
  load: (since: number) => Promise<ThreadChanges>;
  /** Calls `tell` after each change of anything. @returns ends that */
  follow: (tell: () => void) => () => void;
  hear: (changes: ThreadChanges) => void;
  signal: AbortSignal | undefined;
}

/** Tells what changes after a revision, until the signal aborts: rejects with its reason. */
export async function subscribe(
  since: number,
  { load, follow, hear, signal }: Subscription,
): Promise<never> {
  let isBehind = true;
  let wake = (): void => {};
  const tell = (): void => {
    isBehind = true;
    wake();
  };
  const unfollow = follow(tell);
  signal?.addEventListener('abort', tell);
  try {
    for (let reached = since; ;) {
      if (!isBehind) await new Promise<void>((resolve) => (wake = resolve));
      signal?.throwIfAborted();
      isBehind = false;
      const changes = await load(reached);
      signal?.throwIfAborted();
      isBehind ||= changes.more;
      if (changes.revision <= reached) continue;
      reached = changes.revision;
      hear(changes);
    }
  } finally {
    unfollow();
    signal?.removeEventListener('abort', tell);
  }
}
