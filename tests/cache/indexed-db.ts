import 'fake-indexeddb/auto';
import { clear, createStore, entries, set, type UseStore } from 'idb-keyval';

/** A device's IndexedDB in Node; imported before what uses it. */
const open = (): UseStore => createStore('palabre', 'kept');

let store: UseStore | undefined;

/** What is kept, as it is. */
export async function keptOnDevice(): Promise<Map<string, unknown>> {
  return new Map(await entries<string, unknown>((store ??= open())));
}

/** Puts something there that another version, or somebody else, may have left. */
export function leaveOnDevice(key: string, value: unknown): Promise<void> {
  return set(key, value, (store ??= open()));
}

export function clearDevice(): Promise<void> {
  return clear((store ??= open()));
}
