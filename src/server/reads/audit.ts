import { desc, eq, lt } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { AuditPage, AuditRequest } from '../../wire/audit.js';
import { demandRight, isModerator } from '../access.js';
import type { Reader } from '../accounts.js';
import type { Site } from '../context.js';
import { accounts, audit } from '../storage/schema.js';

const actors = alias(accounts, 'actors');
const targets = alias(accounts, 'targets');

/** What was done to the site's comments, threads and accounts, the last first. */
export async function loadAudit(
  { db, cursors }: Site,
  reader: Reader,
  { after, limit }: AuditRequest,
): Promise<AuditPage> {
  demandRight(isModerator(reader), 'Only a moderator reads the log.');
  const found = await db
    .select({
      id: audit.id,
      at: audit.at,
      action: audit.action,
      actor: { id: actors.id, name: actors.name },
      comment: audit.comment,
      thread: audit.thread,
      account: { id: targets.id, name: targets.name },
      detail: audit.detail,
    })
    .from(audit)
    .leftJoin(actors, eq(actors.writer, audit.actor))
    .leftJoin(targets, eq(targets.writer, audit.account))
    .where(after === null ? undefined : lt(audit.id, cursors.readAudit(after)))
    .orderBy(desc(audit.id))
    .limit(limit + 1);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    entries: rows.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() })),
    cursor: found.length > limit && last !== undefined ? cursors.writeAudit(last.id) : null,
  };
}
