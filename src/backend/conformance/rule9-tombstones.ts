import type { LivingComment, Tombstone } from '../../model/comment.js';
import { newId } from '../../model/new-id.js';
import { SORTS, type ThreadRef } from '../../model/thread.js';
import { equal, hides, ok } from './assert.js';
import { listOf, type Need, type Site } from './site.js';
import type { DefineTest } from './test.js';

const DELETE = ['createComment', 'deleteComment'] as const;
const FIELDS = ['createdAt', 'id', 'parent', 'revision', 'tombstone'];

/** Everything that anybody can read of a thread. */
async function readAll<N extends Need>(
  site: Site<N>,
  thread: ThreadRef,
  id: string,
): Promise<unknown[]> {
  await site.settle();
  const answers: unknown[] = [];
  for (const sort of SORTS) {
    const query = { key: thread.key, parent: null, after: null, sort, limit: 100 };
    answers.push(await site.load(thread, { sort, around: id, limit: 100 }));
    answers.push(await site.backend.loadComments(query, {}));
  }
  answers.push(await site.backend.loadChanges?.(thread.key, 0, {}));
  answers.push(await site.backend.loadLatest?.(20, {}));
  answers.push(await site.backend.loadViewer?.(thread.key, {}));
  return answers;
}

/** What must be gone: the name, the account's id, the words. */
function traces({ author, body }: LivingComment): string[] {
  const words = [...JSON.stringify(body).matchAll(/"value":"([^"\\]+)"/g)].map(
    (match) => match[1]!,
  );
  return [author.id, author.name, ...words];
}

/** A tombstone says why and nothing of the person; the replies stay. */
export function tombstones(test: DefineTest): void {
  test('a tombstone has its place, its reason and nothing else', DELETE, async (site) => {
    const thread = await site.newThread();
    for (const [reason, who] of [
      ['author', 'subscriberA'],
      ['moderation', 'moderator'],
    ] as const) {
      const written = await site.write(thread);
      const gone = await site.backend.deleteComment(written.id, reason, await site.as(who));
      equal(Object.keys(gone).sort(), FIELDS, 'its fields');
      const { id, parent, createdAt, tombstone } = gone as Tombstone;
      const place = [written.id, written.parent, written.createdAt];
      equal([id, parent, createdAt, tombstone], [...place, reason], 'what it says');
    }
  });

  test('no answer tells whose it was or what it said', DELETE, async (site) => {
    for (const [reason, who] of [
      ['author', 'subscriberA'],
      ['moderation', 'moderator'],
    ] as const) {
      const thread = await site.newThread();
      const source = site.text();
      const written = await site.write(thread, { source });
      await site.write(thread, { by: 'subscriberB', parent: written.id });
      await site.backend.voteComment?.(written.id, 1, await site.as('subscriberB'));
      const gone = await site.backend.deleteComment(written.id, reason, await site.as(who));
      hides(gone, [...traces(written), source], 'the answer');
      const sent = { id: written.id, thread, parent: null, source };
      const resent = await site.backend.createComment(sent, await site.as('subscriberA'));
      hides(resent, [...traces(written), source], 'the answer to a resend');
      const answers = await readAll(site, thread, written.id);
      // Their other comments elsewhere may be among the site's latest ones.
      const [, , ...words] = traces(written);
      hides(answers, words, 'a public answer');
      hides(answers.slice(0, -2), traces(written), 'an answer about the thread');
    }
  });

  test('the replies stay, under their parent', DELETE, async (site) => {
    const thread = await site.newThread();
    const [id, other] = await site.writeMany(thread, 2);
    const replies = await site.writeMany(thread, 3, { by: 'subscriberB', parent: id! });
    const deep = (await site.write(thread, { parent: replies[1]! })).id;
    await site.backend.deleteComment(id!, 'author', await site.as('subscriberA'));
    const { lists, records } = await site.readTree(thread);
    equal(lists.get(null)!.ids, [id, other], 'the top level');
    equal(lists.get(id!)!.ids, replies, 'the replies');
    equal(lists.get(replies[1]!)!.ids, [deep], 'the reply to a reply');
    equal(records.get(id!)!.tombstone, 'author', 'the tombstone');
  });

  test('a tombstone keeps its place but is not counted', DELETE, async (site) => {
    const thread = await site.newThread();
    const [id] = await site.writeMany(thread, 3);
    await site.backend.deleteComment(id!, 'author', await site.as('subscriberA'));
    await site.settle();
    const page = await site.load(thread);
    equal([page.thread.total, listOf(page, null).page.total], [2, 3], 'counted, in the list');
    ok(!page.highlights.includes(id!), 'a tombstone is no highlight');
    const counts = await site.backend.loadCounts?.([thread.key], {});
    if (counts) equal(counts[0]!.count, 2, 'the count');
    const latest = (await site.backend.loadLatest?.(10, {})) ?? [];
    ok(!latest.some(({ comment }) => comment.id === id), 'a tombstone is not among the latest');
  });

  test(
    'an erased account leaves nothing but its places',
    ['createComment', 'eraseAccount'],
    async (site) => {
      const thread = await site.newThread();
      const account = await site.newAccount();
      const source = site.text();
      const written = await site.write(thread, { by: account, source });
      const reply = await site.write(thread, { by: 'subscriberB', parent: written.id });
      const answer = await site.write(thread, { by: account, parent: reply.id });
      await site.backend.voteComment?.(reply.id, 1, await site.as(account));
      await site.backend.eraseAccount(account.subject, await site.as(account));
      const { records, lists } = await site.readTree(thread);
      for (const { id } of [written, answer]) {
        const gone = records.get(id)!;
        equal(
          [gone.tombstone, Object.keys(gone).sort()],
          ['account-erased', FIELDS],
          'a tombstone',
        );
      }
      const kept = records.get(reply.id)!;
      ok(kept.tombstone === null, 'the reply stays');
      equal(kept.votes, { up: 0, down: 0 }, 'the votes of the account');
      equal(lists.get(reply.id)!.ids, [answer.id], 'the places');
      const needles = [...traces(written), ...traces(answer), source, account.subject];
      hides(await readAll(site, thread, written.id), needles, 'a public answer');
    },
  );

  test('erasing twice is the same as once', ['createComment', 'eraseAccount'], async (site) => {
    const { subject } = await site.newAccount();
    const admin = await site.as('admin');
    await site.backend.eraseAccount(subject, admin);
    await site.backend.eraseAccount(subject, admin);
    await site.backend.eraseAccount(`nobody-${newId()}`, admin);
  });
}
