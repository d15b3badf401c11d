import type { Owner } from './locks.js';

/** How a database is: it may throw, never answer, take nothing more, or let go of nothing. */
export const HEALTHS = ['well', 'fails', 'hangs', 'is-full', 'keeps-all'] as const;
export type Health = (typeof HEALTHS)[number];

/** What never comes, whatever is asked of it. */
const never: unknown = new Proxy(() => undefined, {
  get: (_, name) => (name === 'then' ? undefined : never),
  apply: () => never,
});

const broken = (name: string) => (): never => {
  throw new DOMException('told to fail', name);
};

/** A device's IndexedDB, which outlives its tabs. */
export class Database {
  health: Health = 'well';
  /** Keys that some page has let go of: it knows why. */
  readonly letGo = new Set<unknown>();
  readonly #factory: IDBFactory;
  readonly #open = new Map<Owner, IDBDatabase[]>();

  constructor(factory: IDBFactory) {
    this.#factory = factory;
  }

  /** `indexedDB` as a tab has it. */
  of(owner: Owner): Pick<IDBFactory, 'open'> {
    return {
      open: (name) => {
        if (!owner.isAlive) return never as IDBOpenDBRequest;
        const request = this.#factory.open(name);
        request.addEventListener('success', () => this.#watch(owner, request.result));
        return request;
      },
    };
  }

  closeAllOf(owner: Owner): void {
    this.#open.get(owner)?.forEach((database) => database.close());
    this.#open.delete(owner);
  }

  /** Forgets everything, under the feet of whoever has it open. */
  clear(): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = this.#factory.deleteDatabase('palabre');
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error!);
    });
  }

  /** What is there at this moment; asked of the stand-in itself, since a tab may be ending. */
  get records(): Map<string, unknown> {
    const { _databases } = this.#factory as unknown as { _databases: Map<string, Raw> };
    const found = _databases.get('palabre')?.rawObjectStores.get('kept')?.records.values() ?? [];
    return new Map([...found].map(({ key, value }) => [key, value]));
  }

  #watch(owner: Owner, database: IDBDatabase): void {
    if (!owner.isAlive) {
      database.close();
      return;
    }
    this.#open.set(owner, [...(this.#open.get(owner) ?? []), database]);
    const transaction = database.transaction.bind(database);
    database.transaction = (...args) => {
      if (!owner.isAlive || this.health === 'hangs') return never as IDBTransaction;
      if (this.health === 'fails') broken('UnknownError')();
      return this.#ailing(transaction(...args));
    };
  }

  #ailing(transaction: IDBTransaction): IDBTransaction {
    const { health } = this;
    const objectStore = transaction.objectStore.bind(transaction);
    transaction.objectStore = (name) => {
      const store = objectStore(name);
      const remove = store.delete.bind(store);
      store.delete = (key) => {
        const request = remove(key);
        request.addEventListener('success', () => this.letGo.add(key));
        return request;
      };
      if (health === 'is-full') store.put = broken('QuotaExceededError');
      if (health === 'keeps-all') store.delete = broken('UnknownError');
      return store;
    };
    return transaction;
  }
}

/** Of fake-indexeddb. */
interface Raw {
  rawObjectStores: Map<
    string,
    { records: { values(): Iterable<{ key: string; value: unknown }> } }
  >;
}
