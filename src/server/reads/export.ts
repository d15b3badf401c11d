import { asc, eq } from 'drizzle-orm';
import { demandRight, mayHandleAccount } from '../access.js';
import type { Reader } from '../accounts.js';
import type { Site } from '../context.js';
import { readAtOnce } from '../storage/database.js';
import { accounts, comments, reports, threads, votes } from '../storage/schema.js';

/** All that is kept of an account; without one, `account` is `null` and the lists are empty. */
export async function exportAccount(
  { db }: Site,
  reader: Reader,
  subject: string,
): Promise<unknown> {
  demandRight(mayHandleAccount(reader, subject), 'Only the account itself or an administrator.');
  return readAtOnce(db, async (tx) => {
    const [account] = await tx.select().from(accounts).where(eq(accounts.sub, subject));
    if (account === undefined) return { account: null, comments: [], votes: [], reports: [] };
    const written = await tx
      .select({
        id: comments.id,
        thread: { key: threads.key, url: threads.url },
        parent: comments.parent,
        createdAt: comments.createdAt,
        editedAt: comments.editedAt,
        status: comments.status,
        source: comments.source,
        votes: { up: comments.up, down: comments.down },
        picked: comments.picked,
      })
      .from(comments)
      .innerJoin(threads, eq(threads.id, comments.thread))
      .where(eq(comments.account, account.id))
      .orderBy(asc(comments.createdAt));
    const voted = await tx
      .select({ comment: votes.comment, value: votes.value, votedAt: votes.votedAt })
      .from(votes)
      .where(eq(votes.account, account.id))
      .orderBy(asc(votes.votedAt));
    const reported = await tx
      .select({
        id: reports.id,
        comment: reports.comment,
        reason: reports.reason,
        details: reports.details,
        createdAt: reports.createdAt,
      })
      .from(reports)
      .where(eq(reports.account, account.id))
      .orderBy(asc(reports.createdAt));
    return { account, comments: written, votes: voted, reports: reported };
  });
}
