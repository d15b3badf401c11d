import type { ErrorCode } from '../../model/error-codes.js';
import { newId } from '../../model/new-id.js';
import { QUEUES } from '../../model/moderation.js';
import type { CallOptions } from '../contract.js';
import { equal, hides, ok, rejects } from './assert.js';
import type { Persona } from './harness.js';
import { mayVisitorsReport } from './rule3-reports.js';
import type { Need, Site } from './site.js';
import type { DefineTest } from './test.js';
import { forgets } from './traces.js';

/** Who may not moderate, and what each meets. */
const READERS = [
  ['visitor', 'login'],
  ['registered', 'forbidden'],
  ['subscriberB', 'forbidden'],
] as const;

/** Where a name is enough to take part, it is enough for a report too. */
const REPORTS_MEET: ErrorCode[] = ['login', 'name'];

type Write = [name: string, call: (options: CallOptions) => Promise<unknown>];

/** Everything that takes an account, of those methods that the backend has. */
function privileged<N extends Need>({ backend, text }: Site<N>, key: string, id: string): Write[] {
  const report = { id: newId(), comment: id, reason: 'spam', details: '' } as const;
  const writes: { [name: string]: Write[1] | undefined | false } = {
    editComment: backend.editComment && ((to) => backend.editComment!(id, text(), to)),
    deleteComment: backend.deleteComment && ((to) => backend.deleteComment!(id, 'author', to)),
    voteComment: backend.voteComment && ((to) => backend.voteComment!(id, 1, to)),
    pickComment: backend.pickComment && ((to) => backend.pickComment!(id, true, to)),
    reportComment: backend.reportComment && ((to) => backend.reportComment!(report, to)),
    moderateComment:
      backend.moderateComment && ((to) => backend.moderateComment!(id, 'rejected', to)),
    loadQueue:
      backend.loadQueue &&
      ((to) => backend.loadQueue!({ queue: 'pending', after: null, limit: 5 }, to)),
    suspendAccount: backend.suspendAccount && ((to) => backend.suspendAccount!(newId(), null, to)),
    updateThread:
      backend.updateThread && ((to) => backend.updateThread!(key, { closed: true }, to)),
    eraseAccount: backend.eraseAccount && ((to) => backend.eraseAccount!('nobody-at-all', to)),
    exportAccount: backend.exportAccount && ((to) => backend.exportAccount!('nobody-at-all', to)),
  };
  return Object.entries(writes).filter((entry): entry is Write => Boolean(entry[1]));
}

/** Moderators decide, and nobody else reads or does what is theirs. */
export function moderation(test: DefineTest): void {
  test(
    'without a token, or with one that is none, nobody does anything',
    ['content'],
    async (site) => {
      const thread = await site.newThread();
      const written = await site.write(thread);
      const visitorsReport = await mayVisitorsReport(site);
      for (const [name, call] of privileged(site, thread.key, written.id)) {
        for (const token of [null, undefined, '', 'none.such.token']) {
          if (name === 'reportComment' && visitorsReport && !token) continue;
          const codes = name === 'reportComment' ? REPORTS_MEET : ['login' as const];
          await rejects(call({ token }), codes, `${name} with the token ${String(token)}`);
        }
      }
      await site.settle();
      equal((await site.load(thread)).comments, [written], 'the comment');
    },
  );

  test('a token that is none is nobody’s', ['loadViewer'], async (site) => {
    const thread = await site.newThread();
    const answer = await site
      .viewer(thread, { token: 'none.such.token' })
      .catch((error: unknown) => error);
    if (answer instanceof Error) await rejects(Promise.reject(answer), 'login', 'the viewer');
    else equal((answer as { account: unknown }).account, null, 'the account');
  });

  test('readers moderate nothing', ['createComment', 'moderateComment'], async (site) => {
    const thread = await site.newThread();
    const written = await site.write(thread);
    for (const [who, code] of READERS) {
      for (const status of ['rejected', 'published'] as const) {
        const options = await site.as(who);
        const decided = site.backend.moderateComment(written.id, status, options);
        await rejects(decided, code, `${status} by the ${who}`);
      }
    }
    const own = site.backend.moderateComment(written.id, 'published', await site.as('subscriberA'));
    await rejects(own, 'forbidden', 'published by its author');
    await site.settle();
    equal((await site.load(thread)).comments, [written], 'the comment');
  });

  test('readers do not read the queues', ['createComment', 'loadQueue'], async (site) => {
    await site.write(await site.newThread());
    for (const queue of QUEUES) {
      for (const [who, code] of READERS) {
        const options = await site.as(who);
        const answer = site.backend.loadQueue({ queue, after: null, limit: 5 }, options);
        await rejects(answer, code, `the ${queue} queue for the ${who}`);
      }
      for (const who of ['moderator', 'admin'] as const) {
        const options = await site.as(who);
        await site.backend.loadQueue({ queue, after: null, limit: 5 }, options);
      }
    }
  });

  test('whether one may moderate is what the calls then say', ['loadViewer'], async (site) => {
    const thread = await site.newThread();
    const who: Persona[] = ['registered', 'subscriberA', 'moderator', 'admin'];
    for (const persona of who) {
      const options = await site.as(persona);
      const { allowed } = (await site.viewer(thread, options)).can.moderate;
      const isTheirs = persona === 'moderator' || persona === 'admin';
      if (!isTheirs) ok(!allowed, `the ${persona} is said to moderate`);
      if (!site.backend.loadQueue) continue;
      const query = { queue: 'pending', after: null, limit: 1 } as const;
      const answer = site.backend.loadQueue(query, options);
      if (allowed) await answer;
      else await rejects(answer, 'forbidden', `the queue for the ${persona}`);
    }
  });

  test(
    'a moderator refuses what is published, as a withdrawal does',
    ['createComment', 'moderateComment'],
    async (site) => {
      const thread = await site.newThread();
      const source = site.text();
      const written = await site.write(thread, { source });
      const moderator = await site.as('moderator');
      for (let times = 0; times < 2; times += 1) {
        await site.backend.moderateComment(written.id, 'rejected', moderator);
        await site.settle();
        const page = await site.load(thread);
        equal(page.comments[0]?.tombstone, 'moderation', 'the reason');
        equal(page.thread.total, 0, 'the total');
        hides(page, [source], 'the page');
        forgets(page, written, [], 'the page');
      }
    },
  );

  test(
    'what its author withdrew is not a moderator’s to restore',
    ['createComment', 'deleteComment', 'moderateComment'],
    async (site) => {
      const { id } = await site.write(await site.newThread());
      await site.backend.deleteComment(id, 'author', await site.as('subscriberA'));
      const moderator = await site.as('moderator');
      const restored = site.backend.moderateComment(id, 'published', moderator);
      await rejects(restored, 'gone', 'a restoration');
    },
  );
}
