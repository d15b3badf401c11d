import { asc, desc, sql, type SQL } from 'drizzle-orm';
import type { Sort } from '../../model/thread.js';
import type { CommentRecord } from './records.js';
import { comments } from './schema.js';

/**
 * How one list is ordered. Every order ends in time and id and runs in one direction, so that a
 * place in it is one row comparison, answered by one index.
 */
export interface Order {
  /** What comes before time and id. */
  by: 'best' | 'replies' | null;
  descending: boolean;
}

/** Where an entry stands: the value of {@link Order.by}, time, id. */
export type Position = [value: number | null, createdAt: string, id: string];

const ORDERS: Record<Sort, Order> = {
  best: { by: 'best', descending: true },
  newest: { by: null, descending: true },
  oldest: { by: null, descending: false },
  'most-replied': { by: 'replies', descending: true },
};

/** Replies are read as a conversation, oldest first, unless the best are asked for. */
export function orderOf(sort: Sort, isTopLevel: boolean): Order {
  return isTopLevel || sort === 'best' ? ORDERS[sort] : ORDERS.oldest;
}

function keys({ by }: Order) {
  const tail = [comments.createdAt, comments.id];
  return by === null ? tail : [comments[by], ...tail];
}

export function orderBy(order: Order): SQL[] {
  return keys(order).map((key) => (order.descending ? desc(key) : asc(key)));
}

/** The condition that an entry stands behind a position. */
export function isAfter(order: Order, [value, createdAt, id]: Position): SQL {
  const values = [sql`${createdAt}::timestamptz`, sql`${id}::uuid`];
  if (order.by === 'best') values.unshift(sql`${value}::float8`);
  if (order.by === 'replies') values.unshift(sql`${value}::integer`);
  const comparison = order.descending ? sql`<` : sql`>`;
  return sql`(${sql.join(keys(order), sql`, `)}) ${comparison} (${sql.join(values, sql`, `)})`;
}

export function positionOf(order: Order, record: CommentRecord): Position {
  const value = order.by === null ? null : record[order.by];
  return [value, record.comment.createdAt, record.comment.id];
}
