import type { PalabreError } from '../../model/errors.js';
import { toPalabreError } from '../../model/errors.js';
import { delayAfter, pause } from '../backoff.js';
import { catchUp, reachedBy, type Acceptance } from './changes.js';
import type { Discussion } from '../discussion.js';
import { TIMING, type Timing } from './timing.js';

/** So many streams that break one after another before anything came: something lets none through. */
const BREAKS_MAX = 2;
/** Milliseconds after which a stream has shown that it holds, although nobody wrote. */
const HELD_MS = 30_000;
/** Milliseconds after which streams are tried again where none came through: a server may be starting… */
const STREAMS_AGAIN_MS = 30_000;
/** …growing to this while none does; this at once after what does not pass by itself. */
const STREAMS_AGAIN_MAX_MS = 300_000;
/** Milliseconds between two questions… */
const QUIET_MS = 20_000;
/** …growing to this while nothing comes. */
const QUIET_MAX_MS = 300_000;
const QUIET_GROWTH = 1.5;

/**
 * Learns of what changes in a thread for as long as the signal lasts: from a stream, or by asking now
 * and then where a backend has none, or something between lets none through. Never rejects.
 */
export async function follow(
  discussion: Discussion,
  acceptance: Acceptance,
  signal: AbortSignal,
  timing: Timing = TIMING,
): Promise<void> {
  const { backend } = discussion;
  const random = (): number => timing.random();
  let breaks = 0;
  /** How often in a row streams were given up. */
  let detours = 0;
  let streamsFrom = backend.subscribe ? -Infinity : Infinity;
  let quiet = QUIET_MS;
  await untilLoaded(discussion, acceptance, signal, timing);
  while (!signal.aborted) {
    const isStreaming = timing.now() >= streamsFrom;
    if (!isStreaming && !backend.loadChanges) return;
    const ending = isStreaming
      ? await listen(discussion, acceptance, signal, timing)
      : await ask(discussion, acceptance);
    const { error, came } = ending;
    let wait: number;
    if (isStreaming) {
      const isFinal = error?.retryable === false;
      if (came) detours = 0;
      breaks = came ? 0 : Math.max(isFinal ? BREAKS_MAX : 0, breaks + 1);
      if (breaks >= BREAKS_MAX && backend.loadChanges) {
        const again = isFinal ? STREAMS_AGAIN_MAX_MS : STREAMS_AGAIN_MS * 2 ** detours;
        const rest = pause(Math.min(STREAMS_AGAIN_MAX_MS, again), error?.retryAfter, random);
        streamsFrom = timing.now() + rest;
        // Then, one that breaks is enough.
        breaks = BREAKS_MAX - 1;
        if (detours === 0) quiet = QUIET_MS;
        detours += 1;
        continue;
      }
      wait = delayAfter(breaks + 1, error?.retryAfter, random);
    } else {
      wait = pause(quiet, error?.retryAfter, random);
      quiet = came ? QUIET_MS : Math.min(QUIET_MAX_MS, quiet * QUIET_GROWTH);
    }
    await timing.wait(wait, signal);
  }
}

/** Loads a thread that could not be: from its beginning on, a stream would bring all of it, and show nothing. */
async function untilLoaded(
  discussion: Discussion,
  acceptance: Acceptance,
  signal: AbortSignal,
  timing: Timing,
): Promise<void> {
  const isLoaded = (): boolean => reachedBy(discussion) !== null;
  for (let quiet = QUIET_MS; !isLoaded() && !signal.aborted;) {
    const { error } = discussion;
    const done = new AbortController();
    // Somebody may press the button meanwhile.
    const unfollow = discussion.store.follow('thread', () => isLoaded() && done.abort());
    const wait = pause(quiet, error?.retryAfter, () => timing.random());
    await timing.wait(wait, AbortSignal.any([signal, done.signal]));
    unfollow();
    if (isLoaded() || signal.aborted) return;
    if (error?.retryable !== false) await ask(discussion, acceptance);
    quiet = Math.min(QUIET_MAX_MS, quiet * QUIET_GROWTH);
  }
}

interface Ending {
  /** Whether it is a way by which changes come. */
  came: boolean;
  error: PalabreError | null;
}

async function listen(
  discussion: Discussion,
  { accept }: Acceptance,
  signal: AbortSignal,
  timing: Timing,
): Promise<Ending> {
  const { backend, thread } = discussion;
  const begun = timing.now();
  let came = false;
  let error: PalabreError | null = null;
  try {
    await backend.subscribe!(
      thread.key,
      reachedBy(discussion) ?? 0,
      (changes) => {
        came = true;
        accept(changes);
      },
      { signal },
    );
  } catch (thrown) {
    error = toPalabreError(thrown);
  }
  const isLong = timing.now() - begun >= HELD_MS;
  // Where silence is all that came through, the next one will be as silent.
  return { came: came || (isLong && error?.code !== 'timeout'), error };
}

async function ask(discussion: Discussion, acceptance: Acceptance): Promise<Ending> {
  const before = reachedBy(discussion);
  try {
    await catchUp(discussion, acceptance);
    return { came: reachedBy(discussion) !== before, error: null };
  } catch (error) {
    return { came: false, error: toPalabreError(error) };
  }
}
