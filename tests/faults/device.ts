import { Channels } from './channel.js';
import type { Clock } from './clock.js';
import { Database, type Health } from './database.js';
import { Locks, type Owner } from './locks.js';

/** One browser: what its tabs share, and what outlives them. */
export class Device {
  readonly database: Database;
  /** Who is signed in at the newspaper; `null` for nobody. */
  account: string | null;
  /** How often it has failed, or forgotten everything. */
  failures = 0;
  readonly #channels: Channels;
  readonly #locks = new Locks();
  readonly #texts = new Map<string, string>();

  constructor(clock: Clock, factory: IDBFactory, account: string) {
    this.#channels = new Channels(clock);
    this.database = new Database(factory);
    this.account = account;
  }

  /** The failures that are over: what is written now may fall into any other. */
  get past(): number {
    return this.database.health === 'well' ? this.failures : this.failures - 1;
  }

  /** What a tab finds in place of the globals. */
  globalsOf(tab: Owner) {
    return {
      navigator: { locks: this.#locks.of(tab) },
      indexedDB: this.database.of(tab),
      BroadcastChannel: this.#channels.of(tab),
      localStorage: this.#storageOf(tab),
    };
  }

  end(tab: Owner): void {
    this.database.closeAllOf(tab);
    this.#locks.freeAllOf(tab);
  }

  sicken(health: Health): void {
    this.database.health = health;
    if (health !== 'well') this.failures += 1;
  }

  async clear(): Promise<void> {
    this.failures += 1;
    this.#texts.clear();
    await this.database.clear();
  }

  #storageOf(tab: Owner): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
    const texts = this.#texts;
    return {
      getItem: (name) => texts.get(name) ?? null,
      setItem: (name, text) => void (tab.isAlive && texts.set(name, text)),
      removeItem: (name) => void (tab.isAlive && texts.delete(name)),
    };
  }
}
