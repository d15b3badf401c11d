import { and, eq } from 'drizzle-orm';
import { PalabreError } from '../../model/errors.js';
import type { CommentPage } from '../../model/thread.js';
import type { ListRequest } from '../../wire/requests.js';
import { ageVotes, type Ageing } from '../ageing.js';
import type { Site } from '../context.js';
import { readAtOnce, type Database } from '../storage/database.js';
import { firstReplies, listIds } from '../storage/lists.js';
import { loadRecords } from '../storage/records.js';
import { comments, isPublic } from '../storage/schema.js';
import { findThread, type ThreadRow } from '../storage/threads.js';
import { replyLists, toList } from './page.js';

/** One more page of one list, with the first replies to its entries. */
export async function loadComments(
  { db, rules, cursors }: Site,
  query: ListRequest,
  ageing: Ageing,
): Promise<CommentPage> {
  const { thread: key, parent, after, sort, limit } = query;
  return readAtOnce(db, async (tx) => {
    const thread = await findThread(tx, key);
    const total = await listTotal(tx, thread, parent);
    const place = { thread: thread?.id ?? 0, parent, sort };
    const position = after === null ? null : cursors.readList(after, place);
    if (thread === null) {
      return { comments: [], lists: [toList(cursors, place, [], 0, new Map())] };
    }
    const entries = await listIds(tx, place, position, limit + 1);
    const ids = entries.slice(0, limit);
    const replies = await firstReplies(tx, ids, sort);
    const records = await loadRecords(tx, rules, [ids, ...replies.values()].flat());
    const found = [...records.values()].map(({ comment }) => comment);
    ageVotes(rules, found, ageing);
    return {
      comments: found,
      lists: [
        toList(cursors, place, ids, total, records, entries.length > limit),
        ...replyLists(cursors, thread.id, sort, records, replies),
      ],
    };
  });
}

async function listTotal(
  db: Database,
  thread: ThreadRow | null,
  parent: string | null,
): Promise<number> {
  if (parent === null) return thread?.entries ?? 0;
  const [row] = await db
    .select({ replies: comments.replies })
    .from(comments)
    .where(and(eq(comments.id, parent), eq(comments.thread, thread?.id ?? 0), isPublic));
  if (row === undefined) {
    throw new PalabreError('not-found', 'There is no such comment in this thread.');
  }
  return row.replies;
}
