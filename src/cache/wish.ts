import { readKept, writeKept } from './device.js';
import { keyOfPlace, type ThreadPlace } from './place.js';

/** What a visitor wanted to do when they were asked to sign in. */
export interface Wish {
  /** The comment that it is about. */
  comment: string;
  act: 'vote-for' | 'vote-against' | 'reply';
}

/** Milliseconds for which it is kept: signing in takes minutes, subscribing perhaps an hour. */
export const WISH_LIFE = 2 * 3_600_000;

const NAME = 'wish';

/** Only the last wish is kept, of whichever thread. */
export function writeWish(place: ThreadPlace, wish: Wish | null, now: number = Date.now()): void {
  writeKept(NAME, wish && { ...wish, place: keyOfPlace(place), at: now });
}

/** The wish that waits in a thread; `null` for none, or one that is too old. */
export function readWish(place: ThreadPlace, now: number = Date.now()): Wish | null {
  const { comment, act, place: kept, at } = (readKept(NAME) ?? {}) as Record<string, unknown>;
  const isHere = kept === keyOfPlace(place);
  // A clock that was set back since makes no wish last longer.
  const isAlive = typeof at === 'number' && Math.abs(now - at) < WISH_LIFE;
  return isHere && isAlive && typeof comment === 'string' && isAct(act) ? { comment, act } : null;
}

function isAct(value: unknown): value is Wish['act'] {
  return ['vote-for', 'vote-against', 'reply'].includes(value as string);
}
