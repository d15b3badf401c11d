import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, ElementHandle } from 'puppeteer-core';
import type { Role } from '../../demo/server/roles.js';
import { enginesForPages, openBrowser } from '../support/page.js';
import { openNewsroom, type Newsroom } from './support/newsroom.js';
import { openArticle, type Reader } from './support/reader.js';

const KADER = { sub: 'kader', name: 'Kader B.', subscriber: true };

for (const engine of await enginesForPages()) {
  describe(`a page that stands still, in ${engine}`, () => {
    let browser: Browser;
    let newsroom: Newsroom;
    let reader: Reader;

    before(async () => {
      [browser, newsroom] = await Promise.all([openBrowser(engine), openNewsroom()]);
      for (let index = 1; index <= 30; index++) {
        await newsroom.write(KADER, `Message numéro ${index}.`);
      }
    });
    afterEach(async () => {
      await reader.close();
      assert.deepEqual(reader.complaints, []);
    });
    after(async () => {
      await browser.close();
      await newsroom.close();
    });

    const open = async (role: Role): Promise<void> => {
      reader = await openArticle(browser, newsroom, role);
      await reader.sees('body', 'Message numéro 30.');
      await reader.sees('more', 'restant');
    };
    const find = (path: string): Promise<ElementHandle<Element>> => reader.finds(path);
    const topOf = (element: ElementHandle<Element>): Promise<number> =>
      element.evaluate((it) => it.getBoundingClientRect().top);

    /** Presses an element, waits for what comes of it, and answers how far another one moved. */
    const movedBy = async (
      press: ElementHandle<Element>,
      watched: ElementHandle<Element>,
      comes: () => Promise<unknown>,
    ): Promise<number> => {
      // What comes near on the way there is rendered only then: that is not what the press moves.
      await press.evaluate(async (it) => {
        for (let still = 0; still < 3;) {
          const before = scrollY;
          it.scrollIntoView({ block: 'center', behavior: 'instant' });
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
          still = Math.abs(scrollY - before) < 2 ? still + 1 : 0;
        }
      });
      const before = await topOf(watched);
      await press.click();
      await comes();
      await reader.page.evaluate(() => new Promise(requestAnimationFrame));
      return Math.abs((await topOf(watched)) - before);
    };

    it('keeps the composer in its place as it opens', async () => {
      await open('subscriber');
      const field = await find('textarea');
      const moved = await movedBy(field, field, () => find('[part=send-button]'));
      assert.ok(moved < 1, `${moved} px`);
    });

    it('keeps the comment in its place that is being answered', async () => {
      await open('subscriber');
      const comment = await find('[part=comment]');
      const reply = await find('[part=reply-button]');
      const moved = await movedBy(reply, comment, () => find('palabre-comment palabre-composer'));
      assert.ok(moved < 1, `${moved} px`);
    });

    it('keeps what was read in its place as more comes', async () => {
      await open('visitor');
      const more = await find('[part=more]');
      const bodies = await reader.page.$$('palabre-thread >>> [part~=body]');
      const moved = await movedBy(more, bodies.at(-1)!, () => reader.sees('body', 'numéro 1.'));
      assert.ok(moved < 1, `${moved} px`);
    });
  });
}
