import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { openSite, type Site } from '../cdn/site.js';
import { enginesForPages, openBrowser } from '../support/page.js';

const SWAPS = 50;

// Firefox collects no garbage when it is told to.
const engines = (await enginesForPages()).filter((engine) => engine === 'chromium');

for (const engine of engines) {
  describe(`threads of pages that were swapped for others, in ${engine}`, () => {
    let browser: Browser;
    let site: Site;
    before(async () => {
      [browser, site] = await Promise.all([openBrowser(engine), openSite()]);
    });
    after(async () => {
      await browser.close();
      await site.close();
    });

    it(`are gone after ${SWAPS} swaps`, async () => {
      site.page = { html: '<!doctype html><html lang="en"><title>Article</title><body></body>' };
      const page = await browser.newPage();
      await page.goto(site.news);
      for (let swaps = 0; swaps < SWAPS; swaps += 1) {
        await page.evaluate(
          (src, backend) => {
            const window = globalThis as { threads?: WeakRef<Element>[] };
            const threads = (window.threads ??= []);
            const old = document.querySelector('palabre-thread');
            if (old) threads.push(new WeakRef(old));
            const body = document.createElement('body');
            const tag = document.createElement('script');
            tag.src = src;
            tag.dataset['backend'] = backend;
            body.append(tag);
            document.body.replaceWith(body);
          },
          `${site.cdn}/one/palabre.js`,
          site.api,
        );
        // The answer is no element: that would be kept for the test's sake.
        await page.waitForFunction(
          () =>
            !!document.querySelector('palabre-thread')?.shadowRoot?.querySelector('[part~=body]'),
        );
      }
      const session = await page.createCDPSession();
      const living = async (): Promise<number> => {
        await session.send('HeapProfiler.collectGarbage');
        return page.evaluate(
          () =>
            (globalThis as unknown as { threads: WeakRef<Element>[] }).threads.filter((thread) =>
              thread.deref(),
            ).length,
        );
      };
      // What the last ones have under way keeps them until it is done.
      const deadline = Date.now() + 10_000;
      let left = await living();
      while (left > 2 && Date.now() < deadline) left = await living();
      assert.ok(left <= 2, `${left} of ${SWAPS - 1} threads are kept`);
      await page.close();
    });
  });
}
