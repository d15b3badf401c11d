import type { ClientBase, Pool as PgPool, PoolClient, PoolConfig } from 'pg';
import type { PoolState, SqlClient } from './state.js';

/** Milliseconds for which one piece of work may hold a connection: then its network is dead. */
const HOLD_MAX_MS = 60_000;

export interface ResilientPool {
  pool: PgPool;
  client: SqlClient;
  state: () => PoolState;
  /** From now on nobody may hold a connection for longer than {@link HOLD_MAX_MS}. */
  watch: () => void;
}

/**
 * A pool that loses no connection to a database that went away.
 *
 * - A connection in use that ends emits `error`, and without a listener that ends the process.
 * - Drizzle gives a connection back only after its `begin` was answered: one that ends before
 *   would count as in use for ever. Here its end gives it back.
 * - A connection over a dead network ends after many minutes only; here after one.
 */
export function createPool(Pool: typeof PgPool, config: PoolConfig): ResilientPool {
  let isWatched = false;
  const timers = new WeakMap<PoolClient, NodeJS.Timeout>();

  class Resilient extends Pool {
    override connect(): Promise<PoolClient>;
    override connect(callback: ConnectCallback): void;
    override connect(callback?: ConnectCallback): Promise<PoolClient> | void {
      if (callback !== undefined) return super.connect(callback);
      return super.connect().then(releasedByItsEnd);
    }
  }

  const pool = new Resilient(config);
  // An idle connection that the server ends; the pool replaces it.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('acquire', (client) => {
    if (isWatched) timers.set(client, setTimeout(() => cut(client), HOLD_MAX_MS).unref());
  });
  pool.on('release', (_error, client) => clearTimeout(timers.get(client)));

  return {
    pool,
    // Without the library's names: prepared statements do not go through every pooler.
    client: { query: ({ text, values }) => pool.query(text, values) },
    state: () => ({
      inUse: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    watch: () => {
      isWatched = true;
    },
  };
}

type ConnectCallback = Parameters<PgPool['connect']>[0];

function releasedByItsEnd(client: PoolClient): PoolClient {
  const giveBack = client.release.bind(client);
  let isReleased = false;
  const release = (error?: Error | boolean): void => {
    if (isReleased) return;
    isReleased = true;
    client.removeListener('end', lost);
    giveBack(error);
  };
  const lost = (): void => release(true);
  client.once('end', lost);
  client.release = release;
  return client;
}

/** Its socket is not in the types; the pool itself ends connections in this way. */
export function cut(client: ClientBase): void {
  const { connection } = client as unknown as { connection?: { stream: { destroy(): void } } };
  connection?.stream.destroy();
}
