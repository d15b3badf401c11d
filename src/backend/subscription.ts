import type { UncheckedBackend } from './checked.js';
import type { CommentsBackend } from './contract.js';
import { ownError } from './foreign-errors.js';
import { guard } from './guard.js';
import { parseChanges } from './parse/more.js';

type Subscribe = NonNullable<CommentsBackend['subscribe']>;

/**
 * The `subscribe` of a backend behind the border: every event is parsed, and one that makes no sense
 * ends the stream as `malformed`. An abort ends it at once, even if nobody paid it attention.
 */
export function checkedSubscription(backend: UncheckedBackend): Subscribe {
  return (key, since, hear, options) => {
    const broken = new AbortController();
    const { signal } = options;
    const end = signal ? AbortSignal.any([signal, broken.signal]) : broken.signal;
    const hearParsed = (event: unknown): void => {
      if (end.aborted) return;
      try {
        event = parseChanges(event);
      } catch (error) {
        return broken.abort(error);
      }
      hear(event as Parameters<typeof hear>[0]);
    };
    const listen = async (): Promise<void> => {
      try {
        const over = backend.subscribe!(key, since, hearParsed, { ...options, signal: end });
        await Promise.race([over, whenAborted(end)]);
      } catch (error) {
        throw ownError(error);
      }
    };
    return guard(signal, listen, () => {});
  };
}

/** Rejects with the signal's reason, once it is aborted. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as signals do
    const end = (): void => reject(signal.reason);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
