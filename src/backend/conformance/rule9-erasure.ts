import { newId } from '../../model/new-id.js';
import { equal, hides, ok } from './assert.js';
import { aboutThread, publicAnswers } from './public-answers.js';
import { expectBare, expectTombstone } from './rule9-tombstones.js';
import type { DefineTest } from './test.js';
import { expectVotes } from './votes.js';
import { forgets } from './traces.js';

const ERASE = ['createComment', 'eraseAccount', 'newAccount'] as const;

/** An erased account leaves its places and nothing else, and stays erased. */
export function erasure(test: DefineTest): void {
  test('an erased account leaves nothing but its places', ERASE, async (site) => {
    const thread = await site.newThread();
    const account = await site.newAccount();
    const source = site.text();
    const written = await site.write(thread, { by: account, source });
    const reply = await site.write(thread, { by: 'subscriberB', parent: written.id });
    const answer = await site.write(thread, { by: account, parent: reply.id });
    await site.backend.voteComment?.(reply.id, 1, await site.as(account));
    await site.backend.eraseAccount(account.subject, await site.as(account));
    const { records, lists } = await site.readTree(thread);
    const gone = records.get(written.id)!;
    equal(gone.tombstone, 'account-erased', 'the reason');
    expectTombstone(gone, 'a tombstone');
    const kept = records.get(reply.id)!;
    ok(kept.tombstone === null, 'the reply stays');
    expectVotes(kept, { up: 0, down: 0 }, 'the votes of the account');
    equal([...lists.keys()], [null, written.id], 'the lists, without what nobody answered');
    for (const [call, said] of await publicAnswers(site, thread, written.id)) {
      hides(said, [source, JSON.stringify(account.subject)], call);
      const others = call === 'loadLatest' ? null : [reply];
      for (const comment of [written, answer]) forgets(said, comment, others, call);
      expectBare(said, call);
    }
    equal((await site.load(thread)).thread.total, 1, 'the total');
  });

  test('an old write of an erased account brings nothing back', ERASE, async (site) => {
    const thread = await site.newThread();
    const account = await site.newAccount();
    const source = site.text();
    const written = await site.write(thread, { by: account, source });
    const options = await site.as(account);
    await site.backend.eraseAccount(account.subject, await site.as('admin'));
    const resend = { id: written.id, thread, parent: null, source };
    // Refused or answered with the tombstone: both are right.
    const answer = await site.backend.createComment(resend, options).catch(() => null);
    hides(answer, [source], 'the answer');
    forgets(answer, written, [], 'the answer');
    for (const [call, said] of await aboutThread(site, thread, written.id)) {
      hides(said, [source], call);
      forgets(said, written, [], call);
    }
    equal((await site.readTree(thread)).lists.get(null)!.ids, [], 'the list');
  });

  test('an erasure is among the changes', [...ERASE, 'loadChanges'], async (site) => {
    const thread = await site.newThread();
    const account = await site.newAccount();
    const ids = await site.writeMany(thread, 3, { by: account });
    const other = await site.write(thread);
    await site.backend.voteComment?.(other.id, 1, await site.as(account));
    await site.settle();
    const { revision } = (await site.load(thread)).thread;
    await site.backend.eraseAccount(account.subject, await site.as(account));
    await site.settle();
    const { comments } = await site.backend.loadChanges(thread.key, revision, {});
    for (const id of ids) {
      const record = comments.find((comment) => comment.id === id);
      equal(record?.tombstone, 'account-erased', 'a comment of the account');
    }
    if (!site.backend.voteComment) return;
    const voted = comments.find(({ id }) => id === other.id);
    expectVotes(voted, { up: 0, down: 0 }, 'what it had voted for');
  });

  test(
    'what an erased account had waiting is gone too',
    [...ERASE, 'premoderatedThread', 'loadQueue'],
    async (site) => {
      const thread = await site.premoderatedThread();
      const account = await site.newAccount();
      const source = site.text();
      const sent = { id: newId(), thread, parent: null, source };
      await site.backend.createComment(sent, await site.as(account));
      await site.backend.eraseAccount(account.subject, await site.as('admin'));
      const moderator = await site.as('moderator');
      for (const queue of ['pending', 'rejected', 'reported'] as const) {
        // The newest ones: whatever was there before is not this account's.
        let after: string | null = null;
        do {
          const answer = await site.backend.loadQueue({ queue, after, limit: 100 }, moderator);
          hides(answer, [source], `the ${queue} queue`);
          after = answer.page.cursor;
        } while (after !== null);
      }
      hides(await site.backend.loadViewer?.(thread.key, moderator), [source], 'the viewer');
      for (const [call, said] of await publicAnswers(site, thread, sent.id)) {
        hides(said, [source], call);
      }
    },
  );

  test('nothing of an erased account is exported', [...ERASE, 'exportAccount'], async (site) => {
    const thread = await site.newThread();
    const account = await site.newAccount();
    const source = site.text();
    await site.write(thread, { by: account, source });
    const admin = await site.as('admin');
    await site.backend.eraseAccount(account.subject, admin);
    // Refused or empty: both are right.
    const exported = await site.backend
      .exportAccount(account.subject, admin)
      .catch((error: Error) => error.message);
    hides(exported, [source], 'the export');
  });

  test('erasing twice is the same as once', ERASE, async (site) => {
    const { subject } = await site.newAccount();
    const admin = await site.as('admin');
    await site.backend.eraseAccount(subject, admin);
    await site.backend.eraseAccount(subject, admin);
    await site.backend.eraseAccount(`nobody-${newId()}`, admin);
  });
}
