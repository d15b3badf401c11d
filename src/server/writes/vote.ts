import { and, eq, sql } from 'drizzle-orm';
import type { Comment, VoteValue } from '../../model/comment.js';
import { demand, demandRight, permissions } from '../access.js';
import type { Reader } from '../accounts.js';
import type { Site } from '../context.js';
import { loadComment } from '../storage/records.js';
import { votes } from '../storage/schema.js';
import { changeComment, refresh, demandLiving, demandPublic, stamp } from './target.js';

/** Sets a reader's vote; `0` takes it back. The same value again changes nothing. */
export async function voteComment(
  site: Site,
  reader: Reader,
  id: string,
  value: VoteValue,
): Promise<Comment> {
  demand(permissions(reader, site.rules, null).vote);
  demandRight(value !== -1 || site.rules.downVotes, 'This site has no down votes.');
  await refresh(site, reader);
  return changeComment(
    site,
    id,
    async (tx, comment) => {
      demandPublic(comment);
      demandLiving(comment);
      demandRight(comment.account !== reader.id, 'Nobody votes for a comment of one’s own.');
      const mine = and(eq(votes.comment, id), eq(votes.account, reader.id));
      const [before] = await tx.select({ value: votes.value }).from(votes).where(mine);
      if ((before?.value ?? 0) === value) return loadComment(tx, site.rules, id);
      if (value === 0) {
        await tx.delete(votes).where(mine);
      } else {
        await tx
          .insert(votes)
          .values({ comment: id, account: reader.id, thread: comment.thread, value })
          .onConflictDoUpdate({
            target: [votes.comment, votes.account],
            set: { value, votedAt: sql`now()` },
          });
      }
      await stamp(tx, comment);
      return loadComment(tx, site.rules, id);
    },
    { reader },
  );
}
