import { readKept, writeKept } from './device.js';
import { keyOfPlace, type ThreadPlace } from './place.js';

/** Threads that are remembered on one device; those that were touched longest ago leave first. */
export const MAX_THREADS = 50;
/** Branches of one thread; the first ones leave first. */
export const MAX_BRANCHES = 50;

const NAME = 'collapsed';

/** Comments by thread, the thread that was touched last at the end. */
type Shelf = Map<string, string[]>;

/** The comments of a thread whose replies the reader has hidden. */
export function readCollapsed(place: ThreadPlace): string[] {
  return asShelf(readKept(NAME)).get(keyOfPlace(place)) ?? [];
}

/** Keeps them on the device, or with the page where the device refuses. */
export function writeCollapsed(place: ThreadPlace, comments: readonly string[]): void {
  const shelf = asShelf(readKept(NAME));
  const key = keyOfPlace(place);
  shelf.delete(key);
  if (comments.length > 0) shelf.set(key, comments.slice(-MAX_BRANCHES));
  const kept = [...shelf].slice(-MAX_THREADS);
  writeKept(NAME, kept.length === 0 ? null : kept);
}

/** Whatever else may stand under our name hides nothing. */
function asShelf(value: unknown): Shelf {
  const shelf: Shelf = new Map();
  if (!Array.isArray(value)) return shelf;
  for (const entry of value.slice(-MAX_THREADS) as unknown[]) {
    const [key, ids] = Array.isArray(entry) ? (entry as unknown[]) : [];
    if (typeof key !== 'string' || !Array.isArray(ids)) continue;
    const isText = (id: unknown): id is string => typeof id === 'string';
    shelf.set(key, ids.filter(isText).slice(-MAX_BRANCHES));
  }
  return shelf;
}
