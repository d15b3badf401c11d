import { delMany, get, getMany, keys, promisifyRequest, update, type UseStore } from 'idb-keyval';
import { attempt } from './access.js';

/*
 * What is kept of threads, readers and unsent writes: one store of IndexedDB, each key beginning with
 * what it holds and a space. Where the device keeps nothing, answers nothing or not in time, the page
 * does instead, for as long as it lasts; nothing here ever rejects. What is asked for while the page is
 * left is done once it is shown again.
 */

/** What the device would not keep, by key. */
const unkept = new Map<string, unknown>();

/** What is kept under a key; `undefined` for nothing. */
export function read(key: string): Promise<unknown> {
  if (unkept.has(key)) return Promise.resolve(unkept.get(key));
  return attempt<unknown>((from) => get(key, from), undefined);
}

/**
 * Answers whether the device keeps it; where it does not, the page does. Once the database is open,
 * what is asked for right before the page is left is kept as well, and not written again after it.
 */
export async function write(key: string, value: unknown): Promise<boolean> {
  let committed: Promise<unknown> | undefined;
  const put = (to: UseStore): Promise<unknown> =>
    committed ??
    to('readwrite', (store) => {
      store.put(value, key);
      // From here on nothing of the page is needed, which may end.
      store.transaction.commit();
      return (committed = promisifyRequest(store.transaction));
    });
  return settle(key, value, await attempt((to) => put(to).then(() => true), false));
}

/**
 * Makes a new value out of the old one, between which no other tab writes. Answers as {@link write}
 * does.
 * @param make never throws, and may be called twice
 */
export async function change(key: string, make: (old: unknown) => unknown): Promise<boolean> {
  if (unkept.has(key)) return write(key, make(unkept.get(key)));
  let old: unknown;
  const changed = (before: unknown): unknown => make((old = before));
  const isKept = await attempt((to) => update(key, changed, to).then(() => true), false);
  return settle(key, isKept ? undefined : make(old), isKept);
}

/** All that is kept under keys with a beginning, in the order of their keys. */
export async function find(beginning: string): Promise<Map<string, unknown>> {
  const matches = startsWith(beginning);
  const found = await attempt(async (from): Promise<[string, unknown][]> => {
    const names = (await keys(from)).filter(matches);
    const values = await getMany<unknown>(names, from);
    return names.map((name, index) => [name, values[index]]);
  }, []);
  const all = new Map([...found, ...[...unkept].filter(([key]) => matches(key))]);
  return new Map([...all].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The keys alone, of which there may be many that hold much. */
export async function findKeys(beginning: string): Promise<string[]> {
  const matches = startsWith(beginning);
  const found = await attempt(async (from) => (await keys(from)).filter(matches), []);
  return [...new Set([...found, ...[...unkept.keys()].filter(matches)])];
}

function startsWith(beginning: string): (key: IDBValidKey) => key is string {
  return (key): key is string => typeof key === 'string' && key.startsWith(beginning);
}

/** Answers whether the device has forgotten them too. */
export async function remove(...names: string[]): Promise<boolean> {
  for (const name of names) unkept.delete(name);
  return attempt((from) => delMany(names, from).then(() => true), false);
}

/** Forgets what the page keeps under a key in the device's place. */
export function letGo(key: string): void {
  unkept.delete(key);
}

function settle(key: string, value: unknown, isKept: boolean): boolean {
  if (isKept) unkept.delete(key);
  else unkept.set(key, value);
  return isKept;
}
