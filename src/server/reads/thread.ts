import type { CommentPage, ThreadPage } from '../../model/thread.js';
import type { ThreadRequest } from '../../wire/requests.js';
import { ageThread, ageVotes, type Ageing } from '../ageing.js';
import type { Site } from '../context.js';
import { readAtOnce } from '../storage/database.js';
import { firstReplies, highlightIds, listIds, pathTo } from '../storage/lists.js';
import { loadRecords } from '../storage/records.js';
import { findThread, threadInfo } from '../storage/threads.js';
import { replyLists, toList } from './page.js';

const EMPTY: CommentPage = {
  comments: [],
  lists: [{ parent: null, ids: [], page: { total: 0, cursor: null } }],
};

/** A thread's first page. */
export async function loadThread(
  { db, rules, cursors }: Site,
  query: ThreadRequest,
  ageing: Ageing,
): Promise<ThreadPage> {
  const { thread: key, sort, limit, around } = query;
  return readAtOnce(db, async (tx) => {
    const row = await findThread(tx, key);
    const thread = threadInfo(rules, key, row);
    ageThread(rules, row, ageing);
    if (row === null) return { thread, ...EMPTY, highlights: [], around: null };

    const entries = await listIds(tx, { thread: row.id, parent: null, sort }, null, limit + 1);
    const hasMore = entries.length > limit;
    const ids = entries.slice(0, limit);
    const path = around ? await pathTo(tx, row.id, around) : null;
    const highlights = await highlightIds(tx, row.id, rules.highlightVotes, query.highlights);
    const replies = await firstReplies(tx, [...ids, ...(path ?? [])], sort);
    const records = await loadRecords(
      tx,
      rules,
      [ids, path ?? [], highlights, ...replies.values()].flat(),
    );
    const comments = [...records.values()].map(({ comment }) => comment);
    ageVotes(rules, comments, ageing);
    return {
      thread,
      comments,
      lists: [
        toList(cursors, { thread: row.id, parent: null, sort }, ids, row.entries, records, hasMore),
        ...replyLists(cursors, row.id, sort, records, replies),
      ],
      highlights,
      around: path,
    };
  });
}
