import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { AuditAction, AuditEntry } from '../../model/audit.js';
import { PalabreError } from '../../model/errors.js';
import type { ThreadInfo } from '../../model/thread.js';
import type { ThreadPatch } from '../../wire/requests.js';
import { TITLE_MAX_LENGTH } from '../../wire/thread.js';
import { demandAddress, demandRight, isDirector, isEditor } from '../access.js';
import { isClosed } from '../ageing.js';
import { holdAccount, type Reader } from '../accounts.js';
import { shorten } from '../auth/identity.js';
import type { Site } from '../context.js';
import { log } from '../moderation/audit.js';
import { transact, type Database } from '../storage/database.js';
import { accounts, comments, threads } from '../storage/schema.js';
import {
  findThread,
  lockNewThread,
  lockThread,
  nextRevision,
  stampAll,
  threadInfo,
  type ThreadRow,
} from '../storage/threads.js';
import { changing, refresh } from './target.js';

/**
 * Closes, reopens or names a thread, says where and whose its article is, and how it is moderated:
 * also before anybody has written, so that a difficult article can begin closed or moderated. The
 * article's authors close and reopen; the rest is the newsroom's.
 */
export async function updateThread(
  site: Site,
  reader: Reader,
  key: string,
  patch: ThreadPatch,
): Promise<ThreadInfo> {
  demandEditor(reader, await findThread(site.db, key), patch);
  await refresh(site, reader);
  return changing(site, key, () =>
    transact(site.db, async (tx) => {
      await holdAccount(tx, reader);
      const found = await findThread(tx, key);
      const thread = await (found === null
        ? lockNewThread(tx, { key, url: demandUrl(site, patch.url ?? key), title: '' })
        : lockThread(tx, found.id));
      demandEditor(reader, found === null ? null : thread, patch);
      const { closed = thread.closed, authors = thread.authors } = patch;
      const { moderation = thread.moderation } = patch;
      const reopens = patch.closed === false && isClosed(site.rules, thread);
      const url = patch.url === undefined ? thread.url : demandUrl(site, patch.url);
      const title = patch.title === undefined ? '' : shorten(patch.title, TITLE_MAX_LENGTH);
      await tx
        .update(threads)
        .set({
          closed,
          authors,
          moderation,
          url,
          // It then has as long again as after a comment.
          ...(reopens ? { writtenAt: sql`greatest(${threads.writtenAt}, clock_timestamp())` } : {}),
          ...(title === '' ? {} : { title, titleConfirmed: true }),
        })
        .where(eq(threads.id, thread.id));
      const turns = closed !== thread.closed || reopens;
      if (turns) await nextRevision(tx, thread.id);
      await stampAuthors(tx, thread, authors);
      await logChanges(tx, reader, thread, { closed, turns, authors, moderation, title, url });
      return threadInfo(site.rules, key, await findThread(tx, key));
    }),
  );
}

/** @throws PalabreError `forbidden` */
function demandEditor(reader: Reader, thread: ThreadRow | null, patch: ThreadPatch): void {
  const isClosing = Object.keys(patch).every((name) => name === 'closed');
  const may = isEditor(reader) || (isClosing && isDirector(reader, thread));
  demandRight(may, 'Only the newsroom changes threads; its authors close an article’s.');
}

/** An address as it may be stored; `invalid` for one that leads nowhere on the site. */
function demandUrl({ rules }: Site, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new PalabreError(
      'invalid',
      "Nobody has written there yet, and the key is no address: say the article's url.",
    );
  }
  demandAddress(rules, url.href);
  return url.href;
}

interface Changes extends Pick<ThreadRow, 'closed' | 'authors' | 'moderation' | 'url'> {
  /** Whether it closes or opens. */
  turns: boolean;
  /** Empty: as it was. */
  title: string;
}

async function logChanges(
  tx: Database,
  actor: Reader,
  before: ThreadRow,
  { closed, turns, authors, moderation, title, url }: Changes,
): Promise<void> {
  const actions: [AuditAction, boolean, AuditEntry['detail']?][] = [
    [closed ? 'close' : 'reopen', turns],
    ['title', title !== '' && (title !== before.title || !before.titleConfirmed)],
    ['address', url !== before.url],
    [
      'authors',
      JSON.stringify(authors) !== JSON.stringify(before.authors),
      { count: authors.length },
    ],
    ['moderation', moderation !== before.moderation, { from: before.moderation, to: moderation }],
  ];
  for (const [action, happened, detail] of actions) {
    if (happened) await log(tx, { action, actor, thread: before.key, detail });
  }
}

/** Comments of those who became, or no longer are, the article's authors show another badge. */
async function stampAuthors(tx: Database, thread: ThreadRow, authors: string[]): Promise<void> {
  const changed = [
    ...authors.filter((sub) => !thread.authors.includes(sub)),
    ...thread.authors.filter((sub) => !authors.includes(sub)),
  ];
  if (changed.length === 0) return;
  await stampAll(
    tx,
    and(
      eq(comments.thread, thread.id),
      isNull(comments.tombstone),
      inArray(
        comments.account,
        tx.select({ id: accounts.id }).from(accounts).where(inArray(accounts.sub, changed)),
      ),
    ),
  );
}
