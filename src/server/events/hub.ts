import { PalabreError } from '../../model/errors.js';
import type { Bytes } from '../encoding.js';
import { createFollower, type Follower } from './follower.js';
import type { Batch } from './frame.js';
import { threadId, type Hearing, type News } from './news.js';
import { createSeats, type SeatOptions } from './seats.js';

/** The readers who stay with a thread to be told of its changes. */
export interface Hub {
  /**
   * What changes in a thread after a revision, from now on.
   * @throws PalabreError `wait`, `unavailable`; what the database throws
   */
  follow(key: string, since: number, from: Origin): Promise<ReadableStream<Bytes>>;
  /** A thread was changed by this server. */
  changed(key: string): void;
  state(): HubState;
  /** Every stream ends with one more line, and no other begins. */
  end(): void;
  close(): Promise<void>;
}

export interface Origin {
  address: string | null;
  /** Of the request: when it is given up, so is the stream. */
  signal: AbortSignal;
}

export interface HubState {
  /** Streams that are open. */
  open: number;
  /** Threads that they follow. */
  threads: number;
  /** Bytes that were handed over to connections and not taken, as far as is known. */
  queued: number;
}

/** How live events are given. */
export interface EventSettings extends SeatOptions {
  /** Milliseconds of silence after which a stream shows that it lives. */
  heartbeat: number;
}

export interface HubOptions extends EventSettings {
  /** What changed in a thread since a revision; readers who ask at once share one read. */
  read: (key: string, since: number) => Promise<Batch>;
  /** What is kept of a thread is no longer true. */
  forget: (key: string) => void;
  /** The revisions of those threads that exist. */
  revisionsOf: (keys: string[]) => Promise<{ key: string; revision: number }[]>;
  news: (hearing: Hearing) => News;
  isNotNow: (error: unknown) => boolean;
  onError: (error: unknown) => void;
  onNotice: (message: string) => void;
  /** Milliseconds that never go back. Default: the process's own. */
  now?: () => number;
}

/** Milliseconds between two looks at the clock. */
const TICK_MS = 1_000;

/** Milliseconds for which a reader may take nothing. */
const PATIENCE_MS = 60_000;

/** Milliseconds between two events of one thread: votes on a busy one come together. */
const PACE_MS = 250;

interface Topic {
  key: string;
  followers: Set<Follower>;
  markedAt: number;
  pacing: NodeJS.Timeout | null;
}

/**
 * Followers of one thread are told at once and read together: the read, and the bytes that go out,
 * are made once for all that stand at one revision.
 */
export function createHub(options: HubOptions): Hub {
  const { read, forget, revisionsOf, isNotNow, onError, onNotice, heartbeat } = options;
  const { now = () => performance.now() } = options;
  const seats = createSeats(options);
  /** By {@link threadId}. */
  const topics = new Map<string, Topic>();
  let ticking: NodeJS.Timeout | undefined;
  let lookedAt = now();
  let isLooking = false;
  let isEnding = false;

  const news = options.news({
    onChange(id, revision) {
      const topic = topics.get(id);
      if (topic !== undefined) hear(topic, revision);
    },
    onGap: () => void look([...topics.values()]),
    onNotice,
  });

  /** What was written elsewhere; of what has been read for everybody already, nothing is news. */
  function hear(topic: Topic, revision: number | null): void {
    const knows = (follower: Follower): boolean => follower.latest() >= (revision ?? Infinity);
    if ([...topic.followers].every(knows)) return;
    forget(topic.key);
    pace(topic);
  }

  function pace(topic: Topic): void {
    if (topic.pacing !== null) return;
    const wait = topic.markedAt + PACE_MS - now();
    if (wait <= 0) return mark(topic);
    topic.pacing = setTimeout(() => {
      topic.pacing = null;
      mark(topic);
    }, wait).unref();
  }

  function mark(topic: Topic): void {
    topic.markedAt = now();
    for (const follower of topic.followers) follower.mark();
  }

  /** Asks the database itself which threads have changed. */
  async function look(among: Topic[]): Promise<void> {
    if (among.length === 0) return;
    try {
      const found = await revisionsOf(among.map(({ key }) => key));
      for (const { key, revision } of found) {
        const topic = topics.get(threadId(key));
        if (topic !== undefined) hear(topic, revision);
      }
    } catch (error) {
      // Those who read meet the same, and say so.
      if (!isNotNow(error)) onError(error);
    }
  }

  function tick(): void {
    for (const { followers } of topics.values()) {
      for (const follower of followers) follower.tick();
    }
    if (isLooking || now() - lookedAt < news.lookEvery()) return;
    isLooking = true;
    void look([...topics.values()]).finally(() => {
      isLooking = false;
      lookedAt = now();
    });
  }

  function topicOf(key: string): Topic {
    const id = threadId(key);
    let topic = topics.get(id);
    if (topic === undefined) {
      topic = { key, followers: new Set(), markedAt: -Infinity, pacing: null };
      topics.set(id, topic);
      // What was kept may have been older than what others wrote before anybody listened here.
      void look([topic]);
    }
    ticking ??= setInterval(tick, Math.min(TICK_MS, heartbeat)).unref();
    return topic;
  }

  function leave(topic: Topic, follower: Follower): void {
    topic.followers.delete(follower);
    if (topic.followers.size > 0) return;
    clearTimeout(topic.pacing ?? undefined);
    topics.delete(threadId(topic.key));
    if (topics.size > 0) return;
    clearInterval(ticking);
    ticking = undefined;
  }

  const all = (): Follower[] => [...topics.values()].flatMap(({ followers }) => [...followers]);

  return {
    async follow(key, since, { address, signal }) {
      if (isEnding) throw ending();
      const giveBack = seats.take(address);
      try {
        news.start();
        // Whoever cannot be told anything is refused, and not left waiting.
        const { latest } = await read(key, since);
        if (isEnding) throw ending();
        const topic = topicOf(key);
        const follower = createFollower({
          since,
          latest,
          read: (revision) => read(key, revision),
          heartbeat,
          patience: PATIENCE_MS,
          now,
          isNotNow,
          onError,
          onLeave() {
            signal.removeEventListener('abort', follower.leave);
            leave(topic, follower);
            giveBack();
          },
        });
        topic.followers.add(follower);
        signal.addEventListener('abort', follower.leave);
        if (signal.aborted) follower.leave();
        return follower.stream;
      } catch (error) {
        giveBack();
        throw error;
      }
    },
    changed(key) {
      const topic = topics.get(threadId(key));
      if (topic !== undefined) pace(topic);
      news.tell(key);
    },
    state: () => ({
      open: seats.taken(),
      threads: topics.size,
      queued: all().reduce((sum, follower) => sum + follower.queued(), 0),
    }),
    end() {
      isEnding = true;
      for (const follower of all()) follower.end();
    },
    async close() {
      isEnding = true;
      for (const follower of all()) follower.leave();
      await news.close();
    },
  };
}

function ending(): PalabreError {
  return new PalabreError('unavailable', 'The server is ending.', { retryAfter: 1 });
}
