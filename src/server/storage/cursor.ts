import { z } from 'zod';
import { PalabreError } from '../../model/errors.js';
import { SORTS, type Sort } from '../../model/thread.js';
import { idSchema, timestampSchema } from '../../wire/comment.js';
import { orderOf, type Position } from './order.js';

/** Which list a cursor continues. */
export interface ListPlace {
  thread: number;
  parent: string | null;
  sort: Sort;
}

/** A version, the list, and the entry after which to go on; `null` stands before the first. */
const cursorSchema = z.tuple([
  z.literal(1),
  z.int(),
  idSchema.nullable(),
  z.enum(SORTS),
  z.tuple([z.number().nullable(), timestampSchema, idSchema]).nullable(),
]);

/** JSON keeps every bit of a double, so a position compares exactly. */
export function writeCursor(
  { thread, parent, sort }: ListPlace,
  position: Position | null,
): string {
  return Buffer.from(JSON.stringify([1, thread, parent, sort, position])).toString('base64url');
}

/** @throws PalabreError `invalid` for a cursor that was not given out for this very list */
export function readCursor(cursor: string, place: ListPlace): Position | null {
  const parsed = cursorSchema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  if (!parsed.success) throw new PalabreError('invalid', 'The cursor is not one of this server.');
  const [, thread, parent, sort, position] = parsed.data;
  const order = orderOf(sort, parent === null);
  const fits = position === null || (position[0] === null) === (order.by === null);
  if (thread !== place.thread || parent !== place.parent || sort !== place.sort || !fits) {
    throw new PalabreError('invalid', 'The cursor belongs to another list.');
  }
  return position;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
