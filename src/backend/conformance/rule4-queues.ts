import type { CommentId } from '../../model/comment.js';
import { newId } from '../../model/new-id.js';
import type { Queue, QueueItem } from '../../model/moderation.js';
import { distinct, equal, ok, rejects } from './assert.js';
import { PAGES_MAX, tick, type Site } from './site.js';
import type { DefineTest } from './test.js';

/** One queue read to its end; `between` happens after each page. */
async function readQueue(
  site: Site<'loadQueue'>,
  queue: Queue,
  limit = 100,
  between: (items: QueueItem[]) => Promise<void> = async () => {},
): Promise<QueueItem[]> {
  const options = await site.as('moderator');
  const items: QueueItem[] = [];
  let after: string | null = null;
  for (let pages = 0; ; pages += 1) {
    ok(pages < PAGES_MAX, `the ${queue} queue comes to no end`);
    const answer = await site.backend.loadQueue({ queue, after, limit }, options);
    ok(answer.items.length <= limit, `the ${queue} queue: more than ${limit}`);
    items.push(...answer.items);
    after = answer.page.cursor;
    if (after === null) break;
    ok(answer.items.length > 0, `the ${queue} queue: an empty page says "more"`);
    await between(answer.items);
  }
  distinct(
    items.map(({ comment }) => comment.id),
    `the ${queue} queue`,
  );
  return items;
}

async function inQueue(
  site: Site<'loadQueue'>,
  queue: Queue,
  id: CommentId,
): Promise<QueueItem | undefined> {
  return (await readQueue(site, queue)).find(({ comment }) => comment.id === id);
}

/** What waits for moderators is there, once, with what it takes to decide. */
export function queues(test: DefineTest): void {
  test(
    'what waits is in its queue, with what was typed, until it is decided',
    ['createComment', 'premoderatedThread', 'loadQueue', 'moderateComment'],
    async (site) => {
      const thread = await site.premoderatedThread();
      const options = await site.as('subscriberA');
      const moderator = await site.as('moderator');
      for (const [status, after] of [
        ['published', undefined],
        ['rejected', 'rejected'],
      ] as const) {
        const sent = { id: newId(), thread, parent: null, source: site.text() };
        const written = await site.backend.createComment(sent, options);
        const item = await inQueue(site, 'pending', sent.id);
        equal(
          [item?.comment, item?.source, item?.thread.key, item?.holds.includes('pre-moderation')],
          [written, sent.source, thread.key, true],
          'the item',
        );
        await site.backend.moderateComment(sent.id, status, moderator);
        equal(await inQueue(site, 'pending', sent.id), undefined, `what waits, once ${status}`);
        const rejected = await inQueue(site, 'rejected', sent.id);
        equal(rejected?.comment.status, after, `the rejected, once ${status}`);
      }
    },
  );

  test(
    'the queue of what waits neither repeats nor skips while it is worked off',
    ['createComment', 'premoderatedThread', 'loadQueue', 'moderateComment'],
    async (site) => {
      const options = await site.as('subscriberA');
      const moderator = await site.as('moderator');
      const ids: CommentId[] = [];
      for (const thread of [await site.premoderatedThread(), await site.premoderatedThread()]) {
        for (let count = 0; count < 3; count += 1) {
          const sent = { id: newId(), thread, parent: null, source: site.text() };
          ids.push((await site.backend.createComment(sent, options)).id);
          await tick();
        }
      }
      const items = await readQueue(site, 'pending', 2, async (page) => {
        const mine = page.find(({ comment }) => ids.includes(comment.id));
        if (mine) await site.backend.moderateComment(mine.comment.id, 'published', moderator);
      });
      const met = items.map(({ comment }) => comment.id).filter((id) => ids.includes(id));
      equal(met, ids, 'those that waited, oldest first');
    },
  );

  test(
    'a report is in the queue once per reader, until it is settled',
    ['createComment', 'reportComment', 'loadQueue', 'moderateComment'],
    async (site) => {
      const thread = await site.newThread();
      const { id } = await site.write(thread);
      const details = site.text();
      const report = { id: newId(), comment: id, reason: 'spam', details } as const;
      const b = await site.as('subscriberB');
      for (const sent of [report, report, { ...report, id: newId() }]) {
        await site.backend.reportComment(sent, b);
      }
      const item = await inQueue(site, 'reported', id);
      equal(
        [item?.reportCount, item?.reports.map((one) => [one.reason, one.details])],
        [1, [['spam', details]]],
        'one reader',
      );
      const moderator = await site.as('moderator');
      await site.backend.reportComment({ ...report, id: newId() }, moderator);
      equal((await inQueue(site, 'reported', id))?.reportCount, 2, 'two readers');
      const kept = await site.backend.moderateComment(id, 'published', moderator);
      equal(kept.tombstone === null && kept.status, 'published', 'the decision');
      equal(await inQueue(site, 'reported', id), undefined, 'what is settled');
    },
  );

  test(
    'what moderation withdrew is in the queue of the rejected; what its author did is not',
    ['createComment', 'deleteComment', 'loadQueue'],
    async (site) => {
      const thread = await site.newThread();
      const source = site.text();
      const { id } = await site.write(thread, { source });
      const own = (await site.write(thread)).id;
      await site.backend.deleteComment(id, 'moderation', await site.as('moderator'));
      await site.backend.deleteComment(own, 'author', await site.as('subscriberA'));
      const item = await inQueue(site, 'rejected', id);
      equal([item?.source, item?.comment.status], [source, 'rejected'], 'the item');
      equal(await inQueue(site, 'rejected', own), undefined, 'what its author withdrew');
    },
  );

  test('a cursor that is not this queue’s is invalid', ['loadQueue'], async (site) => {
    const options = await site.as('moderator');
    const query = { queue: 'pending', after: 'no cursor', limit: 5 } as const;
    await rejects(site.backend.loadQueue(query, options), 'invalid', 'nonsense');
  });
}
