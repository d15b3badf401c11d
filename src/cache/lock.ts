/*
 * One at a time, over all tabs of a browser. Where it has no Web Locks, or denies them (pages without
 * HTTPS, sandboxed frames), one at a time in this page: what is done must bear being done twice.
 */

/** What the page itself does under a name, one after another. */
const queues = new Map<string, Promise<unknown>>();

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
  let isBegun = false;
  const begin = (lock: Lock | null): Promise<T> => {
    isBegun = true;
    return work(lock);
  };
  try {
    if (locks) return await locks.request(name, options, begin);
  } catch (error) {
    if (isBegun) throw error;
  }
  return otherwise();
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
