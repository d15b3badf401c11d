/** Milliseconds before the first time that something is tried again. */
const FIRST = 2_000;
/** The longest that one waits. */
const LONGEST = 5 * 60_000;

/**
 * How long to wait after so many failures in a row, in milliseconds: twice as long each time, and at
 * another moment in each browser. Never shorter than the server has asked for, in seconds.
 */
export function delayAfter(
  failures: number,
  retryAfter: number | null = null,
  random: () => number = Math.random,
): number {
  const most = Math.min(LONGEST, FIRST * 2 ** Math.max(0, failures - 1));
  return Math.max(most / 2 + (random() * most) / 2, (retryAfter ?? 0) * 1_000);
}
