import type { Comment } from '../../model/comment.js';
import { newId } from '../../model/new-id.js';
import type { ThreadRef } from '../../model/thread.js';
import { equal, hides, ok, rejects, sameMembers } from './assert.js';
import { publicAnswers } from './public-answers.js';
import type { Site } from './site.js';
import type { DefineTest } from './test.js';

const WAITING = ['createComment', 'premoderatedThread'] as const;

interface Waiting {
  thread: ThreadRef;
  source: string;
  sent: Comment;
  /** Comments that anybody could read before. */
  total: number;
}

/** A comment of A's that waits for a moderator. */
async function sendOne(site: Site<(typeof WAITING)[number]>): Promise<Waiting> {
  const thread = await site.premoderatedThread();
  const { total } = (await site.load(thread)).thread;
  const source = site.text();
  const sent = await site.backend.createComment(
    { id: newId(), thread, parent: null, source },
    await site.as('subscriberA'),
  );
  return { thread, source, sent, total };
}

/** Nobody who only reads learns that it exists, whoever they are. */
async function expectHidden(site: Site, { thread, source, sent, total }: Waiting): Promise<void> {
  for (const who of ['visitor', 'registered', 'subscriberA', 'subscriberB', 'moderator'] as const) {
    const options = await site.as(who);
    for (const [call, answer] of await publicAnswers(site, thread, sent.id, options)) {
      hides(answer, [source, sent.id], `${call}, asked by the ${who},`);
    }
    const page = await site.load(thread, { around: sent.id }, options);
    equal([page.thread.total, page.around], [total, null], `total and around for the ${who}`);
  }
  for (const who of ['visitor', 'registered', 'subscriberB'] as const) {
    const viewer = await site.backend.loadViewer?.(thread.key, await site.as(who));
    hides(viewer, [source, sent.id], `loadViewer of the ${who}`);
  }
}

/** What waits for a moderator is seen by its author and by moderators, and by nobody else. */
export function waiting(test: DefineTest): void {
  test('what waits is in no public answer, nor in another reader’s', WAITING, async (site) => {
    const waits = await sendOne(site);
    ok(waits.sent.tombstone === null, 'it is no tombstone');
    equal(waits.sent.status, 'pending', 'its status, to its author');
    await expectHidden(site, waits);
  });

  test(
    'what waits is in the viewer of its author and of moderators',
    [...WAITING, 'loadViewer'],
    async (site) => {
      const { thread, sent } = await sendOne(site);
      for (const who of ['subscriberA', 'moderator', 'admin'] as const) {
        const { pending } = await site.viewer(thread, await site.as(who));
        equal(
          pending.find(({ id }) => id === sent.id),
          sent,
          `what waits, for the ${who}`,
        );
      }
      const elsewhere = await site.viewer(await site.newThread(), await site.as('subscriberA'));
      equal(elsewhere.pending, [], 'what waits in another thread');
    },
  );

  test('what waits and is sent again waits once', [...WAITING, 'loadViewer'], async (site) => {
    const { thread, source, sent } = await sendOne(site);
    const options = await site.as('subscriberA');
    const again = { id: sent.id, thread, parent: null, source };
    equal(await site.backend.createComment(again, options), sent, 'the second answer');
    const { pending } = await site.viewer(thread, options);
    equal(
      pending.map(({ id }) => id),
      [sent.id],
      'what waits',
    );
  });

  test('what waits tells others nothing when they call it by its id', WAITING, async (site) => {
    const { thread, source, sent } = await sendOne(site);
    const b = await site.as('subscriberB');
    const { id } = sent;
    const create = site.backend.createComment.bind(site.backend);
    const conflict = await rejects(
      create({ id, thread, parent: null, source: site.text() }, b),
      'conflict',
      'the same id',
    );
    hides(conflict.message, [source], 'the conflict');
    const report = { id: newId(), comment: id, reason: 'spam', details: '' } as const;
    for (const [what, call] of [
      ['a reply', () => create({ id: newId(), thread, parent: id, source: site.text() }, b)],
      ['a vote', () => site.backend.voteComment?.(id, 1, b)],
      ['a report', () => site.backend.reportComment?.(report, b)],
      ['an edit', () => site.backend.editComment?.(id, site.text(), b)],
      ['a withdrawal', () => site.backend.deleteComment?.(id, 'author', b)],
    ] as const) {
      const refused = call();
      if (!refused) continue;
      const error = await rejects(refused, ['not-found', 'forbidden', 'gone'], what);
      hides(error.message, [source], what);
    }
  });

  test(
    'what is approved is there for everybody, and what is refused for nobody',
    [...WAITING, 'loadViewer', 'moderateComment'],
    async (site) => {
      const [yes, no] = [await sendOne(site), await sendOne(site)];
      const moderator = await site.as('moderator');
      const approved = await site.backend.moderateComment(yes.sent.id, 'published', moderator);
      ok(approved.tombstone === null && approved.status === 'published', 'the answer to a yes');
      await site.settle();
      const page = await site.load(yes.thread, { around: yes.sent.id });
      equal(page.thread.total, yes.total + 1, 'the total');
      equal(
        page.comments.find(({ id }) => id === yes.sent.id),
        approved,
        'the record',
      );
      const author = await site.as('subscriberA');
      equal((await site.viewer(yes.thread, author)).pending, [], 'what waits then');

      await site.backend.moderateComment(no.sent.id, 'rejected', moderator);
      await expectHidden(site, no);
      const { pending } = await site.viewer(no.thread, author);
      for (const comment of pending) {
        ok(comment.tombstone === null && comment.status === 'rejected', 'it waits no longer');
      }
    },
  );

  test(
    'its author may withdraw what waits, and its words stay unseen',
    [...WAITING, 'deleteComment'],
    async (site) => {
      const waits = await sendOne(site);
      const author = await site.as('subscriberA');
      await site.backend.deleteComment(waits.sent.id, 'author', author);
      const sent = { id: waits.sent.id, thread: waits.thread, parent: null, source: waits.source };
      const again = await site.backend.createComment(sent, author);
      ok(again.tombstone === 'author', 'a resend does not bring it back');
      await site.settle();
      const page = await site.load(waits.thread);
      equal(page.thread.total, waits.total, 'the total');
      for (const [call, answer] of await publicAnswers(site, waits.thread, waits.sent.id)) {
        hides(answer, [waits.source], call);
      }
    },
  );

  test('approved comments are there, each once', [...WAITING, 'moderateComment'], async (site) => {
    const thread = await site.premoderatedThread();
    const before = (await site.readList(thread, null, 'oldest', 10)).ids;
    const options = await site.as('subscriberA');
    const moderator = await site.as('moderator');
    const ids: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      const sent = { id: newId(), thread, parent: null, source: site.text() };
      ids.push((await site.backend.createComment(sent, options)).id);
    }
    for (const id of [...ids].reverse()) {
      await site.backend.moderateComment(id, 'published', moderator);
      await site.backend.moderateComment(id, 'published', moderator);
    }
    await site.settle();
    const after = (await site.readList(thread, null, 'oldest', 2)).ids;
    sameMembers(after, [...before, ...ids], 'the list');
  });
}
