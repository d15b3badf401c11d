import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { createSite } from '../../demo/in-house/site.js';
import { listen, type Listener } from '../../demo/server/listen.js';
import { openArticle, type Reader } from '../e2e/support/reader.js';
import { freePort } from '../support/processes.js';
import { enginesForPages, openBrowser } from '../support/page.js';

for (const engine of await enginesForPages()) {
  describe(`the guide’s example, in ${engine}`, () => {
    let browser: Browser;
    let site: Listener;
    let origin: string;
    let reader: Reader;

    before(async () => {
      const port = await freePort();
      [browser, site] = await Promise.all([openBrowser(engine), listen(port)]);
      const app = createSite();
      site.use((request) => app.fetch(request));
      origin = `http://127.0.0.1:${port}`;
    });
    afterEach(async () => reader.close());
    after(async () => {
      await browser.close();
      await site.close();
    });

    const open = async (session: string): Promise<Reader> => {
      const article = `${origin}/?session=${session}`;
      return (reader = await openArticle(browser, { article, origin }, 'visitor'));
    };

    it('passes the suite over HTTP, with the methods that it has', async () => {
      const { page } = await open('');
      const check = "import('/demo/in-house/check.js').then(({ check }) => check())";
      const report = String(await page.evaluate(check));
      assert.match(report, /\nVerdict: passed\./, report);
      assert.match(report, /\n {2}editComment: a comment cannot be edited/);
      assert.doesNotMatch(report, /createComment:|voteComment:|deleteComment:|loadViewer:/);
    });

    it('is read, written and voted for in a page', async () => {
      const { page } = await open('reader-1');
      await reader.sees('body', 'On y dansait avant la guerre.');
      const links = await page.$$eval('palabre-thread >>> [part~=body] a', (found) =>
        found.map((link) => link.href),
      );
      assert.deepEqual(links, ['https://exemple.example/bal']);
      await reader.presses('more');
      await reader.sees('body', 'Et on y dansera encore.');

      await reader.sees('label', 'Votre commentaire');
      await reader.presses('vote-button');
      await reader.sees('voted', /Voter\s+1/);
      await reader.presses('textarea');
      await page.keyboard.type('Mes *mots* & <b>les tiens</b>.');
      await reader.presses('send-button');
      await reader.sees('body', 'Mes *mots* & <b>les tiens</b>.');

      await page.reload();
      await reader.sees('body', 'Mes *mots* & <b>les tiens</b>.');
      await reader.sees('voted', /Voter\s+1/);
      assert.deepEqual(reader.complaints, []);
    });

    it('invites a visitor, by the reason that the service gives', async () => {
      await open('');
      await reader.sees('body', 'On y dansait avant la guerre.');
      await reader.sees('message', /commenter/);
      assert.deepEqual(reader.complaints, []);
    });
  });
}
