import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { PalabreError } from '../../model/errors.js';
import { QUEUES, type Queue } from '../../model/moderation.js';
import { SORTS, type Sort } from '../../model/thread.js';
import { idSchema, timestampSchema } from '../../wire/comment.js';
import type { Position } from './order.js';

/** Which list a cursor continues. */
export interface ListPlace {
  thread: number;
  parent: string | null;
  sort: Sort;
}

/** Where an entry of a queue stands: since when, and its comment. */
export type QueuePosition = [since: string, comment: string];

/** Cursors of this site: signed, so that each is one that it gave out. */
export interface Cursors {
  writeList(place: ListPlace, position: Position | null): string;
  /** @throws PalabreError `invalid` for a cursor that was not given out for this very list */
  readList(cursor: string, place: ListPlace): Position | null;
  writeQueue(queue: Queue, position: QueuePosition): string;
  /** @throws PalabreError `invalid` for a cursor that was not given out for this queue */
  readQueue(cursor: string, queue: Queue): QueuePosition;
  writeAudit(id: number): string;
  /** @throws PalabreError `invalid` for a cursor that the log did not give out */
  readAudit(cursor: string): number;
}

/** A version, the list, and the entry after which to go on; `null` stands before the first. */
const listSchema = z.tuple([
  z.literal('list'),
  z.int(),
  idSchema.nullable(),
  z.enum(SORTS),
  z.tuple([z.number().nullable(), timestampSchema, idSchema]).nullable(),
]);

const queueSchema = z.tuple([z.literal('queue'), z.enum(QUEUES), timestampSchema, idSchema]);

const auditSchema = z.tuple([z.literal('audit'), z.int()]);

/** Bytes of a signature: enough against guessing, short in an address. */
const SIGNATURE_BYTES = 12;

export function createCursors(salt: string): Cursors {
  const sign = (text: string): string => {
    const signature = createHmac('sha256', salt).update(`cursor\0${text}`).digest();
    return `${text}.${signature.subarray(0, SIGNATURE_BYTES).toString('base64url')}`;
  };

  /** JSON keeps every bit of a double, so a position compares exactly. */
  const write = (value: unknown): string =>
    sign(Buffer.from(JSON.stringify(value)).toString('base64url'));

  const read = <T>(cursor: string, schema: z.ZodType<T>): T => {
    const [text = ''] = cursor.split('.');
    const [given, ours] = [Buffer.from(cursor), Buffer.from(sign(text))];
    if (given.length !== ours.length || !timingSafeEqual(given, ours)) {
      throw new PalabreError('invalid', 'The cursor is not one of this server.');
    }
    const parsed = schema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()));
    if (!parsed.success) throw elsewhere();
    return parsed.data;
  };

  return {
    writeList: ({ thread, parent, sort }, position) =>
      write(['list', thread, parent, sort, position]),
    readList(cursor, place) {
      const [, thread, parent, sort, position] = read(cursor, listSchema);
      const fits = thread === place.thread && parent === place.parent && sort === place.sort;
      if (!fits) throw elsewhere();
      return position;
    },
    writeQueue: (queue, position) => write(['queue', queue, ...position]),
    readQueue(cursor, queue) {
      const [, of, since, comment] = read(cursor, queueSchema);
      if (of !== queue) throw elsewhere();
      return [since, comment];
    },
    writeAudit: (id) => write(['audit', id]),
    readAudit: (cursor) => read(cursor, auditSchema)[1],
  };
}

function elsewhere(): PalabreError {
  return new PalabreError('invalid', 'The cursor belongs to another list.');
}
