import { eq, sql } from 'drizzle-orm';
import type { Comment } from '../../model/comment.js';
import { cleanSource } from '../../markup/clean.js';
import { demand, demandRight, permissions } from '../access.js';
import { againOf, type Reader } from '../accounts.js';
import type { Site } from '../context.js';
import { confirm, judgeText, type Judgement } from '../moderation/judge.js';
import { enqueue } from '../moderation/queue.js';
import { withhold } from '../moderation/withhold.js';
import type { Database } from '../storage/database.js';
import { loadComment } from '../storage/records.js';
import { comments, threads } from '../storage/schema.js';
import {
  changeComment,
  demandLiving,
  demandVisible,
  notFound,
  stamp,
  type CommentColumns,
} from './target.js';

/**
 * Replaces the text of one's own comment; the same text again changes nothing. A text that has to
 * wait takes a comment that everybody has seen off the page until then.
 */
export async function editComment(
  site: Site,
  reader: Reader,
  id: string,
  source: string,
): Promise<Comment> {
  demand(permissions(reader, site.rules, null).edit);
  const body = await site.parse(source);
  const text = cleanSource(source);
  const judged = await judgeEdit(site, reader, id, text, body);
  return changeComment(
    site,
    id,
    async (tx, comment, thread) => {
      demandVisible(comment, reader);
      demandLiving(comment);
      demandRight(comment.account === reader.id, 'Only its author may edit a comment.');
      if (comment.source === text) return loadComment(tx, site.rules, id);
      demand(permissions(await againOf(tx, reader), site.rules, thread).edit);
      demandRight(comment.status !== 'rejected', 'A refused comment cannot be edited.');
      const age = site.rules.now() - comment.createdAt.getTime();
      demandRight(age < site.rules.editMinutes * 60_000, 'It is too late to edit this comment.');
      const [edited] = await tx
        .update(comments)
        .set({ source: text, body, editedAt: sql`clock_timestamp()` })
        .where(eq(comments.id, id))
        .returning();
      if (edited === undefined) throw new Error('A locked comment vanished.');
      await applyJudgement(tx, edited, confirm(judged, site, reader, thread.moderation));
      return loadComment(tx, site.rules, id);
    },
    { owner: true },
  );
}

/** Nobody is asked about a comment that is not the reader's: the change itself then says why not. */
async function judgeEdit(
  site: Site,
  reader: Reader,
  id: string,
  source: string,
  body: Parameters<typeof judgeText>[3],
): Promise<Judgement> {
  const [known] = await site.db
    .select({
      writer: comments.writer,
      parent: comments.parent,
      key: threads.key,
      url: threads.url,
      mode: threads.moderation,
    })
    .from(comments)
    .innerJoin(threads, eq(threads.id, comments.thread))
    .where(eq(comments.id, id));
  if (known === undefined) throw notFound();
  if (known.writer !== reader.writer) return { status: 'pending', holds: [] };
  const { key, url, parent, mode } = known;
  return judgeText(site, reader, mode, body, {
    id,
    kind: 'edit',
    thread: { key, url },
    parent,
    source,
  });
}

/** An edit never lets appear what waits. */
async function applyJudgement(
  tx: Database,
  comment: CommentColumns,
  { status, holds }: Judgement,
): Promise<void> {
  const { id, thread, account } = comment;
  if (status === 'published' || account === null) return stamp(tx, comment);
  if (comment.status === 'published') return withhold(tx, comment, status, holds);
  await tx.update(comments).set({ status }).where(eq(comments.id, id));
  await enqueue(tx, { comment: id, thread, account, queue: status, holds });
  return stamp(tx, comment);
}
