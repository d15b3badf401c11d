import { ifFree, withLock } from '../../cache/lock.js';
import { nameOfBackend } from '../../cache/place.js';
import type { Discussion } from '../discussion.js';
import { placeOf } from '../origin.js';
import type { Entry } from './outbox.js';

/** Objects that are backends of this page, in the order of their coming. */
const numbers = new WeakMap<object, number>();
let count = 0;

/** Does something once nobody else does anything about the same comment. */
export function inTurn<T>(
  discussion: Discussion,
  entry: Entry,
  work: () => Promise<T>,
): Promise<T> {
  return withLock(turnOf(discussion, entry), work);
}

/** Does it unless somebody does something about the same comment; then answers `null`. */
export function ifItsTurn<T>(
  discussion: Discussion,
  entry: Entry,
  work: () => Promise<T>,
): Promise<T | null> {
  return ifFree(turnOf(discussion, entry), work);
}

function turnOf(discussion: Discussion, { write }: Entry): string {
  return `${lockOf(discussion)} ${write.comment}`;
}

/** Tabs that show the same backend share the name; objects of one page do not. */
export function lockOf(discussion: Discussion): string {
  const { backend } = placeOf(discussion);
  const name = `palabre-outbox ${nameOfBackend(backend)}`;
  return typeof backend === 'string' ? name : `${name} ${numberOf(backend)}`;
}

function numberOf(backend: object): number {
  const known = numbers.get(backend) ?? (count += 1);
  numbers.set(backend, known);
  return known;
}
