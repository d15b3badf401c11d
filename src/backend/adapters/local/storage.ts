import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import { PalabreError } from '../../../model/errors.js';
import { newId } from '../../../model/new-id.js';
import { endWithPage } from '../../end-with-page.js';
import { openChannel } from '../../open-channel.js';
import type { Store } from '../../engine/engine.js';
import { isNewer, parseState } from '../../engine/parse-state.js';
import type { State } from '../../engine/state.js';

/** Where the state lies… */
export const STATE_KEY = 'state';
/** …and where what is another one after each change. */
export const STAMP_KEY = 'stamp';

/** The one object store of each database. */
export const STORE_NAME = 'palabre';

class Unreadable extends PalabreError {}

/**
 * A state in IndexedDB. A change reads and writes within one transaction, so that two pages on one
 * database take turns and lose nothing. What was read is kept until somebody else has written.
 */
export class Storage implements Store {
  readonly #database: string;
  readonly #begin: () => Promise<State>;
  readonly #transact: UseStore;
  #known: { stamp: unknown; state: State } | null = null;
  readonly #listeners = new Set<() => void>();
  #channel: BroadcastChannel | null = null;

  /** @param begin makes the state of a database that has none */
  constructor(database: string, begin: () => Promise<State>) {
    this.#database = database;
    this.#begin = begin;
    this.#transact = createStore(database, STORE_NAME);
  }

  read<T>(look: (state: State) => T): Promise<T> {
    return this.#run('readonly', look);
  }

  async change<T>(work: (state: State) => T): Promise<T> {
    const answer = await this.#run('readwrite', async (state, objects) => {
      // Until all of it is written, and for good if it is not, only the database knows what holds.
      this.#known = null;
      const made = work(state);
      await this.#put(state, objects);
      return made;
    });
    for (const tell of this.#listeners) tell();
    this.#open()?.postMessage(null);
    return answer;
  }

  follow(tell: () => void): () => void {
    this.#listeners.add(tell);
    this.#open()?.addEventListener('message', tell);
    return () => {
      this.#listeners.delete(tell);
      this.#channel?.removeEventListener('message', tell);
    };
  }

  /** What tells other pages on the same database that it has changed. */
  #open(): BroadcastChannel | null {
    return (this.#channel ??= openChannel(this.#database));
  }

  async #run<T>(
    mode: IDBTransactionMode,
    act: (state: State, objects: IDBObjectStore) => T | Promise<T>,
  ): Promise<T> {
    const attempt = (): Promise<{ answer: T } | null> =>
      this.#within(mode, async (objects) => {
        const state = await this.#find(objects);
        return state && { answer: await act(state, objects) };
      });
    try {
      let done = await attempt();
      while (!done) {
        await this.#start();
        done = await attempt();
      }
      return done.answer;
    } catch (error) {
      if (error instanceof Unreadable) await this.#drop();
      throw error;
    }
  }

  /** `null` where nothing was written yet. */
  async #find(objects: IDBObjectStore): Promise<State | null> {
    const stamp: unknown = await promisifyRequest(objects.get(STAMP_KEY));
    if (this.#known && this.#known.stamp === stamp) return this.#known.state;
    const kept: unknown = await promisifyRequest(objects.get(STATE_KEY));
    if (kept === undefined) return null;
    const state = this.#parse(kept);
    this.#known = { stamp, state };
    return state;
  }

  #parse(kept: unknown): State {
    if (isNewer(kept)) {
      const message = `A newer version of this page keeps "${this.#database}" by now: reload the page.`;
      throw new PalabreError('unavailable', message);
    }
    try {
      return parseState(kept);
    } catch (cause) {
      const message = `What "${this.#database}" kept in this browser made no sense; it was dropped.`;
      throw new Unreadable('malformed', message, { cause });
    }
  }

  async #put(state: State, objects: IDBObjectStore): Promise<void> {
    const stamp = newId();
    objects.put(state, STATE_KEY);
    objects.put(stamp, STAMP_KEY);
    await promisifyRequest(objects.transaction);
    this.#known = { stamp, state };
  }

  async #start(): Promise<void> {
    const state = await this.#begin();
    await this.#within('readwrite', async (objects) => {
      // Another page may have been faster.
      if (!(await this.#find(objects))) await this.#put(state, objects);
    });
  }

  #drop(): Promise<void> {
    return this.#within('readwrite', async (objects) => {
      objects.clear();
      await promisifyRequest(objects.transaction);
    });
  }

  /** @throws PalabreError `unavailable` where the browser stores nothing, or no more */
  async #within<T>(
    mode: IDBTransactionMode,
    act: (objects: IDBObjectStore) => Promise<T>,
  ): Promise<T> {
    try {
      if (!globalThis.indexedDB)
        throw new DOMException('There is no IndexedDB', 'NotSupportedError');
      return await this.#transact(mode, (objects) => {
        endWithPage(objects.transaction);
        return act(objects);
      });
    } catch (cause) {
      if (cause !== null && !(cause instanceof DOMException)) throw cause;
      const why = cause?.message ?? 'the browser ended it';
      throw new PalabreError('unavailable', `The browser stores nothing here: ${why}`, { cause });
    }
  }
}
