import type { Tombstone } from '../../model/comment.js';
import type { ReportReason } from '../../model/report.js';
import { equal, hides, ok, rejects, show } from './assert.js';
import { publicAnswers } from './public-answers.js';
import { listOf } from './site.js';
import type { DefineTest } from './test.js';
import { forgets, wordsOf } from './traces.js';

const DELETE = ['createComment', 'deleteComment'] as const;
const TOMBSTONE_FIELDS = ['createdAt', 'id', 'parent', 'revision', 'tombstone'];

/** What a tombstone has; older backends have no grounds. */
export function expectTombstone(answer: object, what: string): void {
  const { ground = null, ...rest } = answer as Partial<Tombstone>;
  equal(Object.keys(rest).sort(), TOMBSTONE_FIELDS, what);
  ok(ground === null || rest.tombstone === 'moderation', `${what} has a ground: ${show(answer)}`);
}

/** @throws Breach if a tombstone in an answer, at any depth, has more than a tombstone has */
export function expectBare(answer: unknown, call: string): void {
  if (typeof answer !== 'object' || !answer) return;
  if ('tombstone' in answer && answer.tombstone !== null) {
    expectTombstone(answer, `a tombstone in ${call}`);
  }
  for (const value of Object.values(answer)) expectBare(value, call);
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
      expectTombstone(gone, 'its fields');
      const { id, parent, createdAt, tombstone } = gone as Tombstone;
      const place = [written.id, written.parent, written.createdAt];
      equal([id, parent, createdAt, tombstone], [...place, reason], 'what it says');
    }
  });

  test(
    'what moderation withdrew tells the ground that was given, and no other',
    DELETE,
    async (site) => {
      const thread = await site.newThread();
      const moderator = await site.as('moderator');
      const { id } = await site.write(thread);
      const shown = async (): Promise<Tombstone['ground']> => {
        await site.settle();
        const { comments } = await site.load(thread, { around: id });
        const record = comments.find((comment) => comment.id === id);
        return (record as Partial<Tombstone> | undefined)?.ground ?? null;
      };
      const withdraw = (ground?: ReportReason): Promise<unknown> =>
        site.backend.deleteComment(id, 'moderation', { ...moderator, ground });
      const gone = (await withdraw('hate')) as Tombstone;
      const ground = gone.ground ?? null;
      ok(ground === null || ground === 'hate', `the ground is ${show(ground)}`);
      equal(await shown(), ground, 'the ground that everybody reads');
      await withdraw();
      equal(await shown(), ground, 'the ground after a withdrawal without one');
      if (!site.backend.moderateComment) return;
      await site.backend.moderateComment(id, 'published', moderator);
      await withdraw();
      equal(await shown(), null, 'the ground after another withdrawal, without one');
    },
  );

  test('whoever takes back their own comment gives no ground', DELETE, async (site) => {
    const { id } = await site.write(await site.newThread());
    const options = { ...(await site.as('subscriberA')), ground: 'spam' } as const;
    const taken = site.backend.deleteComment(id, 'author', options);
    const answer = await taken.catch(() => null);
    // Older backends do not look at it.
    if (answer) expectTombstone(answer, 'the answer');
    else await rejects(taken, 'invalid', 'a ground');
  });

  test('no answer tells whose it was or what it said', DELETE, async (site) => {
    for (const [reason, who] of [
      ['author', 'subscriberA'],
      ['moderation', 'moderator'],
    ] as const) {
      const thread = await site.newThread();
      const source = site.text();
      const written = await site.write(thread, { source });
      const reply = await site.write(thread, { by: 'subscriberB', parent: written.id });
      await site.backend.voteComment?.(written.id, 1, await site.as('subscriberB'));
      const gone = await site.backend.deleteComment(written.id, reason, await site.as(who));
      const sent = { id: written.id, thread, parent: null, source };
      const resent = await site.backend.createComment(sent, await site.as('subscriberA'));
      const words = [...wordsOf(written), source];
      const answers = await publicAnswers(site, thread, written.id);
      answers.push(['the withdrawal', gone], ['a resend', resent]);
      for (const [call, answer] of answers) {
        hides(answer, words, call);
        // Their other comments elsewhere may be among the site's latest ones.
        if (call !== 'loadLatest') forgets(answer, written, [reply], call);
        expectBare(answer, call);
      }
      for (const who of ['visitor', 'subscriberB'] as const) {
        const viewer = await site.backend.loadViewer?.(thread.key, await site.as(who));
        hides(viewer, words, `loadViewer of the ${who}`);
      }
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
    await site.backend.deleteComment(id!, 'moderation', await site.as('moderator'));
    await site.settle();
    const page = await site.load(thread);
    equal([page.thread.total, listOf(page, null).page.total], [2, 3], 'counted, in the list');
    ok(!page.highlights.includes(id!), 'a tombstone is no highlight');
    const counts = await site.backend.loadCounts?.([thread.key], {});
    if (counts) equal(counts[0]!.count, 2, 'the count');
    const latest = (await site.backend.loadLatest?.(10, {})) ?? [];
    ok(!latest.some(({ comment }) => comment.id === id), 'a tombstone is not among the latest');
  });
}
