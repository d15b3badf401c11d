import type { Discussion } from '../discussion.js';
import { basesOf, failures } from './attempting.js';
import { outboxOf, type Entry } from './outbox.js';

/**
 * Whether it is being sent for the first time, or about to be: not where what it builds on did not
 * arrive at once, nor where nobody waits for it and nothing gets through.
 */
export function isFresh(discussion: Discussion, entry: Entry): boolean {
  const { asked, sending } = outboxOf(discussion);
  if (sending.has(entry)) return entry.attempts <= 1;
  if (entry.attempts > 0) return false;
  if (!asked.has(entry) && (failures.get(discussion) ?? 0) > 0) return false;
  const base = basesOf(discussion, entry).at(-1);
  return !base || isFresh(discussion, base);
}
