import type { CommentId, Timestamp, VoteCounts } from '../../model/comment.js';
import { SORTS, type Sort } from '../../model/thread.js';
import { refuse } from './state.js';

/** Where an entry stands: the sort's own value (`null` for time alone), then time, then id. */
export type Position = [value: number | null, createdAt: Timestamp, id: CommentId];

/** Which list a cursor continues. */
export interface ListPlace {
  key: string;
  parent: CommentId | null;
  sort: Sort;
}

/** Replies are read as a conversation, oldest first, unless the best are asked for. */
export function orderOf({ parent, sort }: Pick<ListPlace, 'parent' | 'sort'>): Sort {
  return parent === null || sort === 'best' ? sort : 'oldest';
}

/** Sorts positions; all but the oldest first run downwards. */
export function comparePositions(order: Sort): (a: Position, b: Position) => number {
  const direction = order === 'oldest' ? 1 : -1;
  return (a, b) => {
    const at = a.findIndex((part, index) => part !== b[index]);
    if (at < 0) return 0;
    return a[at]! < b[at]! ? -direction : direction;
  };
}

/**
 * The lower bound of the Wilson score interval at 95 % (z = 1.96) of up / (up + down), as the
 * reference server has it: E. B. Wilson, JASA 22 (1927) 209-212; Evan Miller, "How Not To Sort By
 * Average Rating" (2009). z² = 3.8416.
 */
export function wilson({ up, down }: VoteCounts): number {
  const n = up + down;
  if (up === 0) return 0;
  return ((up + 1.9208) / n - (1.96 * Math.sqrt((up * down) / n + 0.9604)) / n) / (1 + 3.8416 / n);
}

export function writeCursor({ key, parent, sort }: ListPlace, position: Position | null): string {
  return JSON.stringify([key, parent, sort, position]);
}

/** @throws PalabreError `invalid` for a cursor that was not given out for this very list */
export function readCursor(cursor: string, { key, parent, sort }: ListPlace): Position | null {
  const foreign = (): never => refuse('invalid', 'The cursor is not one of this list.');
  const parts = parseList(cursor, 4) ?? foreign();
  const [ofKey, ofParent, ofSort, position] = parts;
  if (ofKey !== key || ofParent !== parent || ofSort !== sort || !SORTS.includes(sort)) foreign();
  return position === null || isPosition(position) ? position : foreign();
}

export function isPosition(value: unknown): value is Position {
  if (!Array.isArray(value) || value.length !== 3) return false;
  const [number, createdAt, id] = value as unknown[];
  const isNumber = number === null || typeof number === 'number';
  return isNumber && typeof createdAt === 'string' && typeof id === 'string';
}

/** JSON that is a list of so many parts, or `null`. */
export function parseList(json: string, length: number): unknown[] | null {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) && value.length === length ? value : null;
  } catch {
    return null;
  }
}
