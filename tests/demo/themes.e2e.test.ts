import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { enginesForPages, openBrowser } from '../support/page.js';
import { faultsOf, reachesBeyond } from '../e2e/support/audit.js';
import { openNewsroom, type Newsroom } from '../e2e/support/newsroom.js';
import { openArticle, type Reader } from '../e2e/support/reader.js';

const THEMES = ['broadsheet', 'tech', 'magazine', 'local'];
const ODILE = { sub: 'odile', name: 'Odile R.', subscriber: true };
const INES = { sub: 'ines', name: 'Inès Malaterre', subscriber: true, badges: ['author'] };

for (const engine of await enginesForPages()) {
  describe(`themes in ${engine}`, () => {
    let browser: Browser;
    let newsroom: Newsroom;
    let reader: Reader;

    const open = async (path: string, role: 'visitor' | 'subscriber'): Promise<Reader> =>
      (reader = await openArticle(browser, { ...newsroom, article: newsroom.origin + path }, role));

    before(async () => {
      [browser, newsroom] = await Promise.all([openBrowser(engine), openNewsroom()]);
      const first = await newsroom.write(
        ODILE,
        'Un message, [un lien](https://a.example) et `code`.',
      );
      let parent = first;
      for (let level = 0; level < 5; level++) parent = await newsroom.write(INES, 'Oui.', parent);
    });
    afterEach(async () => {
      await reader.close();
      assert.deepEqual(reader.complaints, []);
    });
    after(async () => {
      await browser.close();
      await newsroom.close();
    });

    for (const theme of THEMES) {
      it(`${theme}: is accessible to who reads and who writes, and fits a telephone`, async () => {
        await open(`/themes/${theme}`, 'visitor');
        await reader.sees('body', 'Un message');
        await reader.sees('message', /Abonnez-vous/);
        assert.deepEqual(await faultsOf(reader.page), []);
        await reader.close();

        await open(`/themes/${theme}`, 'subscriber');
        await reader.sees('body', 'Un message');
        await reader.presses('reply-button');
        await reader.sees('send-button', 'Publier');
        assert.deepEqual(await faultsOf(reader.page), []);
        await reader.page.setViewport({ width: 320, height: 640 });
        assert.equal(await reachesBeyond(reader.page), 0);
      });
    }

    it('are made of variables and parts alone, and ask nobody else for anything', async () => {
      await open('/', 'visitor');
      for (const theme of THEMES) {
        const link = await reader.page.$(`a[href='/themes/${theme}']`);
        assert.ok(link, `${theme} is linked from the front page`);
        const css = readFileSync(
          new URL(`../../demo/themes/${theme}.css`, import.meta.url),
          'utf8',
        );
        assert.doesNotMatch(css, /url\(|@import|!important|--_/);
        assert.match(css, /palabre-thread::part\(/);
      }
    });
  });
}
