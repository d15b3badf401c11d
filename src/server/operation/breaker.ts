export interface Breaker {
  /**
   * Runs what asks the database. After it was found lost, only one call every {@link RETRY_MS}
   * gets through; the others fail at once, with what that one failed with.
   */
  run<T>(work: () => Promise<T>): Promise<T>;
}

export interface BreakerOptions {
  /** Whether a failure says that nobody can reach the database, and not only this query. */
  isLost: (error: unknown) => boolean;
  /** Told when the database is lost, and with `null` when it is back. */
  onChange: (error: unknown) => void;
  now: () => number;
}

/** Milliseconds between two tries to reach a database that is lost. */
const RETRY_MS = 1_000;

/** Keeps a database that is lost from being asked by every reader. */
export function createBreaker({ isLost, onChange, now }: BreakerOptions): Breaker {
  let lost: { error: unknown; triedAt: number } | null = null;

  function lose(error: unknown): void {
    const isNews = lost === null;
    lost = { error, triedAt: now() };
    if (isNews) onChange(error);
  }

  function find(): void {
    if (lost === null) return;
    lost = null;
    onChange(null);
  }

  return {
    async run(work) {
      if (lost !== null) {
        if (now() - lost.triedAt < RETRY_MS) throw lost.error;
        lost.triedAt = now();
      }
      try {
        const result = await work();
        find();
        return result;
      } catch (error) {
        if (isLost(error)) lose(error);
        else find();
        throw error;
      }
    },
  };
}
