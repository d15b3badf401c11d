import { AsyncLocalStorage } from 'node:async_hooks';

/*
 * Web Locks between tabs that live in one process: what a tab does runs in its name, and when it is
 * killed, its locks are free.
 */

export interface Owner {
  isAlive: boolean;
}

interface Request {
  owner: Owner | undefined;
  grant(): void;
}

const owners = new AsyncLocalStorage<Owner>();
const held = new Map<string, Owner | undefined>();
const queues = new Map<string, Request[]>();

/** Does something in the name of a tab. */
export function actAs<T>(owner: Owner, work: () => T): T {
  return owners.run(owner, work);
}

export function freeLocksOf(owner: Owner): void {
  for (const [name, holder] of held) if (holder === owner) free(name);
}

/** Gives this process the locks of a browser. */
export function installLocks(): void {
  Object.defineProperty(globalThis, 'navigator', {
    value: { locks: { request } },
    configurable: true,
  });
}

async function request<T>(
  name: string,
  { ifAvailable = false }: LockOptions,
  work: (lock: object | null) => Promise<T>,
): Promise<T> {
  const owner = owners.getStore();
  // What a tab has begun may end after it, but begins nothing more.
  if (owner?.isAlive === false) return new Promise<never>(() => {});
  if (ifAvailable && held.has(name)) return work(null);
  if (held.has(name)) {
    await new Promise<void>((grant) => {
      queues.set(name, [...(queues.get(name) ?? []), { owner, grant }]);
    });
  }
  held.set(name, owner);
  try {
    return await work({ name });
  } finally {
    if (held.get(name) === owner) free(name);
  }
}

function free(name: string): void {
  const queue = queues.get(name) ?? [];
  const at = queue.findIndex(({ owner }) => owner?.isAlive !== false);
  const next = queue[at];
  queues.set(name, at < 0 ? [] : queue.slice(at + 1));
  if (!next) held.delete(name);
  else {
    held.set(name, next.owner);
    next.grant();
  }
}
