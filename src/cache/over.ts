import { readKept, writeKept } from './device.js';

/*
 * Keys of what is over and may still lie in the database: said in `localStorage`, at once and for all
 * tabs, so that nobody sends it again where the database is slow to forget, or refuses to.
 */

const NAME = 'outbox-over';

/** Keys at most; the oldest leave first. */
const MOST = 400;

export function keysOver(): Set<string> {
  const kept = readKept(NAME);
  return new Set(Array.isArray(kept) ? kept.filter((key) => typeof key === 'string') : []);
}

export function noteOver(keys: readonly string[]): void {
  write([...new Set([...keysOver(), ...keys])]);
}

/** The database has forgotten them. */
export function forgetOver(keys: readonly string[]): void {
  const over = keysOver();
  if (keys.some((key) => over.delete(key))) write([...over]);
}

function write(keys: readonly string[]): void {
  writeKept(NAME, keys.length > 0 ? keys.slice(-MOST) : null);
}
