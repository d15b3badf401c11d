import type { ThreadHost } from './host.js';

/**
 * Tells whether a thread is within a margin of the window, at once and whenever that changes, until the
 * signal aborts. One that the page has taken away is not; one that is only moved is not told of.
 */
export function followNearness(
  host: ThreadHost,
  signal: AbortSignal,
  rootMargin: string,
  tell: (isNear: boolean) => void,
): void {
  const observer = new IntersectionObserver((entries) => tell(entries.at(-1)!.isIntersecting), {
    rootMargin,
  });
  const controller = {
    hostConnected: () => observer.observe(host),
    hostDisconnected: () => {
      observer.disconnect();
      queueMicrotask(() => {
        if (!host.isConnected) tell(false);
      });
    },
  };
  host.addController(controller);
  signal.addEventListener('abort', () => {
    host.removeController(controller);
    observer.disconnect();
  });
}
