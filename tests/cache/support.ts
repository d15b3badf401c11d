/*
 * The database, past the code under test. Each look opens and closes it: who holds it open keeps
 * others from deleting it.
 */

type Work = (objects: IDBObjectStore) => void;

async function inDatabase(work: Work): Promise<void> {
  const opening = indexedDB.open('palabre');
  opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error!);
  });
  try {
    const transaction = database.transaction('kept', 'readwrite');
    work(transaction.objectStore('kept'));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error!);
    });
  } finally {
    database.close();
  }
}

/** Everything that the database holds. */
export async function readDatabase(): Promise<Map<string, unknown>> {
  let keys!: IDBRequest<IDBValidKey[]>;
  let values!: IDBRequest<unknown[]>;
  await inDatabase((objects) => {
    keys = objects.getAllKeys();
    values = objects.getAll();
  });
  return new Map(keys.result.map((key, index) => [key as string, values.result[index]]));
}

/** What it holds of a backend, as one text, to look for what must not be in it. */
export async function databaseText(backend: string): Promise<string> {
  return JSON.stringify([...(await readDatabase())].filter(([key]) => key.includes(backend)));
}

/** Puts something there; `undefined` takes it away. */
export async function putRaw(key: string, value: unknown): Promise<void> {
  await inDatabase((objects) => {
    if (value === undefined) objects.delete(key);
    else objects.put(value, key);
  });
}

export async function emptyDatabase(): Promise<void> {
  await inDatabase((objects) => void objects.clear());
}

export async function deleteDatabase(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase('palabre');
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error!);
  });
}

/** The threads of a backend that are marked as kept, by the names of their marks. */
export function marks(backend: string): string[] {
  return Object.keys(localStorage).filter((name) => name.startsWith(`palabre-kept ${backend} `));
}

/** Makes something else of each thread's record. */
export async function spoilThreads(spoil: (record: object) => unknown): Promise<void> {
  for (const [key, record] of await readDatabase()) {
    if (key.startsWith('thread ')) await putRaw(key, spoil(record as object));
  }
}

/** Runs with another property of a prototype, and puts the own one back. */
export async function instead<T extends object>(
  of: T,
  name: keyof T,
  value: unknown,
  act: () => Promise<void>,
): Promise<void> {
  const own = Object.getOwnPropertyDescriptor(of, name)!;
  Object.defineProperty(of, name, { ...own, value } as PropertyDescriptor);
  try {
    await act();
  } finally {
    Object.defineProperty(of, name, own);
  }
}
