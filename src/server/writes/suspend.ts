import { eq, sql } from 'drizzle-orm';
import { PalabreError } from '../../model/errors.js';
import type { Suspension } from '../../model/moderation.js';
import { cleanLine } from '../../markup/clean.js';
import { demandRight, isAdmin, isModerator } from '../access.js';
import { holdAccount, writerOf, type Reader } from '../accounts.js';
import type { Site } from '../context.js';
import { log } from '../moderation/audit.js';
import { transact } from '../storage/database.js';
import { accounts, suspensions } from '../storage/schema.js';
import { refresh } from './target.js';

/** Keeps an account from writing until a time or for good; `null` lets it again. */
export async function suspendAccount(
  site: Site,
  reader: Reader,
  id: string,
  suspension: Suspension | null,
): Promise<void> {
  demandRight(isModerator(reader), 'Only a moderator may suspend an account.');
  await refresh(site, reader);
  await transact(site.db, async (tx) => {
    await holdAccount(tx, reader);
    const [account] = await tx.select().from(accounts).where(eq(accounts.id, id)).for('key share');
    if (account === undefined) throw new PalabreError('not-found', 'There is no such account.');
    demandRight(account.id !== reader.id, 'Nobody suspends themselves.');
    demandRight(
      !account.team || isAdmin(reader),
      'Only an administrator may suspend an account of the newsroom.',
    );
    const writer = writerOf(site.salt, account.sub);
    if (suspension === null) {
      const lifted = await tx
        .delete(suspensions)
        .where(eq(suspensions.writer, writer))
        .returning({ writer: suspensions.writer });
      if (lifted.length > 0)
        await log(tx, { action: 'unsuspend', actor: reader, account: { writer } });
      return;
    }
    const until = suspension.until === null ? null : new Date(suspension.until);
    const values = { until, reason: cleanLine(suspension.reason) };
    await tx
      .insert(suspensions)
      .values({ writer, ...values })
      .onConflictDoUpdate({
        target: suspensions.writer,
        set: { ...values, suspendedAt: sql`clock_timestamp()` },
      });
    const detail = { until: suspension.until };
    await log(tx, { action: 'suspend', actor: reader, account: { writer }, detail });
  });
}
