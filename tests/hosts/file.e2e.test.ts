import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { openSite, type Site } from '../cdn/site.js';
import { enginesForPages, openBrowser } from '../support/page.js';

for (const engine of await enginesForPages()) {
  describe(`a page that is opened from a disk, in ${engine}`, () => {
    let browser: Browser;
    let site: Site;
    let folder: string;
    before(async () => {
      [browser, site] = await Promise.all([openBrowser(engine), openSite()]);
      folder = await mkdtemp(join(tmpdir(), 'palabre-page-'));
    });
    after(async () => {
      await browser.close();
      await site.close();
      await rm(folder, { recursive: true });
    });

    it('shows its discussion', async () => {
      const file = join(folder, 'article.html');
      const tag = `<script src="${site.cdn}/one/palabre.js" data-backend="${site.api}"></script>`;
      await writeFile(file, `<!doctype html><html lang="en"><title>Article</title><body>${tag}`);
      const page = await browser.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      await page.goto(pathToFileURL(file).href);
      await page.waitForFunction(
        () => !!document.querySelector('palabre-thread')?.shadowRoot?.querySelector('[part~=body]'),
      );
      assert.deepEqual(faults, []);
      await page.close();
    });
  });
}
