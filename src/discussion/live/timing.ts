/** The clock, chance and patience of what goes on by itself; a test has its own. */
export interface Timing {
  /** Milliseconds that never go back. */
  now(): number;
  /** From 0 to 1. */
  random(): number;
  /** Resolves after so many milliseconds, or once the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const TIMING: Timing = {
  now: () => performance.now(),
  random: () => Math.random(),
  wait: (milliseconds, signal) =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
    }),
};
