import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { readingPath } from '../package/bytes.js';
import { enginesForPages, openBrowser } from '../support/page.js';
import { openSite, type Site } from './site.js';

type FirstComment = typeof window & { firstComment?: number };

/** Runs in the page: notes when the frame begins that paints the first comment. */
function noteFirstComment(): void {
  const { value } = Object.getOwnPropertyDescriptor(Element.prototype, 'attachShadow')!;
  Element.prototype.attachShadow = function (options) {
    const root = (value as Element['attachShadow']).call(this, options);
    const observer = new MutationObserver(() => {
      if (!root.querySelector('palabre-comment [part~=body]')) return;
      observer.disconnect();
      requestAnimationFrame(() => ((window as FirstComment).firstComment ??= performance.now()));
    });
    observer.observe(root, { childList: true, subtree: true });
    return root;
  };
}

for (const engine of await enginesForPages()) {
  describe(`the bytes that were counted, in ${engine}`, () => {
    let browser: Browser;
    let site: Site;

    before(async () => {
      [browser, site] = await Promise.all([openBrowser(engine), openSite()]);
    });
    after(async () => {
      await browser.close();
      await site.close();
    });

    it('are those of all scripts that a page asks for before its first comment', async () => {
      const counted = (await readingPath()).map(({ name }) => name);
      const lang = counted.at(-1)!.split('-')[0];
      site.page = {
        html: `<!doctype html><html lang="${lang}"><title>Article</title>
          <script async src="${site.cdn}/palabre.js" data-backend="${site.api}"></script>`,
      };
      const page = await browser.newPage();
      await page.evaluateOnNewDocument(noteFirstComment);
      await page.goto(site.news);
      await page.waitForFunction(() => 'firstComment' in window);
      await page.waitForNetworkIdle();
      const asked = await page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .filter(({ name }) => name.endsWith('.js'))
          .filter(({ startTime }) => startTime < (window as FirstComment).firstComment!)
          .map(({ name }) => name.split('/').at(-1)),
      );
      assert.deepEqual([...new Set(asked)].sort(), [...counted].sort());
    });
  });
}
