import { isCommentId } from '../../model/id.js';
import { newId } from '../../model/new-id.js';
import { SORTS } from '../../model/thread.js';
import { OPTIONAL_METHODS } from '../contract.js';
import { REQUIRED_METHODS } from '../required.js';
import { equal, ok } from './assert.js';
import { listOf, tick } from './site.js';
import type { DefineTest } from './test.js';

export function requiredMethods(test: DefineTest): void {
  test('a thread and its lists can be loaded', [], ({ backend }) => {
    for (const name of REQUIRED_METHODS) {
      ok(typeof backend[name] === 'function', `${name} is required`);
    }
  });

  test('an optional method is a function or absent', [], ({ backend }) => {
    for (const name of OPTIONAL_METHODS) {
      const type = typeof backend[name];
      ok(type === 'function' || type === 'undefined', `${name} is neither: ${type}`);
    }
  });

  test('comments can be written, by the backend or by the harness', [], (site) => {
    ok(
      site.writable,
      'neither the backend has createComment nor the harness write(): there is nothing to test with',
    );
  });

  test('a thread that nobody has written in is empty, at every sort', [], async (site) => {
    const thread = await site.newThread();
    for (const sort of SORTS) {
      const page = await site.load(thread, { sort });
      // Older backends do not say whether one may vote against a comment.
      const { downVotes: _, ...info } = page.thread;
      equal(info, { key: thread.key, closed: false, revision: 0, total: 0 }, 'its record');
      equal([page.comments, page.highlights, page.around], [[], [], null], 'its comments');
      equal(listOf(page, null).page, { total: 0, cursor: null }, 'its list');
    }
  });

  test('what was written is read as it was answered', ['content'], async (site) => {
    const thread = await site.newThread();
    const written = await site.write(thread);
    const page = await site.load(thread);
    equal(page.comments, [written], 'the record');
    equal(listOf(page, null).ids, [written.id], 'the list');
    equal(page.thread.total, 1, 'the total');
  });

  test('ids are UUIDs, times are RFC 3339 in UTC', ['content'], async (site) => {
    const { id, createdAt } = await site.write(await site.newThread());
    ok(isCommentId(id) && isCommentId(newId()), `${id} is no UUID in lower case`);
    ok(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(createdAt),
      `${createdAt} is not such a time`,
    );
  });

  test(
    'counts are those of published comments; unknown keys count 0',
    ['content', 'loadCounts'],
    async (site) => {
      const [first, second, unknown] = [
        await site.newThread(),
        await site.newThread(),
        await site.newThread(),
      ];
      const { id } = await site.write(first);
      await site.write(first, { parent: id });
      await site.write(second);
      const keys = [second.key, unknown.key, first.key];
      const counts = await site.backend.loadCounts(keys, {});
      const byKey = Object.fromEntries(counts.map(({ key, count }) => [key, count]));
      equal(byKey, { [first.key]: 2, [second.key]: 1, [unknown.key]: 0 }, 'the counts');
    },
  );

  test(
    'the latest comments come newest first, with their threads',
    ['content', 'loadLatest'],
    async (site) => {
      const threads = [await site.newThread(), await site.newThread(), await site.newThread()];
      const ids: string[] = [];
      // What an earlier test wrote a moment ago is older.
      await tick();
      for (const thread of threads) ids.push(...(await site.writeMany(thread, 1)));
      const latest = await site.backend.loadLatest(3, {});
      equal(
        latest.map(({ comment, thread }) => [comment.id, thread.key]),
        ids.map((id, index) => [id, threads[index]!.key]).reverse(),
        'the latest three',
      );
    },
  );
}
