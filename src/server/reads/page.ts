import type { CommentList, Sort } from '../../model/thread.js';
import type { Cursors, ListPlace } from '../storage/cursor.js';
import { orderOf, positionOf } from '../storage/order.js';
import type { CommentRecord } from '../storage/records.js';

/**
 * One list as it travels. `hasMore` is known for a page that was read with one entry too many;
 * otherwise the entries are counted against the total.
 */
export function toList(
  cursors: Cursors,
  place: ListPlace,
  ids: string[],
  total: number,
  records: ReadonlyMap<string, CommentRecord>,
  hasMore = ids.length < total,
): CommentList {
  const last = records.get(ids.at(-1) ?? '');
  const order = orderOf(place.sort, place.parent === null);
  const position = last === undefined ? null : positionOf(order, last);
  return {
    parent: place.parent,
    ids,
    page: { total, cursor: hasMore ? cursors.writeList(place, position) : null },
  };
}

/**
 * The lists below every record of an answer that has replies: those that came along, and for the
 * others a cursor that begins at the beginning.
 */
export function replyLists(
  cursors: Cursors,
  thread: number,
  sort: Sort,
  records: ReadonlyMap<string, CommentRecord>,
  replies: ReadonlyMap<string, string[]>,
): CommentList[] {
  return [...records]
    .filter(([, record]) => record.replies > 0)
    .map(([parent, record]) =>
      toList(cursors, { thread, parent, sort }, replies.get(parent) ?? [], record.replies, records),
    );
}
