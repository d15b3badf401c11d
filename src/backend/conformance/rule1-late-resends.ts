import { newId } from '../../model/new-id.js';
import { equal } from './assert.js';
import type { DefineTest } from './test.js';

const CREATE = ['createComment'] as const;

/** What was written is there, whatever has become of the right to write since. */
export function lateResends(test: DefineTest): void {
  test(
    'a create sent again after the thread has closed answers what is there',
    [...CREATE, 'updateThread'],
    async (site) => {
      const thread = await site.newThread();
      const sent = { id: newId(), thread, parent: null, source: site.text() };
      const options = await site.as('subscriberA');
      const written = await site.backend.createComment(sent, options);
      await site.backend.updateThread(thread.key, { closed: true }, await site.as('admin'));
      equal(await site.backend.createComment(sent, options), written, 'the answer');
    },
  );

  test(
    'a create sent again after a suspension answers what is there',
    [...CREATE, 'suspendAccount', 'newAccount'],
    async (site) => {
      const thread = await site.newThread();
      const account = await site.newAccount();
      const source = site.text();
      const written = await site.write(thread, { by: account, source });
      const suspension = { until: null, reason: '' };
      const moderator = await site.as('moderator');
      await site.backend.suspendAccount(written.author.id, suspension, moderator);
      const sent = { id: written.id, thread, parent: null, source };
      const answer = await site.backend.createComment(sent, await site.as(account));
      equal(answer, written, 'the answer');
    },
  );

  test(
    'a reply sent again once its parent is withdrawn answers what is there',
    [...CREATE, 'deleteComment'],
    async (site) => {
      const thread = await site.newThread();
      const parent = (await site.write(thread)).id;
      const sent = { id: newId(), thread, parent, source: site.text() };
      const options = await site.as('subscriberB');
      const written = await site.backend.createComment(sent, options);
      await site.backend.deleteComment(parent, 'author', await site.as('subscriberA'));
      equal(await site.backend.createComment(sent, options), written, 'the answer');
    },
  );
}
