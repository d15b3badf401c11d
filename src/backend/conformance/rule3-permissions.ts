import { newId } from '../../model/new-id.js';
import { ACTIONS, type Action, type Permission, type Viewer } from '../../model/viewer.js';
import { equal, ok, rejects } from './assert.js';
import type { DefineTest } from './test.js';

/** `null` for yes, or the reason why not. */
function refusal(
  viewer: Viewer,
  action: Action,
): Extract<Permission, { allowed: false }>['reason'] | null {
  const permission = viewer.can[action];
  return permission.allowed ? null : permission.reason;
}

/** The backend decides; what the viewer says is what the write then meets. */
export function permissions(test: DefineTest): void {
  test(
    'a visitor may nothing but report, and signing in or a name is the way',
    ['loadViewer'],
    async (site) => {
      const viewer = await site.viewer(await site.newThread(), {});
      for (const action of ACTIONS) {
        const reason = refusal(viewer, action);
        // Some sites let everybody report.
        if (action === 'report' && reason === null) continue;
        const said = reason === 'login' || reason === 'name' || reason === 'unsupported';
        ok(said, `${action}: ${reason ?? 'allowed'}`);
      }
      equal(viewer.pending, [], 'what waits');
    },
  );

  test('a subscriber may comment and vote', ['loadViewer'], async (site) => {
    const viewer = await site.viewer(await site.newThread(), await site.as('subscriberA'));
    if (site.backend.createComment) equal(refusal(viewer, 'comment'), null, 'comment');
    if (site.backend.voteComment) equal(refusal(viewer, 'vote'), null, 'vote');
  });

  for (const who of ['visitor', 'registered'] as const) {
    test(
      `a ${who} who comments meets the reason that was said`,
      ['createComment', 'loadViewer'],
      async (site) => {
        const thread = await site.newThread();
        const options = await site.as(who);
        const reason = refusal(await site.viewer(thread, options), 'comment');
        const sent = { id: newId(), thread, parent: null, source: site.text() };
        const written = site.backend.createComment(sent, options);
        if (reason) await rejects(written, reason, 'a comment');
        else equal((await written).id, sent.id, 'a comment');
        await site.settle();
        equal((await site.load(thread)).thread.total, reason ? 0 : 1, 'comments in the thread');
      },
    );

    test(
      `a ${who} who reports meets the reason that was said`,
      ['createComment', 'reportComment', 'loadViewer'],
      async (site) => {
        const thread = await site.newThread();
        const comment = (await site.write(thread)).id;
        const options = await site.as(who);
        const reason = refusal(await site.viewer(thread, options), 'report');
        const report = { id: newId(), comment, reason: 'spam', details: '' } as const;
        const reported = site.backend.reportComment(report, options);
        if (reason) await rejects(reported, reason, 'a report');
        else await reported;
      },
    );

    test(
      `a ${who} who votes meets the reason that was said`,
      ['createComment', 'voteComment', 'loadViewer'],
      async (site) => {
        const thread = await site.newThread();
        const { id } = await site.write(thread);
        const options = await site.as(who);
        const reason = refusal(await site.viewer(thread, options), 'vote');
        const voted = site.backend.voteComment(id, 1, options);
        if (reason) await rejects(voted, reason, 'a vote');
        else await voted;
      },
    );
  }

  test("nobody edits another's comment", ['createComment', 'editComment'], async (site) => {
    const thread = await site.newThread();
    const written = await site.write(thread);
    for (const who of ['subscriberB', 'moderator'] as const) {
      const edited = site.backend.editComment(written.id, site.text(), await site.as(who));
      await rejects(edited, 'forbidden', `an edit by the ${who}`);
    }
    await site.settle();
    equal((await site.load(thread)).comments, [written], 'the comment');
  });

  test(
    "a reader does not withdraw another's comment, a moderator does",
    ['createComment', 'deleteComment'],
    async (site) => {
      const thread = await site.newThread();
      const written = await site.write(thread);
      for (const reason of ['author', 'moderation'] as const) {
        const deleted = site.backend.deleteComment(
          written.id,
          reason,
          await site.as('subscriberB'),
        );
        await rejects(deleted, 'forbidden', `a withdrawal as ${reason}`);
      }
      await rejects(site.backend.deleteComment(written.id, 'author', {}), 'login', "a visitor's");
      await site.settle();
      equal((await site.load(thread)).comments, [written], 'the comment');
      const moderator = await site.as('moderator');
      const gone = await site.backend.deleteComment(written.id, 'moderation', moderator);
      equal(gone.tombstone, 'moderation', 'the reason');
    },
  );

  test('nobody votes for their own comment', ['createComment', 'voteComment'], async (site) => {
    const { id } = await site.write(await site.newThread());
    const voted = site.backend.voteComment(id, 1, await site.as('subscriberA'));
    await rejects(voted, 'forbidden', 'a vote');
  });

  test('a reader picks nothing', ['createComment', 'pickComment'], async (site) => {
    const thread = await site.newThread();
    const written = await site.write(thread);
    for (const who of ['subscriberA', 'subscriberB', 'registered'] as const) {
      const picked = site.backend.pickComment(written.id, true, await site.as(who));
      await rejects(picked, 'forbidden', `a pick by the ${who}`);
    }
    await site.settle();
    equal((await site.load(thread)).comments, [written], 'the comment');
  });

  test('a reader closes nothing', ['createComment', 'updateThread'], async (site) => {
    const thread = await site.newThread();
    await site.write(thread);
    for (const who of ['subscriberA', 'registered'] as const) {
      const closed = site.backend.updateThread(thread.key, { closed: true }, await site.as(who));
      await rejects(closed, 'forbidden', `closing by the ${who}`);
    }
    await site.settle();
    equal((await site.load(thread)).thread.closed, false, 'the thread is closed');
  });

  test(
    'a closed thread takes no comment, and says so',
    ['createComment', 'updateThread'],
    async (site) => {
      const thread = await site.newThread();
      const written = await site.write(thread);
      await site.backend.updateThread(thread.key, { closed: true }, await site.as('admin'));
      await site.settle();
      equal((await site.load(thread)).thread.closed, true, 'the thread is closed');
      const options = await site.as('subscriberA');
      const viewer = await site.backend.loadViewer?.(thread.key, options);
      if (viewer) equal(refusal(viewer, 'comment'), 'closed', 'the reason');
      for (const parent of [null, written.id]) {
        const sent = { id: newId(), thread, parent, source: site.text() };
        const what = parent ? 'a reply' : 'a comment';
        await rejects(site.backend.createComment(sent, options), 'closed', what);
      }
      const edited = site.backend.editComment?.(written.id, site.text(), options);
      if (edited) await rejects(edited, 'closed', 'an edit');
      await site.settle();
      equal((await site.load(thread)).comments, [written], 'the comments');
      await site.backend.updateThread(thread.key, { closed: false }, await site.as('admin'));
      await site.write(thread);
    },
  );

  test(
    'an account is erased by itself or by an administrator',
    ['createComment', 'eraseAccount', 'newAccount'],
    async (site) => {
      const { subject } = await site.newAccount();
      await rejects(site.backend.eraseAccount(subject, {}), 'login', 'an erasure by a visitor');
      for (const who of ['subscriberA', 'moderator'] as const) {
        const erased = site.backend.eraseAccount(subject, await site.as(who));
        await rejects(erased, 'forbidden', `an erasure by the ${who}`);
      }
    },
  );
}
