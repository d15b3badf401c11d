import type { Comment } from '../../model/comment.js';
import { isAbort, PalabreError } from '../../model/errors.js';
import { newId } from '../../model/new-id.js';
import { distinct, equal, ok, sameMembers, show } from './assert.js';
import { atOnce, tick } from './site.js';
import type { DefineTest } from './test.js';
import { expectVotes } from './votes.js';

const CREATE = ['createComment'] as const;
const WRITERS = ['subscriberA', 'subscriberB'] as const;
const MANY = 30;
const ROUNDS = 10;

/** Nothing is lost and nothing doubled when writes come at once, or their answers are lost. */
export function writesAtOnce(test: DefineTest): void {
  test('thirty comments written at once are all there', CREATE, async (site) => {
    const thread = await site.newThread();
    const written = await atOnce(MANY, (at) => site.write(thread, { by: WRITERS[at % 2]! }));
    const ids = written.map(({ id }) => id);
    const { lists, records } = await site.readTree(thread);
    sameMembers(lists.get(null)?.ids ?? [], ids, 'the list');
    for (const one of written) equal(records.get(one.id), one, 'a record');
    equal((await site.load(thread)).thread.total, MANY, 'the total');
  });

  test('thirty replies written at once are all there', CREATE, async (site) => {
    const thread = await site.newThread();
    const parent = (await site.write(thread)).id;
    const written = await atOnce(MANY, () => site.write(thread, { parent }));
    const { lists } = await site.readTree(thread);
    sameMembers(
      lists.get(parent)?.ids ?? [],
      written.map(({ id }) => id),
      'the replies',
    );
    equal(lists.get(null)!.ids, [parent], 'the top level');
  });

  test('a create sent again after many others is one comment', CREATE, async (site) => {
    const thread = await site.newThread();
    const options = await site.as('subscriberA');
    const sent = { id: newId(), thread, parent: null, source: site.text() };
    const first = await site.backend.createComment(sent, options);
    const others = await atOnce(MANY, (at) => site.write(thread, { by: WRITERS[at % 2]! }));
    equal(await site.backend.createComment(sent, options), first, 'the answer to the resend');
    const { lists } = await site.readTree(thread);
    sameMembers(lists.get(null)!.ids, [sent.id, ...others.map(({ id }) => id)], 'the list');
  });

  test(
    'a create whose answer was lost and that is sent again is one comment',
    CREATE,
    async (site) => {
      const thread = await site.newThread();
      const options = await site.as('subscriberA');
      const ids: string[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const sent = { id: newId(), thread, parent: null, source: site.text() };
        ids.push(sent.id);
        const lost = new AbortController();
        const answer = site.backend
          .createComment(sent, { ...options, signal: lost.signal })
          .catch((error: unknown) => error);
        // Now before it was sent, now while it is under way, now once it was answered.
        for (let wait = 0; wait < round % 5; wait += 1) await tick();
        lost.abort();
        const problem = await answer;
        const isOrderly = isAbort(problem) || problem instanceof PalabreError;
        ok(isOrderly || !(problem instanceof Error), `called off, got ${show(problem)}`);
        equal((await site.backend.createComment(sent, options)).id, sent.id, 'the answer');
      }
      const { lists } = await site.readTree(thread);
      sameMembers(lists.get(null)!.ids, ids, 'the list');
      equal((await site.load(thread)).thread.total, ROUNDS, 'the total');
    },
  );

  test('of two accounts that send one id at once, one gets it', CREATE, async (site) => {
    const thread = await site.newThread();
    const options = [await site.as('subscriberA'), await site.as('subscriberB')] as const;
    for (let round = 0; round < ROUNDS; round += 1) {
      const id = newId();
      const answers = await atOnce(2, async (at) => {
        const sent = { id, thread, parent: null, source: site.text() };
        return site.backend.createComment(sent, options[at]!).catch((error: unknown) => error);
      });
      const refused = answers.filter((answer) => answer instanceof PalabreError);
      equal(
        refused.map(({ code }) => code),
        ['conflict'],
        'the refusals',
      );
      const kept = answers.find((answer) => !refused.includes(answer as PalabreError));
      await site.settle();
      const page = await site.load(thread, { sort: 'newest', limit: 1 });
      equal([page.thread.total, page.comments], [round + 1, [kept]], 'what is kept');
    }
  });

  test('revisions of records written at once differ', [...CREATE, 'loadChanges'], async (site) => {
    const thread = await site.newThread();
    const written = await atOnce(MANY, (at) => site.write(thread, { by: WRITERS[at % 2]! }));
    const revisions = written.map(({ revision }) => revision);
    distinct(revisions.map(String), 'the revisions');
    await site.settle();
    const { revision } = (await site.load(thread)).thread;
    ok(revision >= Math.max(...revisions), `the thread is at ${revision}, a record beyond`);
  });

  test(
    'an edit and a vote at once are both kept',
    [...CREATE, 'editComment', 'voteComment'],
    async (site) => {
      const thread = await site.newThread();
      const author = await site.as('subscriberA');
      const voter = await site.as('subscriberB');
      for (let round = 0; round < ROUNDS; round += 1) {
        const { id } = await site.write(thread);
        const source = site.text();
        const [edited] = await Promise.all([
          site.backend.editComment(id, source, author),
          site.backend.voteComment(id, 1, voter),
        ]);
        await site.settle();
        const kept = (await site.load(thread, { around: id })).comments.find((it) => it.id === id);
        expectVotes(kept, { up: 1, down: 0 }, 'the votes');
        ok(kept?.tombstone === null && edited.tombstone === null, 'the comment lives');
        equal(kept.body, edited.body, 'the text');
      }
    },
  );

  test(
    'votes of several accounts are counted once each',
    [...CREATE, 'voteComment', 'newAccount'],
    async (site) => {
      const thread = await site.newThread();
      const { id } = await site.write(thread, { by: await site.newAccount() });
      const voters = [await site.as('subscriberA'), await site.as('subscriberB')];
      voters.push(await site.as(await site.newAccount()));
      // Each three times, all at once.
      await atOnce(9, (at) => site.backend.voteComment(id, 1, voters[at % 3]!));
      await site.settle();
      const read = async (): Promise<Comment | undefined> => (await site.load(thread)).comments[0];
      expectVotes(await read(), { up: 3, down: 0 }, 'three voters');
      const back = await site.backend.voteComment(id, 0, voters[0]!);
      expectVotes(back, { up: 2, down: 0 }, 'one takes it back');
      await site.settle();
      expectVotes(await read(), { up: 2, down: 0 }, 'what is read then');
    },
  );

  test(
    'a vote against counts as one, or is not allowed',
    [...CREATE, 'voteComment'],
    async (site) => {
      const thread = await site.newThread();
      const { id } = await site.write(thread);
      const options = await site.as('subscriberB');
      await site.backend.voteComment(id, 1, options);
      const against = await site.backend.voteComment(id, -1, options).catch((error: unknown) => {
        ok(error instanceof PalabreError && error.code === 'forbidden', `got ${show(error)}`);
        return null;
      });
      // Older backends do not say.
      const { downVotes } = (await site.load(thread)).thread;
      ok(against ?? !downVotes, 'the thread says that a vote against is one');
      if (against) expectVotes(against, { up: 0, down: 1 }, 'for, then against');
      const none = await site.backend.voteComment(id, 0, options);
      expectVotes(none, { up: 0, down: 0 }, 'taken back');
    },
  );

  test(
    'who withdrew a comment first is who withdrew it',
    [...CREATE, 'deleteComment'],
    async (site) => {
      const thread = await site.newThread();
      const { id } = await site.write(thread);
      const gone = await site.backend.deleteComment(id, 'author', await site.as('subscriberA'));
      const again = await site.backend.deleteComment(id, 'moderation', await site.as('moderator'));
      equal(again, gone, 'the second answer');
    },
  );
}
