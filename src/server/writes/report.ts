import { eq } from 'drizzle-orm';
import type { NewReport } from '../../wire/requests.js';
import { cleanSource } from '../../markup/clean.js';
import { PalabreError } from '../../model/errors.js';
import { demand, permissions } from '../access.js';
import { holdAccount, rememberAccount, type Reader } from '../accounts.js';
import type { Site } from '../context.js';
import { transact } from '../storage/database.js';
import { comments, reports } from '../storage/schema.js';
import { demandLiving } from './target.js';

/** Tells the newsroom about a comment; only a reader's first report of it counts. */
export async function reportComment(site: Site, reader: Reader, report: NewReport): Promise<void> {
  demand(permissions(reader, site.rules, null).report);
  const changed = await rememberAccount(site.db, reader);
  for (const key of changed) site.snapshots.drop(key);
  await transact(site.db, async (tx) => {
    await holdAccount(tx, reader);
    const [known] = await tx.select().from(reports).where(eq(reports.id, report.id));
    if (known !== undefined) {
      if (known.account === reader.id && known.comment === report.comment) return;
      throw new PalabreError('conflict', 'The id is taken.');
    }
    const [comment] = await tx
      .select({ status: comments.status, tombstone: comments.tombstone })
      .from(comments)
      .where(eq(comments.id, report.comment))
      .for('key share');
    if (comment?.status !== 'published') {
      throw new PalabreError('not-found', 'There is no such comment.');
    }
    demandLiving(comment);
    await tx
      .insert(reports)
      .values({ ...report, details: cleanSource(report.details), account: reader.id })
      .onConflictDoNothing();
  });
}
