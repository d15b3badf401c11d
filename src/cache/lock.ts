/*
 * One at a time, over all tabs of a browser. Where it has no Web Locks, or denies them (pages without
 * HTTPS, sandboxed frames), one at a time in this page: what is done must bear being done twice. A page
 * that is left lets go of its turn, and goes on with what it does if it is shown again.
 */

/** What the page itself does under a name, one after another. */
const queues = new Map<string, Promise<unknown>>();

/** Each lets go of a lock that the page holds. */
const releases = new Set<() => void>();

// Node has no page.
globalThis.addEventListener?.('pagehide', () => releases.forEach((release) => release()));

/** Does something once nobody else does anything under the same name. */
export function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  return held(name, {}, work, () => queue(name, work));
}

/** Does something unless somebody else does something under the same name; then answers `null`. */
export function ifFree<T>(name: string, work: () => Promise<T>): Promise<T | null> {
  return held(
    name,
    { ifAvailable: true },
    (lock) => (lock ? work() : Promise.resolve(null)),
    () => (queues.has(name) ? Promise.resolve(null) : queue(name, work)),
  );
}

async function held<T>(
  name: string,
  options: LockOptions,
  work: (lock: Lock | null) => Promise<T>,
  otherwise: () => Promise<T>,
): Promise<T> {
  // Node has had no `navigator` for long, and some pages have no locks.
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  let begun: Promise<T> | undefined;
  const begin = (lock: Lock | null): Promise<void> => untilLeft((begun = work(lock)));
  try {
    await locks?.request(name, options, begin);
  } catch {
    // Denied; or taken from a page that was left, as Safari does, whose work goes on.
  }
  return begun ?? otherwise();
}

/** Waits for some work, and no longer than the page is there: one kept for the way back holds up no other. */
async function untilLeft(work: Promise<unknown>): Promise<void> {
  let release!: () => void;
  const left = new Promise<void>((resolve) => releases.add((release = resolve)));
  try {
    await Promise.race([work, left]);
  } finally {
    releases.delete(release);
  }
}

function queue<T>(name: string, work: () => Promise<T>): Promise<T> {
  const before = queues.get(name) ?? Promise.resolve();
  const turn = before.then(work);
  const settled = turn
    .catch(() => undefined)
    .then(() => {
      if (queues.get(name) === settled) queues.delete(name);
    });
  queues.set(name, settled);
  return turn;
}
