import { sql } from 'drizzle-orm';
import type { Storage } from '../../../src/server/index.js';
import type { Database } from '../../../src/server/storage/database.js';
import { stateOf } from '../../../src/server/storage/state.js';
import {
  DRAFT_COMMENTS,
  DRAFT_LISTED,
  DRAFT_READERS,
  draftPlaces,
  draftTexts,
  DRAFT_VOTES,
  insertAccounts,
  insertComments,
  insertReports,
  insertThreads,
  INSERT_AUDIT,
  INSERT_REVIEWS,
  INSERT_VOTES,
  INSERT_WITHHELD,
  updateThreads,
  type KnownReader,
  type ThreadSize,
} from './statements.js';
import { texts } from './texts.js';

export interface FillOptions {
  /** Threads of a given size. */
  threads: readonly ThreadSize[];
  /** Comments in further threads: a few large ones and a long tail. Default 0. */
  others?: number;
  /** Default 5,000. */
  accounts?: number;
  /** Of how many comments one was reported. Default 40. */
  reportedOneOf?: number;
  /** The first accounts, which write most. */
  known?: readonly KnownReader[];
  /** Leaves all counting to the triggers, one row after the other: right by definition, but slow. */
  byTriggers?: boolean;
  onProgress?: (message: string) => void;
}

/** Comments per transaction. */
const BATCH = 50_000;

/** Fills an empty database with a newspaper's discussions, and lets it gather its statistics. */
export async function fillDatabase(storage: Storage, options: FillOptions): Promise<void> {
  const { others = 0, accounts = 5_000, known = [], onProgress = () => {} } = options;
  const { db } = stateOf(storage);
  const sizes = [...options.threads, ...longTail(others)];
  const total = sizes.reduce((sum, { comments }) => sum + comments, 0);
  const startedAt = Date.now();
  let filled = 0;
  await db.execute(insertAccounts(known, accounts));
  for (const batch of batches(sizes)) {
    await fillThreads(db, batch, options);
    filled += batch.reduce((sum, { comments }) => sum + comments, 0);
    const seconds = ((Date.now() - startedAt) / 1_000).toFixed(0);
    onProgress(
      `${filled.toLocaleString('en')} of ${total.toLocaleString('en')} comments, ${seconds} s`,
    );
  }
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`analyze`);
  });
}

async function fillThreads(
  db: Database,
  sizes: readonly ThreadSize[],
  { byTriggers = false, reportedOneOf = 40 }: FillOptions,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    if (!byTriggers) await tx.execute(sql`set local session_replication_role = replica`);
    for (const statement of [
      insertThreads(sizes),
      DRAFT_READERS,
      draftTexts(texts()),
      draftPlaces(sizes),
      sql`create index on draft_places (thread, n)`,
      sql`create index on draft_places (thread, answers)`,
      sql`analyze draft_places`,
      DRAFT_COMMENTS,
      sql`create index on draft (id)`,
      DRAFT_LISTED,
      sql`analyze draft, draft_listed, draft_readers, draft_texts`,
      DRAFT_VOTES,
      sql`analyze draft_votes`,
      insertComments(!byTriggers),
      INSERT_VOTES,
      insertReports(reportedOneOf),
      INSERT_WITHHELD,
      INSERT_REVIEWS,
      INSERT_AUDIT,
      updateThreads(!byTriggers),
    ]) {
      await tx.execute(statement);
    }
  });
}

/** Of a newspaper's articles few are discussed at length, and most hardly at all. */
function longTail(comments: number): ThreadSize[] {
  const sizes: ThreadSize[] = [];
  const longest = Math.min(2_000, Math.ceil(comments / 50));
  for (let left = comments; left > 0;) {
    const wanted = Math.ceil(longest / Math.sqrt(1 + sizes.length));
    const size = Math.min(left, wanted);
    sizes.push({ key: `article ${sizes.length}`, comments: size });
    left -= size;
  }
  return sizes;
}

function* batches(sizes: readonly ThreadSize[]): Generator<ThreadSize[]> {
  let batch: ThreadSize[] = [];
  let count = 0;
  for (const size of sizes) {
    batch.push(size);
    count += size.comments;
    if (count < BATCH) continue;
    yield batch;
    batch = [];
    count = 0;
  }
  if (batch.length > 0) yield batch;
}
