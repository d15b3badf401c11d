/** What ends with a tab. */
export interface Owner {
  isAlive: boolean;
}

interface Request {
  owner: Owner;
  grant(): void;
}

type Work<T> = (lock: object | null) => Promise<T>;

/** The Web Locks of a browser: when a tab ends, its locks are free. */
export class Locks {
  readonly #held = new Map<string, Owner>();
  readonly #queues = new Map<string, Request[]>();

  /** `navigator.locks` as a tab has them. */
  of(owner: Owner): { request: (...args: [string, LockOptions, Work<unknown>]) => unknown } {
    return { request: (name, options, work) => this.#request(owner, name, options, work) };
  }

  freeAllOf(owner: Owner): void {
    for (const [name, holder] of this.#held) if (holder === owner) this.#free(name);
  }

  async #request<T>(
    owner: Owner,
    name: string,
    { ifAvailable = false }: LockOptions,
    work: Work<T>,
  ): Promise<T> {
    // What a tab has begun may end after it, but begins nothing more.
    if (!owner.isAlive) return new Promise<never>(() => {});
    if (ifAvailable && this.#held.has(name)) return work(null);
    if (this.#held.has(name)) {
      await new Promise<void>((grant) => {
        this.#queues.set(name, [...(this.#queues.get(name) ?? []), { owner, grant }]);
      });
      if (!owner.isAlive) return new Promise<never>(() => {});
    }
    this.#held.set(name, owner);
    try {
      return await work({ name });
    } finally {
      if (this.#held.get(name) === owner) this.#free(name);
    }
  }

  #free(name: string): void {
    const queue = this.#queues.get(name) ?? [];
    const at = queue.findIndex(({ owner }) => owner.isAlive);
    const next = queue[at];
    this.#queues.set(name, at < 0 ? [] : queue.slice(at + 1));
    if (!next) this.#held.delete(name);
    else {
      this.#held.set(name, next.owner);
      next.grant();
    }
  }
}
