import { and, asc, eq, gt } from 'drizzle-orm';
import type { ThreadChanges } from '../../model/thread.js';
import { ageThread, ageVotes, type Ageing } from '../ageing.js';
import type { Site } from '../context.js';
import type { Answer } from '../snapshot.js';
import { readAtOnce } from '../storage/database.js';
import { selectRecords, toComment } from '../storage/records.js';
import { comments, isPublic } from '../storage/schema.js';
import { findThread, threadInfo } from '../storage/threads.js';

/** Records per answer. */
const STEP = 200;

/** What changed in a thread after a revision, tombstones included. */
async function loadChanges(
  { db, rules }: Pick<Site, 'db' | 'rules'>,
  key: string,
  since: number,
  ageing: Ageing,
): Promise<ThreadChanges> {
  return readAtOnce(db, async (tx) => {
    const row = await findThread(tx, key);
    const thread = threadInfo(rules, key, row);
    ageThread(rules, row, ageing);
    if (row === null) return { thread, comments: [], revision: 0, more: false };
    const rows = await selectRecords(
      tx,
      and(eq(comments.thread, row.id), gt(comments.revision, since), isPublic),
    )
      .orderBy(asc(comments.revision), asc(comments.id))
      .limit(STEP + 1);
    const more = rows.length > STEP;
    const records = rows.slice(0, STEP).map((found) => toComment(rules, found));
    ageVotes(rules, records, ageing);
    const reached = more ? records.at(-1)?.revision : undefined;
    return { thread, comments: records, revision: reached ?? row.revision, more };
  });
}

/** The same as an answer, which readers who ask at once share. */
export function answerChanges(
  site: Pick<Site, 'db' | 'rules' | 'snapshots'>,
  key: string,
  since: number,
): Promise<Answer> {
  const load = (ageing: Ageing) => loadChanges(site, key, since, ageing);
  return site.snapshots.get(key, `changes ${since}`, load);
}
