import type { CommentId } from '../../model/comment.js';
import { newId } from '../../model/new-id.js';
import { SORTS, type ThreadPage, type ThreadRef } from '../../model/thread.js';
import { equal, ok } from './assert.js';
import type { Site } from './site.js';
import type { DefineTest } from './test.js';

const DEPTH = 8;
const DEEPEST = 40;

/** A chain of replies below the third of five comments, outermost first. */
async function buryChain(site: Site, thread: ThreadRef): Promise<CommentId[]> {
  const tops = await site.writeMany(thread, 5);
  const chain = [tops[2]!];
  while (chain.length < DEPTH) {
    const parent = chain.at(-1)!;
    await site.writeMany(thread, 2, { parent });
    chain.push((await site.write(thread, { parent })).id);
  }
  return chain;
}

function expectChain(page: ThreadPage, chain: CommentId[], what: string): void {
  equal(page.around, chain, what);
  for (const id of chain) {
    ok(
      page.comments.some((comment) => comment.id === id),
      `${what}: ${id} lacks its record`,
    );
  }
}

/** A comment that is asked for comes with its ancestors, wherever it lies. */
export function around(test: DefineTest): void {
  test(`a comment at depth ${DEPTH} comes with its ancestors`, ['content'], async (site) => {
    const thread = await site.newThread();
    const chain = await buryChain(site, thread);
    for (const sort of SORTS) {
      const page = await site.load(thread, { sort, limit: 1, around: chain.at(-1)! });
      expectChain(page, chain, `around by ${sort}`);
    }
  });

  test('a comment comes from any depth', ['content'], async (site) => {
    const thread = await site.newThread();
    const chain = [(await site.write(thread)).id];
    while (chain.length < DEEPEST) {
      chain.push((await site.write(thread, { parent: chain.at(-1)! })).id);
    }
    expectChain(await site.load(thread, { around: chain.at(-1)! }), chain, `around ${DEEPEST}`);
  });

  test('a comment in the middle or at the top comes alike', ['content'], async (site) => {
    const thread = await site.newThread();
    const chain = await buryChain(site, thread);
    for (const depth of [1, 4]) {
      const page = await site.load(thread, { limit: 1, around: chain[depth - 1]! });
      expectChain(page, chain.slice(0, depth), `around at depth ${depth}`);
    }
  });

  test('a tombstone comes alike', ['content', 'createComment', 'deleteComment'], async (site) => {
    const thread = await site.newThread();
    const chain = await buryChain(site, thread);
    await site.backend.deleteComment(chain[3]!, 'author', await site.as('subscriberA'));
    await site.backend.deleteComment(chain.at(-1)!, 'moderation', await site.as('moderator'));
    await site.settle();
    const page = await site.load(thread, { limit: 1, around: chain.at(-1)! });
    expectChain(page, chain, 'around a tombstone');
  });

  test(
    'what its author took back unanswered is not there',
    ['content', 'createComment', 'deleteComment'],
    async (site) => {
      const thread = await site.newThread();
      const parent = (await site.write(thread)).id;
      const reply = (await site.write(thread, { parent })).id;
      await site.backend.deleteComment(reply, 'author', await site.as('subscriberA'));
      await site.settle();
      const page = await site.load(thread, { around: reply });
      equal(page.around, null, 'around');
      ok(!page.comments.some((comment) => comment.id === reply), 'its record came along');
    },
  );

  test('what is not in the thread is not there', ['content'], async (site) => {
    const thread = await site.newThread();
    await site.write(thread);
    const elsewhere = (await site.write(await site.newThread())).id;
    for (const id of [newId(), elsewhere]) {
      const page = await site.load(thread, { around: id });
      equal(page.around, null, 'around');
      ok(!page.comments.some((comment) => comment.id === id), 'its record came along');
    }
    equal((await site.load(thread)).around, null, 'around, when nothing was asked for');
  });
}
