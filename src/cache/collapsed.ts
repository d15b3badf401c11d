import { absoluteAddress } from './address.js';

/** Where branches are collapsed. */
export interface ThreadPlace {
  /** Its address, or an object of the page's own: all of these count as one. */
  backend: string | object;
  /** The thread's key. */
  thread: string;
}

/** Threads that are remembered on one device; those that were touched longest ago leave first. */
export const MAX_THREADS = 50;
/** Branches of one thread; the first ones leave first. */
export const MAX_BRANCHES = 50;

const KEY = 'palabre-collapsed';

/** Comments by thread, the thread that was touched last at the end. */
type Shelf = Map<string, string[]>;

/** What the device would not keep, for as long as the page lasts. */
let unkept: Shelf | null = null;

/** The comments of a thread whose replies the reader has hidden. */
export function readCollapsed(place: ThreadPlace): string[] {
  return readShelf().get(keyOf(place)) ?? [];
}

/** Keeps them on the device, or with the page where the device refuses. */
export function writeCollapsed(place: ThreadPlace, comments: readonly string[]): void {
  const shelf = readShelf();
  const key = keyOf(place);
  shelf.delete(key);
  if (comments.length > 0) shelf.set(key, comments.slice(-MAX_BRANCHES));
  const kept = [...shelf].slice(-MAX_THREADS);
  unkept = null;
  try {
    if (kept.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    unkept = new Map(kept);
  }
}

function keyOf({ backend, thread }: ThreadPlace): string {
  const address = typeof backend === 'string' ? absoluteAddress(backend) : 'object';
  return JSON.stringify([address, thread]);
}

function readShelf(): Shelf {
  if (unkept) return new Map(unkept);
  try {
    return asShelf(JSON.parse(localStorage.getItem(KEY) ?? '[]'));
  } catch {
    return new Map();
  }
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
