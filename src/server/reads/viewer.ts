import { and, eq } from 'drizzle-orm';
import type { Viewer } from '../../model/viewer.js';
import { permissions, waiting } from '../access.js';
import { authorOf, type Reader } from '../accounts.js';
import type { Site } from '../context.js';
import { votes } from '../storage/schema.js';
import { findThread } from '../storage/threads.js';
import { loadPending } from './pending.js';

/** The private half of a thread. */
export async function loadViewer(
  { db, rules, limits }: Site,
  key: string,
  reader: Reader | null,
): Promise<Viewer> {
  const thread = await findThread(db, key);
  const can = permissions(reader, rules, thread);
  const { editMinutes } = rules;
  const now = new Date(rules.now()).toISOString();
  if (reader === null || reader.erased || reader.identity.name === null) {
    return { account: null, can, editMinutes, now, votes: [], pending: [] };
  }
  const account = authorOf(reader);
  can.comment = waiting(can.comment, await limits.blockedUntil('comment', reader));
  if (thread === null) return { account, can, editMinutes, now, votes: [], pending: [] };
  const cast = await db
    .select({ id: votes.comment, value: votes.value })
    .from(votes)
    .where(and(eq(votes.account, reader.id), eq(votes.thread, thread.id)));
  const pending = await loadPending({ db, rules }, thread.id, reader);
  return { account, can, editMinutes, now, votes: cast, pending };
}
