import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, ElementHandle } from 'puppeteer-core';
import { enginesForPages, openBrowser } from '../support/page.js';
import { until } from '../support/processes.js';
import { openNewsroom, type Newsroom } from './support/newsroom.js';
import { openArticle, type Reader } from './support/reader.js';

const KADER = { sub: 'kader', name: 'Kader B.', subscriber: true };
const DELAY = 400;

for (const engine of await enginesForPages()) {
  describe(`a reader far from the server, in ${engine}`, () => {
    let browser: Browser;
    let newsroom: Newsroom;
    let reader: Reader;

    before(async () => {
      [browser, newsroom] = await Promise.all([
        openBrowser(engine),
        openNewsroom({}, false, DELAY),
      ]);
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

    const open = async (): Promise<void> => {
      reader = await openArticle(browser, newsroom, 'subscriber');
      await reader.sees('body', /Message numéro/);
      await reader.sees('label', 'Votre commentaire');
      newsroom.asked.length = 0;
    };
    const find = (path: string): Promise<ElementHandle<Element>> => reader.finds(path);
    const askedFor = (what: RegExp): string[] => newsroom.asked.filter((it) => what.test(it));
    /**
     * Presses a button so many times as fast as can be, and fails unless an attribute on it or around
     * it says so within some frames, which are over before the server has answered.
     */
    const press = async (path: string, times: number, sign: [string, string]): Promise<void> => {
      const element = await find(path);
      const said = await element.evaluate(
        async (it, count, [name, value]) => {
          for (let press = 0; press < count; press++) (it as HTMLElement).click();
          const around = it.closest(`[${name}]`) ?? it;
          for (let frame = 0; frame < 12 && around.getAttribute(name) !== value; frame++) {
            await new Promise(requestAnimationFrame);
          }
          return around.getAttribute(name);
        },
        times,
        sign,
      );
      assert.equal(said, sign[1]);
    };
    const bodies = (): Promise<string[]> => reader.reads('body');
    /** What the page shows of itself once the server has answered everything. */
    const anew = async (): Promise<void> => {
      await reader.page.reload();
      await reader.page.evaluate(() => document.querySelector('#discussion')?.scrollIntoView());
      await reader.sees('body', /Message numéro/);
      await reader.sees('label', 'Votre commentaire');
    };
    const isOver = (): Promise<void> =>
      until(
        () => reader.page.$eval('palabre-thread >>> .hidden', (it) => it.textContent.trim() !== ''),
        'what was done to be said',
      );

    it('sees that the comments are on their way, and the page stands still as they come', async () => {
      reader = await openArticle(browser, newsroom, 'subscriber');
      const busy = await find("[part='thread'][aria-busy='true']");
      await find("[part='skeleton']");
      const top = (): Promise<number> => busy.evaluate((it) => it.getBoundingClientRect().top);
      const before = await top();
      await reader.sees('body', 'Message numéro 30.');
      await reader.sees('label', 'Votre commentaire');
      assert.ok(Math.abs((await top()) - before) < 1);
      assert.equal(await busy.evaluate((it) => it.getAttribute('aria-busy')), 'false');
    });

    it('sees a vote at once, and the last of several is the one that counts', async () => {
      await open();
      const button = '[part~=vote-button]';
      await press(button, 1, ['aria-pressed', 'true']);
      await press(button, 1, ['aria-pressed', 'false']);
      await isOver();
      await anew();
      assert.deepEqual(await reader.reads('voted'), []);

      newsroom.asked.length = 0;
      await press(button, 3, ['aria-pressed', 'true']);
      await isOver();
      await anew();
      assert.match((await reader.reads('voted')).join(), /^Voter\s+1$/);
      assert.equal(askedFor(/^(PUT|DELETE|POST) .*vote/).length, 1, newsroom.asked.join());
    });

    it('sends a comment once however often the button is pressed, and sees it meanwhile', async () => {
      await open();
      await reader.presses('textarea');
      await reader.page.keyboard.type('Envoyé de loin.');
      const send = 'palabre-composer >>> [part=send-button]';
      await press(send, 3, ['aria-busy', 'true']);
      await reader.sees('send-button', 'Publication');
      await reader.sees('status', 'Envoi en cours');
      await isOver();
      await reader.sees('send-button', 'Publier');
      assert.equal((await bodies()).filter((text) => text === 'Envoyé de loin.').length, 1);
      assert.equal(askedFor(/^PUT \/v1\/comments/).length, 1);
      await anew();
      await reader.sees('body', 'Envoyé de loin.');
      assert.equal((await bodies()).filter((text) => text === 'Envoyé de loin.').length, 1);
    });

    it('answers once, where it was asked for, and nothing moves above', async () => {
      await open();
      const comment = await find('[part=comment]');
      const top = (): Promise<number> => comment.evaluate((it) => it.getBoundingClientRect().top);
      await reader.presses('reply-button');
      await reader.sees('label', /Votre réponse à/);
      const before = await top();
      await reader.page.keyboard.type('Une réponse de loin.');
      const send = 'palabre-comment palabre-composer >>> [part=send-button]';
      await press(send, 2, ['aria-busy', 'true']);
      await reader.sees('status', 'Envoi en cours');
      await isOver();
      assert.ok(Math.abs((await top()) - before) < 1);
      const answers = (await bodies()).filter((text) => text === 'Une réponse de loin.');
      assert.equal(answers.length, 1);
      assert.equal(askedFor(/^PUT \/v1\/comments/).length, 1);
    });

    it('loads more once, sees that it comes, and stays where it reads', async () => {
      await open();
      const before = await bodies();
      await press('[part=more]', 3, ['aria-disabled', 'true']);
      await reader.sees('body', 'Message numéro 1.');
      const after = await bodies();
      assert.deepEqual(after.slice(0, before.length), before);
      assert.equal(new Set(after).size, after.length);
      // What is new is followed in its own time.
      const asked = askedFor(/^GET \/v1\/(?!events)/);
      assert.equal(asked.length, 1, newsroom.asked.join());
    });

    it('changes the order, sees that it comes, and the last choice is the one that counts', async () => {
      await open();
      const select = await find('select');
      const busy = await select.evaluate(async (it) => {
        for (const order of ['best', 'oldest']) {
          (it as HTMLSelectElement).value = order;
          it.dispatchEvent(new Event('change', { bubbles: true }));
        }
        const around = it.closest('[aria-busy]')!;
        for (let frame = 0; frame < 12 && around.ariaBusy !== 'true'; frame++) {
          await new Promise(requestAnimationFrame);
        }
        return around.ariaBusy;
      });
      assert.equal(busy, 'true');
      await until(async () => (await bodies())[0] === 'Message numéro 1.', 'the oldest first');
      await find("[part='thread'][aria-busy='false']");
      assert.equal(await select.evaluate((it) => (it as HTMLSelectElement).value), 'oldest');
      const all = await bodies();
      assert.equal(new Set(all).size, all.length);
    });
  });
}
