import { and, eq } from 'drizzle-orm';
import type { Comment } from '../../model/comment.js';
import { PalabreError } from '../../model/errors.js';
import type { ThreadRef } from '../../model/thread.js';
import type { NewComment } from '../../wire/requests.js';
import { TITLE_MAX_LENGTH } from '../../wire/thread.js';
import { cleanSource } from '../../markup/clean.js';
import { demand, demandAddress, permissions } from '../access.js';
import { againOf, holdAccount, type Reader } from '../accounts.js';
import { shorten } from '../auth/identity.js';
import type { Rules, Site } from '../context.js';
import { confirm, judgeText } from '../moderation/judge.js';
import { enqueue } from '../moderation/queue.js';
import { transact, type Database } from '../storage/database.js';
import { loadComment } from '../storage/records.js';
import { comments, isPublic, threads } from '../storage/schema.js';
import { findThread, lockNewThread, nextEntry } from '../storage/threads.js';
import { changing, demandLiving, refresh } from './target.js';

export interface Created {
  comment: Comment;
  isNew: boolean;
}

/**
 * Writes a comment, once per id. A known id is answered before anything else is asked, so that a
 * repeated write finds out what became of the first one even when the thread has closed, the
 * subscription has ended or the account was erased since. `spend` counts a new one.
 */
export async function createComment(
  site: Site,
  reader: Reader,
  input: NewComment,
  spend: () => Promise<void>,
): Promise<Created> {
  const known = await findKnown(site.db, site.rules, reader, input);
  if (known !== null) return { comment: known, isNew: false };

  const found = await findThread(site.db, input.thread.key);
  demand(permissions(reader, site.rules, found).comment);
  demandAddress(site.rules, input.thread.url);
  await spend();
  const body = await site.parse(input.source);
  const source = cleanSource(input.source);
  const { id, parent, thread: ref } = input;
  const judged = await judgeText(site, reader, found?.moderation ?? null, body, {
    id,
    kind: 'create',
    thread: { key: ref.key, url: ref.url },
    parent,
    source,
  });
  await refresh(site, reader);

  return changing(site, input.thread.key, () =>
    transact(site.db, async (tx) => {
      await holdAccount(tx, reader);
      const thread = await lockNewThread(tx, suggestion(input.thread));
      const rival = await findKnown(tx, site.rules, reader, input);
      if (rival !== null) return { comment: rival, isNew: false };
      demand(permissions(await againOf(tx, reader), site.rules, thread).comment);
      const judgement = confirm(judged, site, reader, thread.moderation);
      if (input.parent !== null) await demandParent(tx, thread.id, input.parent);
      await confirmThread(tx, reader, thread);
      const inserted = await tx
        .insert(comments)
        .values({
          ...(await nextEntry(tx, thread.id)),
          id: input.id,
          thread: thread.id,
          parent: input.parent,
          account: reader.id,
          writer: reader.writer,
          source,
          body,
          status: judgement.status,
        })
        .onConflictDoNothing()
        .returning({ id: comments.id });
      if (inserted.length === 0) throw conflict();
      if (judgement.status !== 'published') {
        await enqueue(tx, {
          comment: input.id,
          thread: thread.id,
          account: reader.id,
          queue: judgement.status,
          holds: judgement.holds,
        });
      }
      return { comment: await loadComment(tx, site.rules, input.id), isNew: true };
    }),
  );
}

function conflict(): PalabreError {
  return new PalabreError('conflict', 'The id is taken.');
}

async function findKnown(
  db: Database,
  rules: Rules,
  reader: Reader,
  { id, thread, parent }: NewComment,
): Promise<Comment | null> {
  const [known] = await db
    .select({ writer: comments.writer, parent: comments.parent, key: threads.key })
    .from(comments)
    .innerJoin(threads, eq(threads.id, comments.thread))
    .where(eq(comments.id, id));
  if (known === undefined) return null;
  if (known.writer !== reader.writer || known.key !== thread.key || known.parent !== parent) {
    throw conflict();
  }
  return loadComment(db, rules, id);
}

async function demandParent(tx: Database, thread: number, id: string): Promise<void> {
  const [parent] = await tx
    .select({ tombstone: comments.tombstone })
    .from(comments)
    .where(and(eq(comments.id, id), eq(comments.thread, thread), isPublic));
  if (parent === undefined) {
    throw new PalabreError('not-found', 'The comment to answer is not in this thread.');
  }
  demandLiving(parent);
}

/** What a client says of a thread, as it may be stored. */
function suggestion({ key, url, title }: ThreadRef): ThreadRef {
  return { key, url: new URL(url).href, title: shorten(title, TITLE_MAX_LENGTH) };
}

/** What the newspaper's token says of the article is true, whatever its page says. */
async function confirmThread(
  tx: Database,
  { identity }: Reader,
  thread: typeof threads.$inferSelect,
): Promise<void> {
  const claim = identity.thread;
  if (claim === null || claim.key !== thread.key) return;
  const { title, url = thread.url } = claim;
  if (thread.titleConfirmed && thread.title === title && thread.url === url) return;
  await tx
    .update(threads)
    .set({ title, url, titleConfirmed: true })
    .where(eq(threads.id, thread.id));
}
