import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { enginesForPages, openBrowser } from '../support/page.js';
import { openDemo, type OpenDemo } from './support/demo.js';
import { openArticle, type Reader } from './support/reader.js';

const ENGINES = await enginesForPages();
const ARTICLE = '/articles/train-de-nuit';

describe('an article in flight mode', () => {
  let demo: OpenDemo;

  before(async () => {
    demo = await openDemo([ARTICLE]);
  });
  after(() => demo.close());

  for (const engine of ENGINES) {
    describe(`in ${engine}`, () => {
      let browser: Browser;
      let reader: Reader;

      before(async () => {
        browser = await openBrowser(engine);
      });
      afterEach(() => reader.close());
      after(() => browser.close());

      it('is read, and its discussion with it', async () => {
        const article = demo.origin + ARTICLE;
        reader = await openArticle(browser, { ...demo, article }, 'subscriber', '#discussion');
        const { page } = reader;
        await reader.sees('body', 'Onze tunnels');
        await reader.finds('palabre-composer');
        await page.waitForFunction(() =>
          document.querySelector('#flight')?.textContent?.startsWith('Prête'),
        );
        await demo.stop();
        try {
          await page.reload();
          assert.match(await page.$eval('h1', (it) => it.textContent), /train de nuit/);
          await reader.sees('body', 'Onze tunnels');
        } finally {
          await demo.start();
        }
      });
    });
  }
});
