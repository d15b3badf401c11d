import type { Bytes } from '../encoding.js';
import { farewell, HEARTBEAT, opening, type Batch } from './frame.js';

export interface FollowerOptions {
  /** The revision that the reader has. */
  since: number;
  /** Where the thread stood when the reader came: what is read for them is no older. */
  latest: number;
  read: (since: number) => Promise<Batch>;
  /** Milliseconds of silence after which a heartbeat goes out. */
  heartbeat: number;
  /** Milliseconds for which a reader may take nothing of what was handed over. */
  patience: number;
  now: () => number;
  /** Whether a failure passes, so that the same read is worth another try. */
  isNotNow: (error: unknown) => boolean;
  /** A failure that does not pass; it ends the stream. */
  onError: (error: unknown) => void;
  /** Called once, however it ended. */
  onLeave: () => void;
}

/** One reader who stays. */
export interface Follower {
  stream: ReadableStream<Bytes>;
  /** There is something new: read as soon as the reader has taken what came before. */
  mark(): void;
  /** Time has gone by: for heartbeats, another try, and readers who take nothing. */
  tick(): void;
  /** One more line, then the end. */
  end(): void;
  /** The end at once. */
  leave: () => void;
  /** Where the thread stood when it was last read for this reader. */
  latest(): number;
  /** Bytes that were handed over and not taken, as far as is known. */
  queued(): number;
}

/**
 * A stream that is pulled: nothing is read for a reader who has not taken the last chunk, so that a
 * slow one costs one chunk at most. It then gets all that it missed, from its own revision on.
 */
export function createFollower(options: FollowerOptions): Follower {
  const { read, heartbeat, patience, now, isNotNow, onError, onLeave } = options;
  let reached = options.since;
  let latest = options.latest;
  let hasBegun = false;
  /** Changes may have come since the last read. */
  let isBehind = true;
  /** The last read failed: not again before the next tick. */
  let isPaused = false;
  let isEnding = false;
  let isLast = false;
  let hasLeft = false;
  /** Whether the reader waits for us, and not we for the reader. */
  let isTaking = false;
  let queued = 0;
  let sentAt = now();
  let wake: () => void = () => {};
  let close: () => void = () => {};

  function leave(): void {
    if (hasLeft) return;
    hasLeft = true;
    queued = 0;
    close();
    wake();
    onLeave();
  }

  async function catchUp(): Promise<Bytes | null> {
    isBehind = false;
    try {
      const batch = await read(reached);
      latest = Math.max(latest, batch.latest);
      if (batch.more) isBehind = true;
      if (batch.revision === reached) return null;
      reached = batch.revision;
      return batch.chunk;
    } catch (error) {
      isBehind = true;
      isPaused = true;
      if (isNotNow(error)) return null;
      onError(error);
      leave();
      return null;
    }
  }

  /** What is to be sent next, once there is something; `null` after the end. */
  async function next(): Promise<Bytes | null> {
    for (;;) {
      if (hasLeft) return null;
      if (isEnding) {
        isLast = true;
        return farewell();
      }
      if (!hasBegun) {
        hasBegun = true;
        return opening();
      }
      if (isBehind && !isPaused) {
        const chunk = await catchUp();
        if (chunk !== null) return chunk;
      } else if (now() - sentAt >= heartbeat) {
        return HEARTBEAT;
      } else {
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
  }

  const stream = new ReadableStream<Bytes>(
    {
      start(controller) {
        close = () => controller.close();
      },
      async pull(controller) {
        isTaking = true;
        queued = 0;
        const chunk = await next();
        if (chunk === null || hasLeft) return;
        isTaking = false;
        queued = chunk.byteLength;
        sentAt = now();
        controller.enqueue(chunk);
        if (isLast) leave();
      },
      cancel() {
        close = () => {};
        leave();
      },
    },
    // No chunk is made before somebody takes it.
    { highWaterMark: 0 },
  );

  return {
    stream,
    mark() {
      isBehind = true;
      wake();
    },
    tick() {
      isPaused = false;
      if (!isTaking && now() - sentAt >= patience) leave();
      else wake();
    },
    end() {
      isEnding = true;
      wake();
    },
    leave,
    latest: () => latest,
    queued: () => queued,
  };
}
