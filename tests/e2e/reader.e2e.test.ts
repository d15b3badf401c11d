import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { Role } from '../../demo/server/roles.js';
import type { Person } from '../../demo/server/tokens.js';
import { enginesForPages, openBrowser } from '../support/page.js';
import { until } from '../support/processes.js';
import { openNewsroom, type Newsroom } from './support/newsroom.js';
import { openArticle, type Reader } from './support/reader.js';

const KADER: Person = { sub: 'kader', name: 'Kader B.', subscriber: true };
const MIREILLE: Person = { sub: 'mireille', name: 'Mireille', subscriber: true };

for (const engine of await enginesForPages()) {
  describe(`a reader of the newspaper, in ${engine}`, () => {
    let browser: Browser;
    let newsroom: Newsroom;
    let reader: Reader;
    let first: string;

    const open = async (role: Role, hash?: string): Promise<Reader> =>
      (reader = await openArticle(browser, newsroom, role, hash));

    before(async () => {
      [browser, newsroom] = await Promise.all([openBrowser(engine), openNewsroom({}, true)]);
      first = await newsroom.write(KADER, 'Le tout premier mot.');
      for (let index = 1; index <= 30; index++) {
        await newsroom.write(KADER, `Message numéro ${index}.`);
      }
      await newsroom.write(
        MIREILLE,
        '> Rien à *dire*\n\n*Un astérisque qui reste :( et « ceci » & <b>cela</b>\n- un\n- deux\n\nhttps://exemple.example/page.',
      );
    });
    afterEach(async () => {
      await reader.close();
      assert.deepEqual(reader.complaints, []);
    });
    after(async () => {
      await browser.close();
      await newsroom.close();
    });

    it('sees what was written as it was meant', async () => {
      await open('visitor');
      const body = await reader.sees('body', 'Un astérisque');
      assert.match(body, /\*Un astérisque qui reste :\( et « ceci » & <b>cela<\/b>/);
      const shown = await reader.page.$$eval('palabre-thread >>> [part~=body]', (bodies) => {
        const newest = bodies[0]!;
        return ['blockquote em', 'li', 'a'].map((selector) =>
          [...newest.querySelectorAll(selector)].map((node) => node.textContent.trim()),
        );
      });
      assert.deepEqual(shown, [['dire'], ['un', 'deux'], ['https://exemple.example/page']]);
    });

    it('is invited to subscribe or sign in, as a visitor, and may not vote', async () => {
      await open('visitor');
      await reader.sees('message', /Abonnez-vous pour pouvoir commenter/);
      await reader.sees('aside', /Déjà abonné·e.+Connectez-vous/);
      const to = await reader.page.$eval(
        'palabre-thread >>> [part~=login-button]',
        (link) => (link as HTMLAnchorElement).href,
      );
      assert.equal(to, `${newsroom.origin}/login?back=${encodeURIComponent(newsroom.article)}`);
      const before = await reader.reads('message');
      await reader.presses('vote-button');
      await reader.page.waitForFunction(
        (count) => {
          const { shadowRoot } = document.querySelector('palabre-thread')!;
          return shadowRoot!.querySelectorAll('palabre-login-prompt').length > count;
        },
        {},
        before.length,
      );
      assert.deepEqual(await reader.reads('voted'), []);
    });

    it('is only asked to subscribe, as a registered reader', async () => {
      await open('registered');
      await reader.sees('message', /Abonnez-vous pour pouvoir commenter/);
      assert.deepEqual(await reader.reads('login-button'), []);
    });

    it('writes, answers and votes by keyboard alone, and finds it all again', async () => {
      await open('subscriber');
      await reader.sees('label', 'Votre commentaire');
      const { keyboard } = reader.page;
      await reader.tabsTo('textarea');
      await keyboard.type('Premier paragraphe, *avec* élan.');
      await keyboard.press('Enter');
      await keyboard.press('Enter');
      await keyboard.type('Second paragraphe.');
      await keyboard.down('Control');
      await keyboard.press('Enter');
      await keyboard.up('Control');
      await reader.sees('body', /Premier paragraphe, avec élan\.\s+Second paragraphe\./);

      await reader.tabsTo('reply-button');
      await keyboard.press('Enter');
      await reader.sees('label', /Votre réponse à/);
      await keyboard.type('Ma réponse.');
      await reader.tabsTo('send-button');
      await keyboard.press('Enter');
      await reader.sees('body', 'Ma réponse.');

      await reader.tabsTo('vote-button');
      await keyboard.press(' ');
      await reader.sees('voted', /Voter\s+1/);
      await keyboard.press(' ');
      await reader.page.waitForFunction(() => {
        const { shadowRoot } = document.querySelector('palabre-thread')!;
        return !shadowRoot!.querySelector('[part~=voted]');
      });
      await keyboard.press(' ');
      await reader.sees('voted', /Voter\s+1/);

      await reader.page.reload();
      await reader.sees('body', /Premier paragraphe, avec élan\.\s+Second paragraphe\./);
      await reader.sees('body', 'Ma réponse.');
      await reader.sees('voted', /Voter\s+1/);
    });

    it('is led to a comment that is far down', async () => {
      await open('visitor', `#palabre-${first}`);
      await reader.sees('linked', 'Le tout premier mot.');
      const inView = await reader.page.$eval('palabre-thread >>> [part~=linked]', (element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      });
      assert.equal(inView, true);
    });

    it('loads more, and goes on reading there', async () => {
      await open('visitor');
      await reader.sees('more', 'restant');
      await reader.presses('more');
      await reader.sees('body', 'Le tout premier mot.');
    });

    it('sees why a comment is gone, and nothing of who wrote it', async () => {
      const gone: Person = { sub: 'gone', name: 'Quelqu’un', subscriber: true };
      const id = await newsroom.write(gone, 'Ce que je regrette.');
      await newsroom.write(KADER, 'Une réponse qui reste.', id);
      await newsroom.send('DELETE', 'accounts/gone', gone);
      await open('visitor');
      await reader.sees('tombstone', /suppression du compte de son auteur·ice/);
      await reader.sees('body', 'Une réponse qui reste.');
      assert.equal((await reader.reads('thread')).join().includes('Quelqu’un'), false);
    });

    it('loses nothing when the server goes away, and sends it once', async () => {
      await open('subscriber');
      await reader.sees('label', 'Votre commentaire');
      await reader.presses('textarea');
      await reader.page.keyboard.type('Écrit pendant la panne.');
      await newsroom.stopComments();
      await reader.presses('send-button');
      await reader.sees('status', 'En attente du réseau');
      await reader.sees('body', 'Écrit pendant la panne.');
      await newsroom.startComments();
      // It is tried again by itself.
      await until(async () => (await reader.reads('status')).length === 0, 'the server’s answer');
      // The browser says itself that it got no answer.
      reader.complaints.length = 0;
      await reader.page.reload();
      await reader.sees('body', 'Écrit pendant la panne.');
      const said = (await reader.reads('body')).filter((text) => text.includes('la panne'));
      assert.equal(said.length, 1);
    });
  });
}
