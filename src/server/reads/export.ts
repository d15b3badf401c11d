import { asc, eq } from 'drizzle-orm';
import { demandRight, mayHandleAccount } from '../access.js';
import { writerOf, type Reader } from '../accounts.js';
import type { Site } from '../context.js';
import { log } from '../moderation/audit.js';
import { readAtOnce, type Database } from '../storage/database.js';
import {
  accounts,
  comments,
  reports,
  suspensions,
  threads,
  votes,
  withheld,
} from '../storage/schema.js';

export interface AccountExport {
  account: typeof accounts.$inferSelect | null;
  suspension: { until: Date | null; reason: string } | null;
  comments: unknown[];
  /** What moderation took off the page. */
  withheld: unknown[];
  votes: unknown[];
  reports: unknown[];
}

/** All that is kept of an account; without one, `account` is `null` and the lists are empty. */
export async function exportAccount(
  { db, salt }: Site,
  reader: Reader,
  subject: string,
): Promise<AccountExport> {
  demandRight(mayHandleAccount(reader, subject), 'Only the account itself or an administrator.');
  const writer = writerOf(salt, subject);
  const exported = await readAtOnce(db, (tx) => readAccount(tx, subject, writer));
  await log(db, { action: 'export', actor: reader, account: { writer } });
  return exported;
}

async function readAccount(tx: Database, subject: string, writer: string): Promise<AccountExport> {
  const [suspension] = await tx
    .select({ until: suspensions.until, reason: suspensions.reason })
    .from(suspensions)
    .where(eq(suspensions.writer, writer));
  const standing = { suspension: suspension ?? null };
  const [account] = await tx.select().from(accounts).where(eq(accounts.sub, subject));
  if (account === undefined) {
    return { account: null, ...standing, comments: [], withheld: [], votes: [], reports: [] };
  }
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
  const kept = await tx
    .select({
      id: comments.id,
      thread: { key: threads.key, url: threads.url },
      parent: comments.parent,
      createdAt: comments.createdAt,
      editedAt: withheld.editedAt,
      source: withheld.source,
      picked: withheld.picked,
    })
    .from(withheld)
    .innerJoin(comments, eq(comments.id, withheld.comment))
    .innerJoin(threads, eq(threads.id, comments.thread))
    .where(eq(withheld.account, account.id))
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
      notice: reports.notice,
      createdAt: reports.createdAt,
    })
    .from(reports)
    .where(eq(reports.account, account.id))
    .orderBy(asc(reports.createdAt));
  return {
    account,
    ...standing,
    comments: written,
    withheld: kept,
    votes: voted,
    reports: reported,
  };
}
