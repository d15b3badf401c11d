import { PalabreError } from '../../model/errors.js';

/** Lets only a few writes of one thread at the database at once; the others wait here. */
export interface Turns {
  /** @throws PalabreError `unavailable` when its turn does not come in time */
  take<T>(thread: string, work: () => Promise<T>): Promise<T>;
}

/**
 * They come one after the other anyway, under the thread's lock: with two, one is ready when the
 * other ends. While somebody holds that lock, more would keep all connections from everybody else.
 */
const AT_ONCE = 2;

/** As long as the database lets anybody wait for a lock. */
const PATIENCE_MS = 5_000;

const RETRY_SECONDS = 2;

interface Queue {
  running: number;
  waiting: Set<() => void>;
}

export function createTurns(): Turns {
  const queues = new Map<string, Queue>();

  function queueOf(thread: string): Queue {
    let queue = queues.get(thread);
    if (queue === undefined) queues.set(thread, (queue = { running: 0, waiting: new Set() }));
    return queue;
  }

  /** Whoever ends gives its place to the one that has waited longest. */
  function end(thread: string, queue: Queue): void {
    const [next] = queue.waiting;
    if (next !== undefined) return next();
    queue.running -= 1;
    if (queue.running === 0) queues.delete(thread);
  }

  return {
    async take(thread, work) {
      const queue = queueOf(thread);
      if (queue.running < AT_ONCE) queue.running += 1;
      else await turn(queue);
      try {
        return await work();
      } finally {
        end(thread, queue);
      }
    },
  };
}

function turn({ waiting }: Queue): Promise<void> {
  return new Promise((resolve, reject) => {
    const start = (): void => {
      clearTimeout(timer);
      waiting.delete(start);
      resolve();
    };
    const timer = setTimeout(() => {
      waiting.delete(start);
      reject(
        new PalabreError('unavailable', 'Too many write here at once.', {
          retryAfter: RETRY_SECONDS,
        }),
      );
    }, PATIENCE_MS);
    waiting.add(start);
  });
}
