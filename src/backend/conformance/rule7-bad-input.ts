import { PalabreError } from '../../model/errors.js';
import { newId } from '../../model/new-id.js';
import { THREAD_KEY_MAX_BYTES } from '../../model/thread.js';
import { equal, ok, rejects, show } from './assert.js';
import { tick } from './site.js';
import type { DefineTest } from './test.js';

const KEYS = ['', `${'é'.repeat(THREAD_KEY_MAX_BYTES / 2)}x`];

/** What nobody should send breaks nothing. */
export function badInput(test: DefineTest): void {
  test('nobody writes under a key that is empty or too long', ['createComment'], async (site) => {
    const thread = await site.newThread();
    const options = await site.as('subscriberA');
    for (const key of KEYS) {
      const sent = { id: newId(), thread: { ...thread, key }, parent: null, source: site.text() };
      const what = `a comment under a key of ${key.length} characters`;
      await rejects(site.backend.createComment(sent, options), 'invalid', what);
    }
  });

  test(
    'an edit is held to the same limits as a comment',
    ['createComment', 'editComment'],
    async (site) => {
      const thread = await site.newThread();
      const written = await site.write(thread);
      const options = await site.as('subscriberA');
      for (const [source, code] of [
        [' \n ', 'empty'],
        ['mot '.repeat(2_600), 'too-long'],
      ] as const) {
        await rejects(site.backend.editComment(written.id, source, options), code, 'an edit');
      }
      await site.settle();
      equal((await site.load(thread)).comments, [written], 'the comment');
    },
  );

  test('characters that are none break no read', ['createComment'], async (site) => {
    const thread = await site.newThread();
    const options = await site.as('subscriberA');
    const before = await site.write(thread);
    for (const odd of ['\u0000', '\ud83c', '\udf33\ud83c', '\u202e', '\ufeff', '\u0007']) {
      const sent = { id: newId(), thread, parent: null, source: `Avant ${odd} après.` };
      await site.backend.createComment(sent, options).catch((error: unknown) => {
        ok(error instanceof PalabreError, `${JSON.stringify(odd)}: ${show(error)}`);
      });
    }
    const { records } = await site.readTree(thread);
    equal(records.get(before.id), before, 'what was there before');
  });

  test(
    'a write that was called off before it began is not written',
    ['createComment'],
    async (site) => {
      const thread = await site.newThread();
      const reason = { why: 'the reader left' };
      const sent = { id: newId(), thread, parent: null, source: site.text() };
      const options = { ...(await site.as('subscriberA')), signal: AbortSignal.abort(reason) };
      const thrown = await site.backend.createComment(sent, options).then(
        () => 'an answer',
        (error: unknown) => error,
      );
      ok(thrown === reason, `expected the reason, got ${show(thrown)}`);
      await tick();
      await site.settle();
      equal((await site.load(thread)).thread.total, 0, 'comments in the thread');
    },
  );

  test('a decision about what is not there is not found', ['moderateComment'], async (site) => {
    const moderator = await site.as('moderator');
    for (const status of ['published', 'rejected'] as const) {
      const decided = site.backend.moderateComment(newId(), status, moderator);
      await rejects(decided, 'not-found', status);
    }
  });

  test('a call off is no failure of other reads', ['content', 'loadLatest'], async (site) => {
    await site.write(await site.newThread());
    const reason = { why: 'the reader left' };
    const called = site.backend.loadLatest(5, { signal: AbortSignal.abort(reason) }).then(
      () => 'an answer',
      (error: unknown) => error,
    );
    const thrown = await called;
    ok(thrown === reason, `loadLatest: expected the reason, got ${show(thrown)}`);
    const latest = await site.backend.loadLatest(1, {});
    equal(latest.length, 1, 'the latest comment');
  });
}
