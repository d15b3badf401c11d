/** Milliseconds before the first time that something is tried again, at least… */
const FIRST = 1_000;
/** …and at last. */
const LONGEST = 150_000;

/**
 * How long to wait after so many failures in a row, in milliseconds: twice as long each time, as
 * {@link pause} has it.
 */
export function delayAfter(
  failures: number,
  retryAfter?: number | null,
  random?: () => number,
): number {
  const wait = Math.min(LONGEST, FIRST * 2 ** Math.max(0, failures - 1));
  return pause(wait, retryAfter, random);
}

/**
 * A pause of so many milliseconds, and up to as many again: browsers that began together do not go on
 * together. Never shorter than the server has asked for, in seconds.
 */
export function pause(
  wait: number,
  retryAfter?: number | null,
  random: () => number = Math.random,
): number {
  return Math.max(wait, (retryAfter ?? 0) * 1_000) + random() * wait;
}
