import {
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import type { SqlClient } from '../storage/state.js';
import type { Limit } from './budgets.js';

/** Counts by key against several limits at once. */
export interface Counter {
  /** Counts one more; the milliseconds to wait, 0 for none. */
  take(key: string): Promise<number>;
  /** The milliseconds until {@link Counter.take} would say 0. */
  waitOf(key: string): Promise<number>;
}

/** The table that the migrations make. */
const TABLE = 'limits';

/**
 * In the database, for all servers together, where there is a client for it; while it is away, and
 * without one, in memory. The shortest window is asked first: what it refuses, the longer ones
 * never see.
 */
export function createCounter(
  name: string,
  limits: readonly Limit[],
  client: SqlClient | null,
): Counter {
  const ordered = [...limits].sort((one, other) => one.seconds - other.seconds);
  const limiters = ordered.map((limit) => ({ ...limit, limiter: limiterOf(name, limit, client) }));
  return {
    async take(key) {
      for (const { limiter } of limiters) {
        const wait = await consume(limiter, key);
        if (wait > 0) return wait;
      }
      return 0;
    },
    async waitOf(key) {
      const waits = limiters.map(async ({ limiter, points }) => {
        const state = await limiter.get(key);
        return state !== null && state.consumedPoints >= points ? state.msBeforeNext : 0;
      });
      return Math.max(0, ...(await Promise.all(waits)));
    },
  };
}

async function consume(limiter: RateLimiterAbstract, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext);
    throw refusal;
  }
}

function limiterOf(
  name: string,
  { points, seconds }: Limit,
  client: SqlClient | null,
): RateLimiterAbstract {
  const options = { keyPrefix: `${name} ${seconds}`, points, duration: seconds };
  const memory = new RateLimiterMemory(options);
  if (client === null) return memory;
  return new RateLimiterPostgres({
    ...options,
    storeClient: client,
    storeType: 'client',
    tableName: TABLE,
    tableCreated: true,
    clearExpiredByTimeout: false,
    // Who is over the limit is refused without the database from there on.
    inMemoryBlockOnConsumed: points,
    insuranceLimiter: memory,
  });
}

/** Forgets the windows that have ended. */
export async function clearExpired(client: SqlClient): Promise<void> {
  await client.query({ text: `delete from ${TABLE} where expire < $1`, values: [Date.now()] });
}
