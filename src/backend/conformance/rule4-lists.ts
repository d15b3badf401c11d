import type { CommentId } from '../../model/comment.js';
import { newId } from '../../model/new-id.js';
import { SORTS, type ThreadRef } from '../../model/thread.js';
import { equal, ok, rejects, sameMembers } from './assert.js';
import { listOf, type Site } from './site.js';
import type { DefineTest } from './test.js';

const COUNT = 12;
const LIMIT = 3;

/** Every list has its own page info; cursors neither repeat nor skip. */
export function lists(test: DefineTest): void {
  test(
    'the total says how many there are, the cursor that there is more',
    ['content'],
    async (site) => {
      const thread = await site.newThread();
      const ids = await site.writeMany(thread, 4);
      const short = listOf(await site.load(thread, { limit: 3 }), null);
      equal([short.ids, short.page.total], [ids.slice(0, 3), 4], 'three of four');
      ok(short.page.cursor !== null, 'three of four: there is more');
      const whole = listOf(await site.load(thread, { limit: 4 }), null);
      equal([whole.ids, whole.page], [ids, { total: 4, cursor: null }], 'four of four');
    },
  );

  test("the thread's cursor asks for the entries after its own", ['content'], async (site) => {
    const thread = await site.newThread();
    const ids = await site.writeMany(thread, 5);
    for (const sort of SORTS) {
      const first = listOf(await site.load(thread, { sort, limit: 2 }), null);
      const query = { key: thread.key, parent: null, sort, limit: 10 };
      const rest = await site.backend.loadComments({ ...query, after: first.page.cursor }, {});
      sameMembers([...first.ids, ...listOf(rest, null).ids], ids, `both pages by ${sort}`);
    }
  });

  test('every depth has its page info', ['content'], async (site) => {
    const thread = await site.newThread();
    const expected = new Map<CommentId | null, CommentId[]>();
    let parent: CommentId | null = null;
    for (let depth = 1; depth <= 4; depth += 1) {
      const ids: CommentId[] = await site.writeMany(thread, 4, { parent });
      expected.set(parent, ids);
      parent = ids[1]!;
    }
    await site.settle();
    for (const [key, ids] of expected) {
      const query = {
        key: thread.key,
        parent: key,
        after: null,
        sort: 'oldest',
        limit: 3,
      } as const;
      const page = await site.backend.loadComments(query, {});
      const list = listOf(page, key);
      equal([list.ids, list.page.total], [ids.slice(0, 3), 4], 'three of four');
      ok(list.page.cursor !== null, 'three of four: there is more');
      const replies = expected.get(ids[1]!)?.length ?? 0;
      equal(listOf(page, ids[1]!).page.total, replies, 'the total of the replies that come along');
      equal(listOf(page, ids[0]!).page.total, 0, 'the total where there are no replies');
    }
    const tree = await site.readTree(thread);
    for (const [key, ids] of expected) equal(tree.lists.get(key)!.ids, ids, 'read to the end');
  });

  test('replies that come along can be continued', ['content'], async (site) => {
    const thread = await site.newThread();
    const parent = (await site.write(thread)).id;
    const ids = await site.writeMany(thread, COUNT, { parent });
    const list = listOf(await site.load(thread), parent);
    equal(list.page.total, COUNT, 'the total');
    const rest =
      list.ids.length === COUNT
        ? []
        : listOf(
            await site.backend.loadComments(
              { key: thread.key, parent, after: list.page.cursor, sort: 'oldest', limit: 100 },
              {},
            ),
            parent,
          ).ids;
    sameMembers([...list.ids, ...rest], ids, 'the replies');
  });

  for (const sort of SORTS) {
    test(`paging by ${sort} meets each entry once`, ['content'], async (site) => {
      const thread = await site.newThread();
      const ids = await site.writeMany(thread, COUNT);
      await reply(site, thread, ids);
      for (const limit of [1, LIMIT, COUNT, 100]) {
        const reading = await site.readList(thread, null, sort, limit);
        sameMembers(reading.ids, ids, `${limit} at a time`);
        equal(reading.total, COUNT, 'the total');
        if (sort === 'oldest') equal(reading.ids, ids, 'oldest first');
        if (sort === 'newest') equal(reading.ids, [...ids].reverse(), 'newest first');
        if (sort === 'most-replied') equal(reading.ids.slice(0, 2), [ids[5], ids[2]], 'the first');
      }
    });

    test(
      `paging by ${sort} neither repeats nor skips while comments come and go`,
      ['content', 'createComment', 'deleteComment'],
      async (site) => {
        const thread = await site.newThread();
        const ids = await site.writeMany(thread, COUNT);
        await reply(site, thread, ids);
        const options = await site.as('subscriberA');
        const doomed = [ids[0]!, ids.at(-1)!, ids[6]!, ids[5]!];
        const gone = new Set<CommentId>();
        const reading = await site.readList(thread, null, sort, LIMIT, async () => {
          await site.write(thread, { by: 'subscriberB' });
          const withdrawn = doomed.pop();
          if (withdrawn) await site.backend.deleteComment(withdrawn, 'author', options);
          if (withdrawn) gone.add(withdrawn);
          await site.settle();
        });
        const still = ids.filter((id) => !gone.has(id));
        const known = reading.ids.filter((id) => still.includes(id));
        sameMembers(known, still, 'the entries that were there all along');
      },
    );
  }

  test(
    'replies are paged while others come and go',
    ['content', 'createComment', 'deleteComment'],
    async (site) => {
      const thread = await site.newThread();
      const parent = (await site.write(thread)).id;
      const ids = await site.writeMany(thread, COUNT, { parent });
      const options = await site.as('subscriberA');
      const still = [...ids];
      const reading = await site.readList(thread, parent, 'best', LIMIT, async () => {
        await site.write(thread, { by: 'subscriberB', parent });
        await site.backend.deleteComment(still.shift()!, 'author', options);
        await site.settle();
      });
      const known = reading.ids.filter((id) => still.includes(id));
      sameMembers(known, still, 'the entries that were there all along');
    },
  );

  test('a cursor is good for its own list alone', ['content'], async (site) => {
    const thread = await site.newThread();
    const [parent] = await site.writeMany(thread, 3);
    await site.writeMany(thread, 3, { parent });
    const { cursor } = listOf(await site.load(thread, { limit: 1 }), null).page;
    const query = { key: thread.key, sort: 'oldest', limit: 10 } as const;
    for (const [after, what] of [
      [cursor, "another list's cursor"],
      ['no cursor', 'nonsense'],
    ] as const) {
      const answer = site.backend.loadComments({ ...query, parent: parent!, after }, {});
      await rejects(answer, 'invalid', what);
    }
  });

  test('a parent that is not in the thread is not found', ['content'], async (site) => {
    const thread = await site.newThread();
    await site.write(thread);
    const elsewhere = (await site.write(await site.newThread())).id;
    const query = { key: thread.key, after: null, sort: 'oldest', limit: 10 } as const;
    for (const parent of [newId(), elsewhere]) {
      await rejects(site.backend.loadComments({ ...query, parent }, {}), 'not-found', parent);
    }
  });
}

/** The sixth comment gets two replies, the third gets one. */
async function reply(site: Site, thread: ThreadRef, ids: CommentId[]): Promise<void> {
  for (const index of [5, 2, 5]) await site.write(thread, { parent: ids[index]! });
}
