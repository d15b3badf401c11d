import type { LivingComment } from '../../model/comment.js';
import type { ThreadRef } from '../../model/thread.js';
import { equal, ok } from './assert.js';
import { PERSONAS } from './harness.js';
import { publicAnswers } from './public-answers.js';
import type { Site } from './site.js';
import type { DefineTest } from './test.js';

/** A small discussion: an answered comment of A's, and one of B's that A may vote for. */
async function discuss(site: Site): Promise<{ thread: ThreadRef; mine: string; theirs: string }> {
  const thread = await site.newThread();
  const mine = (await site.write(thread)).id;
  await site.write(thread, { by: 'subscriberB', parent: mine });
  const theirs = (await site.write(thread, { by: 'subscriberB' })).id;
  return { thread, mine, theirs };
}

/** The living comments in an answer, at any depth. */
function recordsIn(answer: unknown): LivingComment[] {
  if (typeof answer !== 'object' || !answer) return [];
  const inside = Object.values(answer).flatMap(recordsIn);
  return 'body' in answer ? [answer as LivingComment, ...inside] : inside;
}

/** What everybody reads is the same for everybody; the rest is the viewer's. */
export function publicAndPersonal(test: DefineTest): void {
  test('public reads are the same with every token and with none', ['content'], async (site) => {
    const { thread, mine, theirs } = await discuss(site);
    if (site.backend.voteComment) {
      await site.backend.voteComment(theirs, 1, await site.as('subscriberA'));
    }
    await site.settle();
    const query = { key: thread.key, parent: null, after: null, sort: 'newest', limit: 5 } as const;
    const read = async (who: (typeof PERSONAS)[number]): Promise<unknown[]> => {
      const options = await site.as(who);
      return [
        await site.load(thread, { around: mine }, options),
        await site.backend.loadComments(query, options),
        await site.backend.loadChanges?.(thread.key, 0, options),
        await site.backend.loadCounts?.([thread.key], options),
        await site.backend.loadLatest?.(1, options),
      ];
    };
    const everybody = await read('visitor');
    for (const who of PERSONAS) equal(await read(who), everybody, `what the ${who} reads`);
  });

  test('public reads hold published comments only', ['content'], async (site) => {
    const { thread } = await discuss(site);
    for (const comment of (await site.readTree(thread)).records.values()) {
      ok(
        comment.tombstone !== null || comment.status === 'published',
        `${comment.id} is ${JSON.stringify(comment)}`,
      );
    }
  });

  test('the viewer is the one whose token it is', ['loadViewer'], async (site) => {
    const thread = await site.newThread();
    equal((await site.viewer(thread, {})).account, null, 'without a token');
    const a = await site.viewer(thread, await site.as('subscriberA'));
    const b = await site.viewer(thread, await site.as('subscriberB'));
    ok(a.account && b.account, 'a subscriber has an account');
    ok(a.account.id !== b.account.id, 'two accounts have two ids');
  });

  test(
    "a comment's author is the viewer who wrote it",
    ['createComment', 'loadViewer'],
    async (site) => {
      const thread = await site.newThread();
      const { author } = await site.write(thread);
      const { account } = await site.viewer(thread, await site.as('subscriberA'));
      equal(account, author, 'the account');
    },
  );

  test(
    "votes are in the voter's answers alone",
    ['createComment', 'voteComment', 'loadViewer'],
    async (site) => {
      const { thread, theirs } = await discuss(site);
      const voter = await site.as('subscriberA');
      await site.backend.voteComment(theirs, 1, voter);
      equal((await site.viewer(thread, voter)).votes, [{ id: theirs, value: 1 }], "the voter's");
      equal(
        (await site.viewer(thread, await site.as('subscriberB'))).votes,
        [],
        "another reader's",
      );
      equal((await site.viewer(thread, {})).votes, [], "a visitor's");
      await site.backend.voteComment(theirs, 0, voter);
      equal((await site.viewer(thread, voter)).votes, [], "the voter's, taken back");
    },
  );

  test(
    'how a comment was voted for is told to everybody or to nobody',
    ['createComment', 'voteComment'],
    async (site) => {
      const thread = await site.newThread();
      const { id } = await site.write(thread);
      const voted = await site.backend.voteComment(id, 1, await site.as('subscriberB'));
      const isHidden = voted.tombstone === null && voted.votes === null;
      for (const [call, answer] of await publicAnswers(site, thread, id)) {
        const records = recordsIn(answer).filter((record) => record.id === id);
        for (const { votes } of records) {
          equal(votes, isHidden ? null : { up: 1, down: 0 }, `the votes in ${call}`);
        }
      }
    },
  );

  test(
    'votes of another thread are not in it',
    ['createComment', 'voteComment', 'loadViewer'],
    async (site) => {
      const { theirs } = await discuss(site);
      const voter = await site.as('subscriberA');
      await site.backend.voteComment(theirs, 1, voter);
      equal((await site.viewer(await site.newThread(), voter)).votes, [], 'the votes');
    },
  );
}
