import type { Storage } from '../types.js';
import type { Database } from './database.js';

/** For libraries that bring queries of their own. */
export interface SqlClient {
  query(query: {
    text: string;
    values: unknown[];
  }): Promise<{ rows: unknown[]; rowCount: number | null }>;
}

/** Connections to the database. */
export interface PoolState {
  inUse: number;
  idle: number;
  /** Calls that wait for one. */
  waiting: number;
}

/**
 * Listens to a channel on a connection of its own. `onLost` is told when that ends.
 * @returns ends it
 */
export type Listen = (
  channel: string,
  onMessage: (text: string) => void,
  onLost: () => void,
) => Promise<() => Promise<void>>;

export interface OpenDatabase {
  db: Database;
  /** Whether nobody else can write into it. */
  exclusive: boolean;
  /** `null` for a database in this process. */
  pool: { client: SqlClient; state: () => PoolState; listen: Listen } | null;
  /** To be called once the tables are up to date. */
  ready: () => void;
  close: () => Promise<void>;
}

export interface StorageState extends Pick<OpenDatabase, 'db' | 'exclusive' | 'pool'> {
  /** Makes the hashes of subjects this site's own. */
  salt: string;
  /** How many servers of this process write into it. */
  servers: number;
  /** Of them, each is told by the others which thread changed, where the database is in this process. */
  hearers: Set<(id: string) => void>;
}

/** Keeps the database library's types out of the public {@link Storage}. */
export const states = new WeakMap<Storage, StorageState>();

export function stateOf(storage: Storage): StorageState {
  const state = states.get(storage);
  if (state === undefined) throw new TypeError('storage must come from openStorage().');
  return state;
}
