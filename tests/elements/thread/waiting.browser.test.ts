import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { author, comment, comments, viewers } from '../../support/thread-builders.js';
import {
  composerOf,
  focused,
  mountReady,
  part,
  partOf,
  parts,
  settled,
  shownNumbers,
  textareaOf,
  textOf,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, pressOn, type } from '../support/keyboard.js';

const withheld = (name: string, from: number) => [
  comment(from, { author: author(name), status: 'pending' }),
  comment(from + 1, { author: author(name), status: 'rejected' }),
];

describe('palabre-thread: comments that are not published', () => {
  watchHostPage();

  const says = {
    en: [
      'Waiting for moderation: only you can see it.',
      'Rejected by moderation: only you can see it.',
      'Waiting for moderation: not published yet.',
      'Rejected by moderation: not published.',
    ],
    fr: [
      'En attente de modération : vous seul·e le voyez.',
      'Refusé par la modération : vous seul·e le voyez.',
      'En attente de modération : pas encore publié.',
      'Refusé par la modération : non publié.',
    ],
  };
  for (const [lang, texts] of Object.entries(says)) {
    it(`tell a moderator which ones are their own, in ${lang}`, async () => {
      const pending = [...withheld('Moderator', 50), ...withheld('Somebody else', 60)];
      const { thread, root } = await mountReady({
        comments: comments(1),
        viewer: viewers.subscriber({ pending }, 'Moderator'),
        attributes: { lang },
      });
      const shown = [50, 51, 60, 61].map((n) => textOf(partOf(root, n, 'status')));
      expect(shown.map((text) => text.replaceAll('\u00a0', ' '))).to.deep.equal(texts);
      await expectAccessible(thread);
    });
  }

  /** A guest's comment, held back by a server that moderates first. */
  async function guestWhoWaits() {
    const mounted = await mountReady({ comments: comments(2), viewer: viewers.nameless() });
    const { root, memory, thread } = mounted;
    part(root.querySelector('palabre-login-prompt')!.shadowRoot!, 'name-field').focus();
    await type('Ana');
    await press('Enter');
    await until(() => parts(root, 'composer')[0], 'the composer');
    await until(() => focused() === textareaOf(composerOf(root)), 'the focus in it');
    memory.answerNext('createComment', (sent) => {
      const { id } = sent as { id: string };
      return comment(id, { author: author('Ana'), status: 'pending', text: 'My secret' });
    });
    await type('My secret');
    await pressOn(part(composerOf(root).shadowRoot!, 'send-button'));
    await until(() => textOf(root).includes('only you can see it'), 'the comment');
    await settled(thread);
    return mounted;
  }

  it('go with the guest who is forgotten', async () => {
    const { root } = await guestWhoWaits();
    await pressOn(part(composerOf(root).shadowRoot!, 'forget-button'));
    await until(() => root.querySelector('palabre-login-prompt'), 'the prompt');
    await until(() => parts(root, 'comment').length === 2, 'the comment to go');
    expect(textOf(root)).not.to.contain('My secret');
  });

  it('stay in another order', async () => {
    const { thread, root } = await guestWhoWaits();
    thread.sort = 'oldest';
    await until(() => shownNumbers(root).at(-1) === 2, 'the other order');
    expect(textOf(root)).to.contain('My secret');
  });
});
