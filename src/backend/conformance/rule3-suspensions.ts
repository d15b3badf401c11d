import type { Comment, LivingComment } from '../../model/comment.js';
import { newId } from '../../model/new-id.js';
import type { ThreadRef } from '../../model/thread.js';
import type { CallOptions } from '../contract.js';
import { equal, hides, ok, rejects } from './assert.js';
import { publicAnswers } from './public-answers.js';
import type { Need, Site } from './site.js';
import type { DefineTest } from './test.js';

const SUSPEND = ['createComment', 'suspendAccount', 'newAccount'] as const;
const FAR = '2090-01-01T00:00:00.000Z';

interface Suspect {
  thread: ThreadRef;
  options: CallOptions;
  /** Theirs, and somebody else's. */
  own: LivingComment;
  other: Comment;
}

async function suspect(site: Site<(typeof SUSPEND)[number]>): Promise<Suspect> {
  const thread = await site.newThread();
  const account = await site.newAccount();
  const own = await site.write(thread, { by: account });
  const other = await site.write(thread);
  return { thread, options: await site.as(account), own, other };
}

/** What a suspended account may not do, of those methods that the backend has. */
function writes<N extends Need>(
  { backend, text }: Site<N>,
  { thread, own, other }: Suspect,
): [name: string, call: (options: CallOptions) => Promise<unknown> | undefined][] {
  const { id: comment } = other;
  return [
    [
      'a comment',
      (to) => backend.createComment?.({ id: newId(), thread, parent: null, source: text() }, to),
    ],
    ['an edit', (to) => backend.editComment?.(own.id, text(), to)],
    ['a vote', (to) => backend.voteComment?.(comment, 1, to)],
    [
      'a report',
      (to) => backend.reportComment?.({ id: newId(), comment, reason: 'spam', details: '' }, to),
    ],
  ];
}

/** A suspended account reads, and is told until when it does nothing else. */
export function suspensions(test: DefineTest): void {
  for (const until of [FAR, null]) {
    const length = until ? 'until a time' : 'for good';
    test(
      `an account that is suspended ${length} is refused until it is lifted`,
      SUSPEND,
      async (site) => {
        const who = await suspect(site);
        const moderator = await site.as('moderator');
        const { id } = who.own.author;
        const reason = site.text();
        for (let times = 0; times < 2; times += 1) {
          await site.backend.suspendAccount(id, { until, reason }, moderator);
        }
        for (const [what, call] of writes(site, who)) {
          const refused = call(who.options);
          if (!refused) continue;
          const error = await rejects(refused, 'suspended', what);
          hides(error.message, [reason], 'the refusal');
        }
        await site.backend.suspendAccount(id, null, moderator);
        for (const [, call] of writes(site, who)) await call(who.options);
        await site.settle();
        equal((await site.load(who.thread)).thread.total, 3, 'the total once it is lifted');
      },
    );
  }

  test(
    'a suspended account is told so by the viewer, and until when',
    [...SUSPEND, 'loadViewer'],
    async (site) => {
      const { thread, options, own } = await suspect(site);
      const moderator = await site.as('moderator');
      const reason = site.text();
      const actions = ['comment', 'vote', 'report', 'edit'] as const;
      const methods = { comment: 'createComment', vote: 'voteComment' } as const;
      await site.backend.suspendAccount(own.author.id, { until: FAR, reason }, moderator);
      const viewer = await site.viewer(thread, options);
      for (const action of actions) {
        const can = viewer.can[action];
        ok(!can.allowed, `${action} is said to be allowed`);
        if (can.reason === 'unsupported') continue;
        equal(
          [can.reason, can.until && Date.parse(can.until)],
          ['suspended', Date.parse(FAR)],
          action,
        );
      }
      hides(viewer, [reason], 'the viewer');
      await site.backend.suspendAccount(own.author.id, null, moderator);
      const { can } = await site.viewer(thread, options);
      for (const [action, method] of Object.entries(methods)) {
        if (site.backend[method]) equal(can[action as 'vote'].allowed, true, `${action} again`);
      }
    },
  );

  test('a suspension changes nothing that others read', SUSPEND, async (site) => {
    const { thread, own } = await suspect(site);
    const before = JSON.stringify(await publicAnswers(site, thread, own.id));
    const reason = site.text();
    await site.backend.suspendAccount(
      own.author.id,
      { until: FAR, reason },
      await site.as('moderator'),
    );
    const after = await publicAnswers(site, thread, own.id);
    equal(after, JSON.parse(before), 'the public answers');
  });

  test('a suspension that has run out is none', SUSPEND, async (site) => {
    const who = await suspect(site);
    const until = '2001-01-01T00:00:00.000Z';
    const moderator = await site.as('moderator');
    await site.backend.suspendAccount(who.own.author.id, { until, reason: '' }, moderator);
    for (const [, call] of writes(site, who)) await call(who.options);
  });

  test('readers suspend nobody', SUSPEND, async (site) => {
    const { options, own } = await suspect(site);
    const suspension = { until: FAR, reason: '' };
    for (const who of ['subscriberA', 'registered'] as const) {
      const done = site.backend.suspendAccount(own.author.id, suspension, await site.as(who));
      await rejects(done, 'forbidden', `a suspension by the ${who}`);
    }
    const lifted = site.backend.suspendAccount(own.author.id, null, options);
    await rejects(lifted, 'forbidden', 'lifting one’s own');
    const nobody = site.backend.suspendAccount(newId(), suspension, await site.as('moderator'));
    await rejects(nobody, 'not-found', 'a suspension of nobody');
    await site.write(await site.newThread(), { by: { subject: '', token: options.token! } });
  });

  test('nobody suspends moderators', ['suspendAccount', 'loadViewer'], async (site) => {
    const thread = await site.newThread();
    const moderator = await site.as('moderator');
    for (const who of ['moderator', 'admin'] as const) {
      // An account is known once it has done something; some backends know it by its token alone.
      const { account } = await site.viewer(thread, await site.as(who));
      if (!account) continue;
      const suspension = { until: FAR, reason: '' };
      const done = site.backend.suspendAccount(account.id, suspension, moderator);
      await rejects(done, ['forbidden', 'not-found'], `a suspension of the ${who}`);
    }
  });
}
