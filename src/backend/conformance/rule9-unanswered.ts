import type { CommentId } from '../../model/comment.js';
import { newId } from '../../model/new-id.js';
import { SORTS, type ThreadRef } from '../../model/thread.js';
import { equal, ok, rejects, sameMembers } from './assert.js';
import { listOf, type Site } from './site.js';
import type { DefineTest } from './test.js';

const DELETE = ['createComment', 'deleteComment'] as const;
const ROUNDS = 8;

type Writable = Site<'createComment' | 'deleteComment'>;

/** What its author took back has a place in the lists for its answers' sake alone. */
export function unanswered(test: DefineTest): void {
  test(
    'what its author took back stands in no list unless it is answered',
    DELETE,
    async (site) => {
      const thread = await site.newThread();
      const tops = await site.writeMany(thread, 3);
      const replies = await site.writeMany(thread, 2, { parent: tops[0]! });
      const gone = [tops[1]!, replies[0]!];
      await takeBack(site, ...gone);
      for (const sort of SORTS) {
        const query = { key: thread.key, parent: null, after: null, sort, limit: 10 };
        for (const page of [
          await site.load(thread, { sort }),
          await site.backend.loadComments(query, {}),
        ]) {
          const top = listOf(page, null);
          sameMembers(top.ids, [tops[0]!, tops[2]!], `the top level by ${sort}`);
          equal(top.page.total, 2, `the total of the top level by ${sort}`);
          equal(listOf(page, tops[0]!).page.total, 1, `the total of the replies by ${sort}`);
          ok(
            !page.comments.some(({ id }) => gone.includes(id)),
            `its record comes along by ${sort}`,
          );
        }
      }
      const { lists } = await site.readTree(thread);
      equal(lists.get(tops[0]!)?.ids, [replies[1]], 'the replies');
      equal((await site.load(thread)).thread.total, 3, 'the total of the thread');
    },
  );

  test('the last answer takes the tombstones above it along', DELETE, async (site) => {
    const thread = await site.newThread();
    const [top] = await site.writeMany(thread, 1);
    const [middle, beside] = await site.writeMany(thread, 2, { parent: top! });
    const [last] = await site.writeMany(thread, 1, { parent: middle! });
    await takeBack(site, middle!, top!);
    await expectLists(site, thread, [
      [null, [top!]],
      [top!, [middle!, beside!]],
      [middle!, [last!]],
    ]);
    await takeBack(site, last!);
    await expectLists(site, thread, [
      [null, [top!]],
      [top!, [beside!]],
    ]);
    await takeBack(site, beside!);
    await expectLists(site, thread, [[null, []]]);
    equal((await site.load(thread)).thread.total, 0, 'the total of the thread');
  });

  test('what moderation withdrew is an answer that keeps its place', DELETE, async (site) => {
    const thread = await site.newThread();
    const top = (await site.write(thread)).id;
    const reply = (await site.write(thread, { parent: top })).id;
    await takeBack(site, top);
    await site.backend.deleteComment(reply, 'moderation', await site.as('moderator'));
    await expectLists(site, thread, [
      [null, [top]],
      [top, [reply]],
    ]);
  });

  test('replies that go while they are read come to an end', DELETE, async (site) => {
    const thread = await site.newThread();
    const parent = (await site.write(thread)).id;
    const replies = await site.writeMany(thread, 3, { parent });
    const gone = new Set<CommentId>();
    const reading = await site.readList(thread, parent, 'oldest', 1, async () => {
      for (const id of [parent, ...replies].filter((one) => !gone.has(one))) {
        await takeBack(site, id);
        gone.add(id);
      }
    });
    equal(reading.ids, [replies[0]], 'what was read');
  });

  test(
    'a comment that is taken back while it is answered has the answer, or there is none',
    DELETE,
    async (site) => {
      const thread = await site.newThread();
      for (let round = 0; round < ROUNDS; round += 1) {
        const parent = (await site.write(thread)).id;
        const id = newId();
        const sent = { id, thread, parent, source: site.text() };
        const answering = site.backend.createComment(sent, await site.as('subscriberB'));
        const [answered] = await Promise.allSettled([answering, takeBack(site, parent)]);
        const { lists, records } = await site.readTree(thread);
        const isThere = answered.status === 'fulfilled';
        equal(lists.get(parent)?.ids ?? [], isThere ? [id] : [], 'the answers');
        equal(lists.get(null)!.ids.includes(parent), isThere, 'whether it has its place');
        if (isThere) equal(records.get(parent)?.tombstone, 'author', 'what stands there');
        else await rejects(answering, 'gone', 'an answer to what was taken back');
      }
    },
  );
}

async function takeBack(site: Writable, ...ids: CommentId[]): Promise<void> {
  const options = await site.as('subscriberA');
  for (const id of ids) await site.backend.deleteComment(id, 'author', options);
  await site.settle();
}

/** Every list of a thread, at every depth. */
async function expectLists(
  site: Site,
  thread: ThreadRef,
  expected: [parent: CommentId | null, ids: CommentId[]][],
): Promise<void> {
  const { lists } = await site.readTree(thread);
  const read = [...lists].map(([parent, { ids, total }]) => [parent, ids, total]);
  equal(
    read,
    expected.map(([parent, ids]) => [parent, ids, ids.length]),
    'the lists with their totals',
  );
}
