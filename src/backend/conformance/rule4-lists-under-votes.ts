import type { CommentId } from '../../model/comment.js';
import { SORTS } from '../../model/thread.js';
import { distinct, equal, ok, sameMembers } from './assert.js';
import { atOnce, listOf, PAGES_MAX } from './site.js';
import type { DefineTest } from './test.js';

const COUNT = 12;

/** Lists whose entries are equal by what they are sorted by, or change by it while they are read. */
export function listsUnderVotes(test: DefineTest): void {
  for (const sort of SORTS) {
    test(`paging by ${sort} meets entries of one moment once`, ['content'], async (site) => {
      const thread = await site.newThread();
      const ids = (await atOnce(COUNT, () => site.write(thread))).map(({ id }) => id);
      for (const limit of [1, 2, 5]) {
        const reading = await site.readList(thread, null, sort, limit);
        sameMembers(reading.ids, ids, `${limit} at a time`);
      }
    });
  }

  test(
    'paging by best meets entries of equal votes once',
    ['createComment', 'voteComment'],
    async (site) => {
      const thread = await site.newThread();
      const ids = (await atOnce(COUNT, () => site.write(thread))).map(({ id }) => id);
      const options = await site.as('subscriberB');
      await atOnce(COUNT - 4, (at) => site.backend.voteComment(ids[at]!, 1, options));
      await site.settle();
      for (const limit of [1, 3, 5]) {
        const reading = await site.readList(thread, null, 'best', limit);
        sameMembers(reading.ids, ids, `${limit} at a time`);
      }
    },
  );

  // An entry whose own votes change may come again or be passed by: its place has moved.
  test(
    'paging by best meets once what was not voted for meanwhile',
    ['createComment', 'voteComment'],
    async (site) => {
      const thread = await site.newThread();
      const ids = await site.writeMany(thread, COUNT);
      const options = await site.as('subscriberB');
      for (const id of ids.slice(0, 6)) await site.backend.voteComment(id, 1, options);
      await site.settle();
      const moved = new Set<CommentId>();
      const met: CommentId[] = [];
      let after: string | null = null;
      for (let pages = 0; ; pages += 1) {
        ok(pages < PAGES_MAX, 'paging comes to no end');
        const query = { key: thread.key, parent: null, after, sort: 'best', limit: 2 } as const;
        const list = listOf(await site.backend.loadComments(query, {}), null);
        met.push(...list.ids);
        after = list.page.cursor;
        if (after === null) break;
        // One of those that were met goes up or down, and one that was not.
        for (const id of [list.ids[0]!, ids.find((one) => !met.includes(one) && !moved.has(one))]) {
          if (id === undefined || moved.size >= 6) continue;
          moved.add(id);
          await site.backend.voteComment(id, ids.indexOf(id) < 6 ? 0 : 1, options);
        }
        await site.settle();
      }
      const still = ids.filter((id) => !moved.has(id));
      const seen = met.filter((id) => !moved.has(id));
      distinct(seen, 'what was not voted for');
      sameMembers(seen, still, 'what was not voted for');
    },
  );

  test('each entry of a list has its record, once, under its parent', ['content'], async (site) => {
    const thread = await site.newThread();
    const [parent] = await site.writeMany(thread, 3);
    const replies = await site.writeMany(thread, 3, { parent });
    await site.writeMany(thread, 2, { parent: replies[0] });
    await site.settle();
    for (const sort of SORTS) {
      const query = { key: thread.key, after: null, sort, limit: 10 };
      for (const page of [
        await site.load(thread, { sort, around: replies[1]! }),
        await site.backend.loadComments({ ...query, parent: null }, {}),
        await site.backend.loadComments({ ...query, parent: parent! }, {}),
      ]) {
        distinct(
          page.comments.map(({ id }) => id),
          `records by ${sort}`,
        );
        distinct(
          page.lists.map((list) => String(list.parent)),
          `lists by ${sort}`,
        );
        for (const { parent: of, ids } of page.lists) {
          distinct(ids, `a list by ${sort}`);
          for (const id of ids) {
            const record = page.comments.find((comment) => comment.id === id);
            equal(record?.parent, of, `the parent of ${id} by ${sort}`);
          }
        }
      }
    }
  });

  test('the total of a thread counts every depth', ['content'], async (site) => {
    const thread = await site.newThread();
    let parent = (await site.write(thread)).id;
    for (let depth = 2; depth <= 5; depth += 1) {
      parent = (await site.write(thread, { parent })).id;
      await site.settle();
      equal((await site.load(thread, { limit: 1 })).thread.total, depth, 'the total');
    }
  });

  test(
    'highlights are living comments of the thread, with their records',
    ['content'],
    async (site) => {
      const thread = await site.newThread();
      const ids = await site.writeMany(thread, 6);
      const voters = [
        await site.as('subscriberB'),
        await site.as('moderator'),
        await site.as('admin'),
      ];
      for (const options of voters) {
        // Whether they may vote does not matter here.
        await site.backend.voteComment?.(ids[0]!, 1, options).catch(() => {});
      }
      await site.backend.pickComment?.(ids[5]!, true, await site.as('admin'));
      await site.settle();
      const page = await site.load(thread, { limit: 1 });
      distinct(page.highlights, 'the highlights');
      for (const id of page.highlights) {
        const record = page.comments.find((comment) => comment.id === id);
        ok(
          ids.includes(id) && record?.tombstone === null,
          `${id} is no living comment of the page`,
        );
      }
    },
  );

  test(
    'there are as many highlights as were asked for at most, an editor’s pick first',
    ['createComment', 'voteComment'],
    async (site) => {
      const thread = await site.newThread();
      const ids = await site.writeMany(thread, 4);
      for (const who of ['subscriberB', 'moderator', 'admin'] as const) {
        const options = await site.as(who);
        await site.backend.voteComment(ids[0]!, 1, options).catch(() => {});
      }
      await site.backend.pickComment?.(ids[3]!, true, await site.as('admin'));
      await site.settle();
      const read = async (highlights?: number): Promise<CommentId[]> =>
        (await site.load(thread, { highlights })).highlights;
      const all = await read(10);
      const place = all.indexOf(ids[3]!);
      ok(place <= 0, 'a comment stands before an editor’s pick');
      for (const count of [0, 1, 10]) {
        equal(await read(count), all.slice(0, count), `${count} highlights`);
      }
      equal(await read(), all.slice(0, 3), 'the usual highlights');
    },
  );

  test('a cursor of another thread is invalid', ['content'], async (site) => {
    const [one, two] = [await site.newThread(), await site.newThread()];
    await site.writeMany(one, 3);
    await site.writeMany(two, 3);
    const { cursor } = listOf(await site.load(one, { limit: 1 }), null).page;
    const query = { key: two.key, parent: null, after: cursor, sort: 'oldest', limit: 5 } as const;
    const answer = await site.backend.loadComments(query, {}).catch((error: unknown) => error);
    if (answer instanceof Error) {
      ok('code' in answer && answer.code === 'invalid', `expected invalid, got ${String(answer)}`);
    } else {
      ok(false, 'it was taken for one of this thread');
    }
  });
}
