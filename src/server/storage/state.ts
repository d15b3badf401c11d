import type { Storage } from '../types.js';
import type { Database } from './database.js';

export interface OpenDatabase {
  db: Database;
  /** Whether nobody else can write into it. */
  exclusive: boolean;
  close: () => Promise<void>;
}

export interface StorageState {
  db: Database;
  exclusive: boolean;
  /** Makes the hashes of subjects this site's own. */
  salt: string;
}

/** Keeps the database library's types out of the public {@link Storage}. */
export const states = new WeakMap<Storage, StorageState>();

export function stateOf(storage: Storage): StorageState {
  const state = states.get(storage);
  if (state === undefined) throw new TypeError('storage must come from openStorage().');
  return state;
}
