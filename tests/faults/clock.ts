import { setImmediate } from 'node:timers';

interface Task {
  id: number;
  at: number;
  work: () => void;
  owner: { isAlive: boolean } | null;
}

/** The least that anything takes which is not done at once, in milliseconds. */
export const TURN = 1 / 16;

/** Tasks after which work is taken to go round in circles. */
const ENDLESS = 200_000;

/** Milliseconds since 1970. */
const START = 1_800_000_000_000;

/**
 * A time that goes on as soon as nothing is left to be done at a moment: hours take no time, and what
 * is due together is done in the order in which it was asked for.
 */
export class Clock {
  /** Milliseconds. */
  now = 0;
  #tasks: Task[] = [];
  #count = 0;

  /** Whole milliseconds since 1970, as a device counts them. */
  get date(): number {
    return START + Math.floor(this.now);
  }

  /** Does something later, unless its owner has ended by then. */
  after(milliseconds: number, work: () => void, owner: Task['owner'] = null): number {
    const task: Task = {
      id: (this.#count += 1),
      at: this.now + Math.max(TURN, milliseconds),
      ...{ work, owner },
    };
    const next = this.#tasks.findIndex(({ at }) => at > task.at);
    this.#tasks.splice(next < 0 ? this.#tasks.length : next, 0, task);
    return task.id;
  }

  cancel(id: number | undefined): void {
    this.#tasks = this.#tasks.filter((task) => task.id !== id);
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => void this.after(milliseconds, resolve));
  }

  /** Lets time pass until some work is over. @throws where it never ends */
  async drive<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    const end = (): void => void (isOver = true);
    work.then(end, end);
    // Whatever follows from a task is done before the next one.
    for (let count = 0; count < ENDLESS; count += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (isOver) return work;
      const task = this.#tasks.shift();
      if (!task) throw new Error('Something is waited for that nobody does');
      this.now = task.at;
      if (task.owner?.isAlive !== false) task.work();
    }
    throw new Error('Something goes round in circles');
  }
}
