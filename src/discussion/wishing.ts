import { readWish, writeWish, type Wish } from '../cache/wish.js';
import type { ErrorCode } from '../model/errors.js';
import type { Action, Denial } from '../model/viewer.js';
import type { Discussion } from './discussion.js';
import { placeOf } from './origin.js';
import { can } from './viewing.js';

export type { Wish };

/** What the reader mends elsewhere and comes back from. */
const MENDED: readonly string[] = ['login', 'name', 'subscribe'];

const ACTIONS = {
  'vote-for': 'vote',
  'vote-against': 'vote',
  reply: 'comment',
} as const satisfies Record<Wish['act'], Action>;

/**
 * Keeps on the device what a reader wanted to do, until they have what it takes; for other reasons
 * than a login, a name or a subscription there is nothing to come back with.
 */
export function keepWish(discussion: Discussion, wish: Wish, reason: Denial | ErrorCode): void {
  if (MENDED.includes(reason)) writeWish(placeOf(discussion), wish);
}

/** Forgets it: they do not want it any more. */
export function forgetWish(discussion: Discussion): void {
  if (readWish(placeOf(discussion))) writeWish(placeOf(discussion), null);
}

/** What the reader wanted to do here and now may, once: it is forgotten. */
export function takeWish(discussion: Discussion): Wish | null {
  const wish = readWish(placeOf(discussion));
  if (!wish || !can(discussion, ACTIONS[wish.act]).allowed) return null;
  writeWish(placeOf(discussion), null);
  return wish;
}
