import type { Comment, LivingComment } from '../../model/comment.js';
import { equal, ok, sameMembers } from './assert.js';
import { listOf, type Site } from './site.js';
import type { DefineTest } from './test.js';

const RESTORE = ['createComment', 'deleteComment', 'moderateComment'] as const;

async function publicly(
  site: Site,
  key: { key: string; url: string; title: string },
  id: string,
): Promise<Comment | undefined> {
  await site.settle();
  return (await site.load(key, { around: id })).comments.find((comment) => comment.id === id);
}

function contentOf(comment: Comment | undefined): unknown {
  const { author, body, parent, createdAt } = comment as LivingComment;
  return { author, body, parent, createdAt };
}

/** What moderation withdrew comes back by a higher revision, so that no cache keeps its tombstone. */
export function restoring(test: DefineTest): void {
  test('what is restored comes back whole, by a higher revision', RESTORE, async (site) => {
    const thread = await site.newThread();
    const written = await site.write(thread);
    const reply = (await site.write(thread, { by: 'subscriberB', parent: written.id })).id;
    const moderator = await site.as('moderator');
    const gone = await site.backend.deleteComment(written.id, 'moderation', moderator);
    const first = await site.backend.moderateComment(written.id, 'published', moderator);
    ok(first.revision > gone.revision, `${first.revision} after the tombstone's ${gone.revision}`);
    equal(contentOf(first), contentOf(written), 'the answer');
    const again = await site.backend.moderateComment(written.id, 'published', moderator);
    equal(contentOf(again), contentOf(written), 'the answer to a second time');
    const kept = await publicly(site, thread, written.id);
    ok(kept?.tombstone === null && kept.status === 'published', 'it lives');
    equal(contentOf(kept), contentOf(written), 'the comment');
    const page = await site.load(thread);
    equal([page.thread.total, listOf(page, null).ids], [2, [written.id]], 'the thread');
    sameMembers(listOf(page, written.id).ids, [reply], 'the replies');
  });

  test(
    'withdrawn and restored are among the changes, in that order',
    [...RESTORE, 'loadChanges'],
    async (site) => {
      const thread = await site.newThread();
      const { id } = await site.write(thread);
      const moderator = await site.as('moderator');
      let since = (await site.load(thread)).thread.revision;
      for (const [call, tombstone] of [
        [() => site.backend.deleteComment(id, 'moderation', moderator), 'moderation'],
        [() => site.backend.moderateComment(id, 'published', moderator), null],
        [() => site.backend.moderateComment(id, 'rejected', moderator), 'moderation'],
        [() => site.backend.moderateComment(id, 'published', moderator), null],
      ] as const) {
        await call();
        await site.settle();
        const { comments, revision } = await site.backend.loadChanges(thread.key, since, {});
        equal(
          comments.map((comment) => [comment.id, comment.tombstone]),
          [[id, tombstone]],
          `since revision ${since}`,
        );
        ok(revision > since, `the revision stayed at ${since}`);
        since = revision;
      }
    },
  );

  test(
    'what is approved is among the changes, what waits is not',
    ['createComment', 'premoderatedThread', 'moderateComment', 'loadChanges'],
    async (site) => {
      const thread = await site.premoderatedThread();
      const since = (await site.load(thread)).thread.revision;
      const sent = { id: crypto.randomUUID(), thread, parent: null, source: site.text() };
      await site.backend.createComment(sent, await site.as('subscriberA'));
      await site.settle();
      const before = await site.backend.loadChanges(thread.key, since, {});
      equal(before.comments, [], 'while it waits');
      await site.backend.moderateComment(sent.id, 'published', await site.as('moderator'));
      await site.settle();
      // A page that asked meanwhile goes on from there.
      const after = await site.backend.loadChanges(thread.key, before.revision, {});
      equal(
        after.comments.map(({ id }) => id),
        [sent.id],
        'once it is approved',
      );
    },
  );

  test('the revision of a thread only grows', [...RESTORE, 'editComment'], async (site) => {
    const thread = await site.newThread();
    const { id } = await site.write(thread);
    const [author, moderator] = [await site.as('subscriberA'), await site.as('moderator')];
    let known = 0;
    for (const write of [
      () => site.write(thread),
      () => site.backend.editComment(id, site.text(), author),
      () => site.backend.deleteComment(id, 'moderation', moderator),
      () => site.backend.moderateComment(id, 'published', moderator),
      () => site.backend.deleteComment(id, 'author', author),
    ]) {
      const record = await write();
      await site.settle();
      const { revision } = (await site.load(thread)).thread;
      ok(record.revision > known, `a record of revision ${record.revision} after ${known}`);
      ok(
        revision >= record.revision,
        `the thread is at ${revision}, a record at ${record.revision}`,
      );
      known = revision;
    }
  });
}
