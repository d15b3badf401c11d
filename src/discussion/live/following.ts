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
/** Milliseconds over which the readers whose streams broke together ask instead. */
const SPREAD_MS = 1_000;
/** Milliseconds between two questions… */
const QUIET_MS = 20_000;
/** …growing to this while nothing comes. */
const QUIET_MAX_MS = 300_000;
const QUIET_GROWTH = 1.5;

/** What has shown of the streams of a thread, for whoever follows it later as well. */
interface Streams {
  /** How many in a row broke before anything came. */
  breaks: number;
  /** When the next one is tried. */
  from: number;
  /** Before when the server wants to be asked nothing. */
  asksFrom: number;
}

const known = new WeakMap<Discussion, Streams>();

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
  const streams = streamsOf(discussion);
  // Not another stream at once, which may take long to break as well.
  let asksFirst = streams.breaks > 0;
  let quiet = QUIET_MS;
  let failures = 0;
  await untilLoaded(discussion, acceptance, signal, timing);
  while (!signal.aborted) {
    let wait: number;
    if (!asksFirst && timing.now() >= streams.from) {
      const ending = await listen(discussion, acceptance, signal, timing);
      // One that ends because nobody looks any more has not broken.
      if (signal.aborted && !ending.came) return;
      if (ending.came) failures = 0;
      wait = afterStream(streams, ending, !!backend.loadChanges, timing);
      // Who has just come to ask instead does so often.
      if (streams.breaks <= BREAKS_MAX) quiet = QUIET_MS;
    } else {
      if (!backend.loadChanges) return;
      const early = streams.asksFrom - timing.now();
      if (early > 0) {
        await timing.wait(early, signal);
        continue;
      }
      asksFirst = false;
      const { error, came } = await ask(discussion, acceptance);
      if (error?.retryable) {
        failures += 1;
        wait = delayAfter(failures + 1, error.retryAfter, random);
      } else {
        failures = 0;
        wait = pause(quiet, error?.retryAfter, random);
        quiet = came ? QUIET_MS : Math.min(QUIET_MAX_MS, quiet * QUIET_GROWTH);
      }
      if (error?.retryAfter) streams.asksFrom = timing.now() + wait;
      // A stream that broke once is tried in its time, unless the server wants to be left alone.
      else if (streams.breaks === 1 || error?.retryable)
        wait = Math.min(wait, Math.max(0, streams.from - timing.now()));
    }
    await timing.wait(wait, signal);
  }
}

/** Where there are only streams, each look tries them as if for the first time. */
function streamsOf(discussion: Discussion): Streams {
  const { backend } = discussion;
  const fresh = { breaks: 0, from: backend.subscribe ? -Infinity : Infinity, asksFrom: -Infinity };
  const streams = (backend.loadChanges && known.get(discussion)) ?? fresh;
  known.set(discussion, streams);
  return streams;
}

/** Notes how a stream has ended, and answers how long to wait then, in milliseconds. */
function afterStream(
  streams: Streams,
  { came, error }: Ending,
  canAsk: boolean,
  timing: Timing,
): number {
  const random = (): number => timing.random();
  const isFinal = error?.retryable === false;
  const breaks = came ? 0 : Math.max(isFinal ? BREAKS_MAX : 0, streams.breaks + 1);
  streams.breaks = breaks;
  let rest = delayAfter(breaks + 1, error?.retryAfter, random);
  if (came || !canAsk) return rest;
  if (breaks >= BREAKS_MAX) {
    const again = isFinal ? STREAMS_AGAIN_MAX_MS : STREAMS_AGAIN_MS * 2 ** (breaks - BREAKS_MAX);
    rest = pause(Math.min(STREAMS_AGAIN_MAX_MS, again), error?.retryAfter, random);
  }
  streams.from = timing.now() + rest;
  return random() * SPREAD_MS;
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
