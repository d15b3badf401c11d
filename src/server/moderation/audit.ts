import type { AuditEntry } from '../../model/audit.js';
import type { Database } from '../storage/database.js';
import { audit } from '../storage/schema.js';

/** What happened, who did it (`null`: the server itself), and to whom. */
export interface Deed extends Partial<Pick<AuditEntry, 'comment' | 'thread' | 'detail'>> {
  action: AuditEntry['action'];
  actor: { writer: string } | null;
  account?: { writer: string };
}

/** Adds to the log, in the transaction of what it tells of: neither is there without the other. */
export async function log(tx: Database, deed: Deed): Promise<void> {
  const { actor, account, detail = {}, ...rest } = deed;
  await tx
    .insert(audit)
    .values({ ...rest, detail, actor: actor?.writer ?? null, account: account?.writer ?? null });
}
