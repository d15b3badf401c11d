import type { PalabreError } from '../../model/errors.js';
import { toPalabreError } from '../../model/errors.js';
import { delayAfter } from '../backoff.js';
import type { Discussion } from '../discussion.js';
import { catchUp, reachedBy, type Acceptance } from './changes.js';
import { TIMING, type Timing } from './timing.js';

/** Answers in a row that do not go as far as was told: an old one may be kept somewhere for seconds. */
const SHORT_MAX = 5;

/**
 * Learns what has changed, up to a revision that was told of, for as long as the signal lasts. Never
 * rejects.
 */
export type Learn = (signal: AbortSignal, revision?: number) => Promise<void>;

/**
 * How a tab that does not follow learns what it has missed: until it is known, again with growing
 * pauses where nobody answers, and once more for what is told meanwhile.
 */
export function learner(
  discussion: Discussion,
  acceptance: Acceptance,
  timing: Timing = TIMING,
): Learn {
  /** The furthest revision that was told of. */
  let told = 0;
  /** Until when it is learnt what that is, if it is. */
  let current: AbortSignal | null = null;

  async function learn(signal: AbortSignal): Promise<void> {
    let failures = 0;
    let short = 0;
    while (!signal.aborted) {
      const wanted = told;
      const error = await ask(discussion, acceptance);
      if (error?.retryable === false) return;
      if (!error) {
        if ((reachedBy(discussion) ?? 0) >= told) return;
        // An answer may be older than what was told meanwhile.
        if (told > wanted) continue;
        short += 1;
        if (short === SHORT_MAX) {
          // Forgotten, so that the next look does not ask for it again.
          told = 0;
          return;
        }
      }
      failures += 1;
      const wait = delayAfter(failures, error?.retryAfter, () => timing.random());
      await timing.wait(wait, signal);
    }
  }

  return async (signal, revision = 0) => {
    told = Math.max(told, revision);
    if (current === signal) return;
    current = signal;
    await learn(signal);
    if (current === signal) current = null;
  };
}

async function ask(discussion: Discussion, acceptance: Acceptance): Promise<PalabreError | null> {
  try {
    await catchUp(discussion, acceptance);
    return null;
  } catch (error) {
    return toPalabreError(error);
  }
}
