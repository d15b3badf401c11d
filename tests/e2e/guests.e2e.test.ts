import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { enginesForPages, openBrowser } from '../support/page.js';
import { until } from '../support/processes.js';
import { openNewsroom, ROLE_COOKIE, type Newsroom } from './support/newsroom.js';
import { openArticle, type Reader } from './support/reader.js';

/** What the device's database has anything under. */
function keysIn(page: Page): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('palabre');
        opening.onerror = reject;
        opening.onsuccess = () => {
          const asking = opening.result.transaction('kept').objectStore('kept').getAllKeys();
          asking.onerror = reject;
          asking.onsuccess = () => {
            opening.result.close();
            resolve(asking.result.map(String));
          };
        };
      }),
  );
}

for (const engine of await enginesForPages()) {
  describe(`a guest of the newspaper, in ${engine}`, () => {
    let browser: Browser;
    let newsroom: Newsroom;
    let reader: Reader;

    before(async () => {
      [browser, newsroom] = await Promise.all([
        openBrowser(engine),
        openNewsroom({ PALABRE_COMMENT_ACCESS: 'guests' }),
      ]);
      await newsroom.write({ sub: 'kader', name: 'Kader B.', subscriber: true }, 'Le premier mot.');
    });
    afterEach(async () => {
      await reader.close();
      assert.deepEqual(
        reader.complaints.filter((text) => !/status of 409/.test(text)),
        [],
      );
    });
    after(async () => {
      await browser.close();
      await newsroom.close();
    });

    it('gives a name that nobody else has, writes, and is known after a reload', async () => {
      reader = await openArticle(browser, newsroom, 'visitor');
      const { page } = reader;
      await reader.sees('name-label', 'Votre nom, pour commenter');
      await reader.presses('name-field');
      await page.keyboard.type('kader b.');
      await page.keyboard.press('Enter');
      await reader.sees('name-error', /Une personne qui a un compte commente sous ce nom/);
      for (let presses = 0; presses < 8; presses += 1) await page.keyboard.press('Backspace');
      await page.keyboard.type('Zoé');
      await page.keyboard.press('Enter');
      await reader.sees('guest-line', 'Vous commentez sous le nom de Zoé.');
      await page.keyboard.type('Bonjour à vous.');
      await reader.presses('send-button');
      await reader.sees('badge', 'Invité·e');
      // It is shown at once, but kept only when it no longer says that it is being sent.
      await until(async () => (await reader.reads('status')).length === 0, 'it to be sent');

      await page.reload();
      await page.evaluate(() => document.querySelector('#discussion')?.scrollIntoView());
      await reader.sees('guest-name', 'Zoé');
      await reader.sees('body', 'Bonjour à vous.');

      await page.browserContext().setCookie(ROLE_COOKIE('subscriber', newsroom.origin));
      await page.reload();
      await page.evaluate(() => document.querySelector('#discussion')?.scrollIntoView());
      await reader.sees('label', 'Votre commentaire');
      assert.deepEqual(await reader.reads('guest-line'), []);

      await page.browserContext().setCookie(ROLE_COOKIE('visitor', newsroom.origin));
      await page.reload();
      await page.evaluate(() => document.querySelector('#discussion')?.scrollIntoView());
      await reader.sees('guest-name', 'Zoé');
      await reader.presses('forget-button');
      await reader.sees('name-label', 'Votre nom');
      await page.reload();
      await page.evaluate(() => document.querySelector('#discussion')?.scrollIntoView());
      await reader.sees('name-label', 'Votre nom');
      const names = await page.evaluate(() => Object.keys(localStorage).sort());
      const [thread, ...others] = names;
      assert.match(thread!, /^palabre-kept /, 'that the thread is on the device');
      assert.deepEqual(others, ['palabre-visits'], 'when it was read, and nothing of the guest');
      const kept = (await keysIn(page)).filter((key) => !/^threads?( |$)/.test(key));
      assert.deepEqual(kept, [`outbox ${newsroom.api} !`], 'an outbox with nothing in it');
    });

    it('moves no comment when it is asked for its name', async () => {
      reader = await openArticle(browser, newsroom, 'visitor');
      await reader.sees('name-label', 'Votre nom');
      const heights = await reader.page.evaluate(() => {
        const thread = document.querySelector('palabre-thread')!;
        const place = thread.shadowRoot!.querySelector('.place')!;
        return [
          place.getBoundingClientRect().height,
          parseFloat(getComputedStyle(place).minHeight),
        ];
      });
      assert.ok(Math.abs(heights[0]! - heights[1]!) < 1, heights.join(' px for '));
    });
  });
}
