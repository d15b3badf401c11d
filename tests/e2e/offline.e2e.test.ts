import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { ThreadPage } from '../../src/model/thread.js';
import { enginesForPages, openBrowser } from '../support/page.js';
import { until } from '../support/processes.js';
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

      it('is read, voted and written in, and all of it arrives once', async () => {
        const article = demo.origin + ARTICLE;
        reader = await openArticle(browser, { ...demo, article }, 'subscriber', '#discussion');
        const { page } = reader;
        await reader.sees('body', 'Onze tunnels');
        await reader.finds('palabre-composer');
        await page.waitForFunction(() =>
          document.querySelector('#flight')?.textContent?.startsWith('Prête'),
        );
        await page.waitForFunction(() =>
          Object.keys(localStorage).some((name) => name.startsWith('palabre-kept')),
        );
        const text = `Écrit sous terre, dans ${engine}.`;
        await demo.stop();
        try {
          await page.reload();
          assert.match(await page.$eval('h1', (it) => it.textContent), /train de nuit/);
          await reader.sees('body', 'Onze tunnels');
          await reader.presses('textarea');
          await page.keyboard.type(text);
          await reader.presses('send-button');
          await reader.sees('state', /attente/);
          // What waits outlives the page.
          await page.reload();
          await reader.sees('body', text);
          await reader.sees('state', /attente/);
        } finally {
          await demo.start();
        }
        await until(async () => (await textsOn(demo)).includes(text), 'the comment on the server');
        await until(async () => (await reader.reads('state')).length === 0, 'nothing that waits');
        assert.equal((await textsOn(demo)).filter((one) => one === text).length, 1);
      });
    });
  }
});

/** What the comments under the article say, as everybody reads them. */
async function textsOn({ api, origin }: OpenDemo): Promise<string[]> {
  const query = new URLSearchParams({ thread: origin + ARTICLE, limit: '100' });
  const answer = await fetch(`${api}/v1/thread?${query}`);
  const { comments } = (await answer.json()) as ThreadPage;
  return comments.flatMap((comment) => (comment.tombstone === null ? [textOf(comment.body)] : []));
}

function textOf(node: object): string {
  const { value, children = [] } = node as { value?: string; children?: object[] };
  return value ?? children.map(textOf).join('');
}
