import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import type { Person } from '../../demo/server/tokens.js';
import { enginesForPages, openBrowser } from '../support/page.js';
import { freePort, until } from '../support/processes.js';
import { openNewsroom, ROLE_COOKIE, type Newsroom } from './support/newsroom.js';

const KADER: Person = { sub: 'kader', name: 'Kader B.', subscriber: true };

for (const engine of await enginesForPages()) {
  describe(`a discussion that others write in, in ${engine}`, () => {
    let browser: Browser;
    let newsroom: Newsroom;
    let metrics: string;
    let context: BrowserContext;

    /** One more tab of the same browser, in which the comments are read. */
    const open = async (): Promise<Page> => {
      const page = await context.newPage();
      await page.goto(newsroom.article);
      await page.$eval('#discussion', (it) => it.scrollIntoView());
      await until(
        async () => (await page.$$('palabre-thread >>> [part=composer]')).length > 0,
        'the composer',
      );
      await page.$eval('palabre-thread', (thread) =>
        thread.shadowRoot!.querySelector('ol')!.scrollIntoView(),
      );
      return page;
    };
    /** Streams that the server has open. */
    const streams = async (): Promise<number> => {
      const text = await (await fetch(metrics)).text();
      return Number(/^palabre_event_streams (\d+)$/m.exec(text)?.[1]);
    };
    const waiting = (page: Page): Promise<string> =>
      page.$eval('palabre-thread', (thread) =>
        [...thread.shadowRoot!.querySelectorAll('[part="arrivals-button"]')]
          .map(({ textContent }) => textContent.trim())
          .join(),
      );
    const show = (page: Page): Promise<void> =>
      page.$eval('palabre-thread', (thread) =>
        thread.shadowRoot!.querySelector<HTMLElement>('[part="arrivals-button"]')!.click(),
      );
    const comments = (page: Page): Promise<string[]> =>
      page.$eval('palabre-thread', (thread) =>
        [...thread.shadowRoot!.querySelectorAll('palabre-comment')].map((comment) =>
          comment.getAttribute('comment-id')!,
        ),
      );

    before(async () => {
      const port = await freePort();
      metrics = `http://127.0.0.1:${port}/metrics`;
      [browser, newsroom] = await Promise.all([
        openBrowser(engine),
        openNewsroom({ PALABRE_METRICS: `127.0.0.1:${port}` }, true),
      ]);
      for (let index = 1; index <= 10; index++) await newsroom.write(KADER, `Message ${index}.`);
    });
    beforeEach(async () => {
      context = await browser.createBrowserContext();
      await context.setCookie(ROLE_COOKIE('subscriber', newsroom.origin));
    });
    afterEach(() => context.close());
    after(async () => {
      await browser.close();
      await newsroom.close();
    });

    it('says so within a moment, in every tab, over one connection', async () => {
      const [one, other] = [await open(), await open()];
      await until(async () => (await streams()) === 1, 'one connection');
      const id = await newsroom.write(KADER, 'Du nouveau.');
      for (const page of [one, other]) {
        await until(async () => (await waiting(page)) === '1 nouveau commentaire', 'the control');
      }
      assert.equal(await streams(), 1);
      // Only the tab in front is looked at; the press brings the comment in, and leads to it.
      await other.bringToFront();
      await show(other);
      await until(async () => (await comments(other)).includes(id), 'the comment');
      assert.ok(!(await comments(one)).includes(id));
    });

    it('goes on in the tab that is left when the other one is closed', async () => {
      const [one, other] = [await open(), await open()];
      await until(async () => (await streams()) === 1, 'one connection');
      await one.close();
      await other.bringToFront();
      await newsroom.write(KADER, 'Encore.');
      await until(async () => (await waiting(other)) !== '', 'the control');
      await until(async () => (await streams()) === 1, 'one connection again');
    });

    it('loses and doubles nothing when the server goes away and comes back', async () => {
      const page = await open();
      await until(async () => (await streams()) === 1, 'the connection');
      const first = await newsroom.write(KADER, 'Avant la panne.');
      await until(async () => (await waiting(page)) === '1 nouveau commentaire', 'the first');
      await newsroom.stopComments();
      await newsroom.startComments();
      const second = await newsroom.write(KADER, 'Après la panne.');
      await until(async () => (await waiting(page)) === '2 nouveaux commentaires', 'the second');
      await show(page);
      await until(async () => (await comments(page)).includes(second), 'the comments');
      const shown = await comments(page);
      for (const id of [first, second]) {
        assert.equal(shown.filter((each) => each === id).length, 1);
      }
    });

    it('asks for no stream in a tab that nobody looks at', async () => {
      const page = await open();
      await until(async () => (await streams()) === 1, 'the connection');
      await page.evaluate(() => {
        Object.defineProperty(document, 'visibilityState', {
          value: 'hidden',
          configurable: true,
        });
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      });
      await until(async () => (await streams()) === 0, 'the end of the connection');
      await newsroom.write(KADER, 'Pendant l’absence.');
      await page.evaluate(() => {
        Reflect.deleteProperty(document, 'visibilityState');
        document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      });
      await until(async () => (await waiting(page)) !== '', 'what was missed');
    });
  });
}
