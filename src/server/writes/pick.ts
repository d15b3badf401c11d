import { eq } from 'drizzle-orm';
import type { Comment } from '../../model/comment.js';
import { demandRight, isDirector } from '../access.js';
import type { Reader } from '../accounts.js';
import type { Site } from '../context.js';
import { log } from '../moderation/audit.js';
import { loadComment } from '../storage/records.js';
import { comments } from '../storage/schema.js';
import { findThreadOf, type ThreadRow } from '../storage/threads.js';
import { changeComment, refresh, demandLiving, demandPublic, stamp } from './target.js';

/** Makes a comment an editor's pick, or no longer. */
export async function pickComment(
  site: Site,
  reader: Reader,
  id: string,
  picked: boolean,
): Promise<Comment> {
  const demandDirector = (thread: Pick<ThreadRow, 'authors'> | null): void =>
    demandRight(isDirector(reader, thread), 'Only the newsroom or the article’s author picks.');
  demandDirector(await findThreadOf(site.db, id));
  await refresh(site, reader);
  return changeComment(
    site,
    id,
    async (tx, comment, thread) => {
      demandDirector(thread);
      demandPublic(comment);
      demandLiving(comment);
      if (comment.picked !== picked) {
        await tx.update(comments).set({ picked }).where(eq(comments.id, id));
        await stamp(tx, comment);
        const action = picked ? 'pick' : 'unpick';
        await log(tx, { action, actor: reader, comment: id, thread: thread.key });
      }
      return loadComment(tx, site.rules, id);
    },
    { reader },
  );
}
