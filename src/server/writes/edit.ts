import { eq } from 'drizzle-orm';
import type { Comment } from '../../model/comment.js';
import { cleanSource } from '../../markup/clean.js';
import { demand, demandRight, permissions } from '../access.js';
import type { Reader } from '../accounts.js';
import type { Site } from '../context.js';
import { loadComment } from '../storage/records.js';
import { comments } from '../storage/schema.js';
import { changeComment, demandLiving, stamp } from './target.js';

/** Replaces the text of one's own comment; the same text again changes nothing. */
export async function editComment(
  site: Site,
  reader: Reader,
  id: string,
  source: string,
): Promise<Comment> {
  demand(permissions(reader, site.rules, null).edit);
  const body = await site.parse(source);
  const text = cleanSource(source);
  return changeComment(site, id, async (tx, comment, thread) => {
    demandLiving(comment);
    demandRight(comment.account === reader.id, 'Only its author may edit a comment.');
    if (comment.source === text) return loadComment(tx, id);
    demand(permissions(reader, site.rules, thread).edit);
    const age = Date.now() - comment.createdAt.getTime();
    demandRight(age <= site.rules.editMinutes * 60_000, 'It is too late to edit this comment.');
    await tx
      .update(comments)
      .set({ source: text, body, editedAt: new Date() })
      .where(eq(comments.id, id));
    await stamp(tx, comment);
    return loadComment(tx, id);
  });
}
