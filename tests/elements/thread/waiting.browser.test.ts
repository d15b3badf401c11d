import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { author, comment, comments, viewers } from '../../support/thread-builders.js';
import { mountReady, partOf, textOf } from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';

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
});
