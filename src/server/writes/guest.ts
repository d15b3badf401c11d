import { and, eq, exists, isNull, or, sql } from 'drizzle-orm';
import { cleanLine } from '../../markup/clean.js';
import { PalabreError } from '../../model/errors.js';
import { nameProblem, visibleName, type Guest } from '../../model/guest.js';
import { authorOf, findReader, type Reader } from '../accounts.js';
import { GUEST_PREFIX } from '../auth/identity.js';
import type { Site } from '../context.js';
import type { Database } from '../storage/database.js';
import { accounts, comments } from '../storage/schema.js';

/**
 * Gives somebody without an account a name and a token of this server. Nothing is stored before
 * their first comment. `spend` counts it, before anything is said of the name.
 * @throws PalabreError `unsupported` where a name is not enough; `empty`, `too-long`; `conflict` for
 * the name of somebody with an account
 */
export async function createGuest(
  site: Site,
  typed: string,
  spend: (guest: Reader) => Promise<void>,
): Promise<Guest> {
  if (site.rules.commentAccess !== 'guests' || site.rules.readOnly) {
    throw new PalabreError('unsupported', 'A name is not enough on this site.');
  }
  const name = cleanLine(typed);
  const problem = nameProblem(name);
  if (problem !== null) throw new PalabreError(problem, `The name is ${problem}.`);
  const { token, identity } = await site.guests.create(name);
  const guest = await findReader(site, identity);
  await spend(guest);
  if (await isTaken(site.db, name)) {
    throw new PalabreError('conflict', 'Somebody with an account is known by this name.');
  }
  return { token, account: authorOf(guest) };
}

/**
 * Whether readers know somebody with an account by this name, or by one that looks nearly the same:
 * their comments show it, or they are of the newsroom's staff. Other accounts' names stay unknown.
 */
async function isTaken(db: Database, name: string): Promise<boolean> {
  const shown = db
    .select({ id: comments.id })
    .from(comments)
    .where(
      and(
        eq(comments.account, accounts.id),
        eq(comments.status, 'published'),
        isNull(comments.tombstone),
      ),
    );
  const [taken] = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(
        sql`fold_name(${accounts.name}) = fold_name(${visibleName(name)})`,
        // A literal, as the index has it.
        sql`${accounts.sub} not like ${sql.raw(`'${GUEST_PREFIX}%'`)}`,
        or(sql`'staff' = any(${accounts.badges})`, exists(shown)),
      ),
    )
    .limit(1);
  return taken !== undefined;
}
