import { and, eq, isNull, not, sql } from 'drizzle-orm';
import type { NewReport } from '../../wire/requests.js';
import { cleanLine, cleanSource } from '../../markup/clean.js';
import { noticeProblem } from '../../model/notice.js';
import type { ReportNotice } from '../../model/report.js';
import { PalabreError } from '../../model/errors.js';
import { demand, permissions } from '../access.js';
import type { Reader } from '../accounts.js';
import { GUEST_PREFIX } from '../auth/identity.js';
import type { Site } from '../context.js';
import { log } from '../moderation/audit.js';
import { enqueue } from '../moderation/queue.js';
import { withhold } from '../moderation/withhold.js';
import type { Database } from '../storage/database.js';
import { accounts, reports } from '../storage/schema.js';
import {
  changeComment,
  refresh,
  demandLiving,
  demandPublic,
  type CommentColumns,
} from './target.js';

/**
 * Tells the newsroom about a comment; only an account's first report of it counts, of visitors
 * (`null`) every one. Enough of them by accounts take it off the page until a moderator has looked, unless one has already. `spend` counts a new one.
 */
export async function reportComment(
  site: Site,
  reader: Reader | null,
  report: NewReport,
  spend: () => Promise<void>,
): Promise<void> {
  demand(permissions(reader, site.rules, null).report);
  const notice = demandNotice(report, reader);
  if (await isKnown(site.db, reader, report)) return;
  await spend();
  if (reader !== null) await refresh(site, reader);
  await changeComment(
    site,
    report.comment,
    async (tx, comment, { key }) => {
      if (await isKnown(tx, reader, report)) return;
      demandPublic(comment);
      demandLiving(comment);
      const added = await tx
        .insert(reports)
        .values({
          ...report,
          details: cleanSource(report.details),
          notice,
          account: reader?.id ?? null,
        })
        .onConflictDoNothing()
        .returning({ id: reports.id });
      if (added.length > 0) await react(site, tx, comment, key);
    },
    { reader: reader ?? undefined, owner: true },
  );
}

/** The notice as it is kept. @throws PalabreError `empty`, `invalid` */
function demandNotice(report: NewReport, reader: Reader | null): ReportNotice | null {
  const { notice: sent } = report;
  const notice = sent
    ? { ...sent, name: cleanLine(sent.name), email: cleanLine(sent.email) }
    : null;
  const hasAccount = reader !== null && !reader.identity.guest;
  const problem = noticeProblem({ ...report, notice }, hasAccount);
  if (problem === null) return notice;
  throw new PalabreError(problem, `The notice of illegal content is ${problem}.`);
}

async function isKnown(
  db: Database,
  reader: Reader | null,
  { id, comment }: NewReport,
): Promise<boolean> {
  const [known] = await db.select().from(reports).where(eq(reports.id, id));
  if (known === undefined) return false;
  if (known.account === (reader?.id ?? null) && known.comment === comment) return true;
  throw new PalabreError('conflict', 'The id is taken.');
}

async function react(
  { rules }: Site,
  tx: Database,
  comment: CommentColumns,
  key: string,
): Promise<void> {
  const { id, thread, account, cleared } = comment;
  if (account === null) return;
  const votes = await countReports(tx, id);
  const limit = rules.reportThreshold;
  if (limit > 0 && votes >= limit && !cleared) {
    await withhold(tx, comment, 'pending', ['reports']);
    const detail = { reports: votes };
    await log(tx, { action: 'hide', actor: null, comment: id, thread: key, detail });
  } else {
    await enqueue(tx, { comment: id, thread, account, queue: 'reported', holds: ['reports'] });
  }
}

/** Visitors and guests are left out: anybody can be as many of them as they like. */
async function countReports(tx: Database, comment: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::integer` })
    .from(reports)
    .innerJoin(accounts, eq(accounts.id, reports.account))
    .where(
      and(
        eq(reports.comment, comment),
        isNull(reports.settledAt),
        not(sql`starts_with(${accounts.sub}, ${GUEST_PREFIX})`),
      ),
    );
  return row?.count ?? 0;
}
