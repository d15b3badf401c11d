import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import axe from 'axe-core';
import type { Browser } from 'puppeteer-core';
import { enginesForPages, openBrowser } from '../support/page.js';
import { until } from '../support/processes.js';
import { openNewsroom, type Newsroom } from '../e2e/support/newsroom.js';
import { openArticle, type Reader } from '../e2e/support/reader.js';

/** Parts that are on the page when every state is. */
const PARTS = [
  ...['skeleton', 'empty', 'failure', 'retry', 'message', 'name-form', 'form', 'error'],
  ...['badge', 'picked', 'status', 'linked', 'tombstone', 'context', 'voted', 'readonly', 'more'],
];

for (const engine of await enginesForPages()) {
  describe(`the theme editor in ${engine}`, () => {
    let browser: Browser;
    let newsroom: Newsroom;
    let reader: Reader;

    const css = (): Promise<string> => reader.page.$eval('textarea#css', (field) => field.value);
    const styleOf = (part: string, property: string): Promise<string> =>
      reader.page.$eval(
        `#comments palabre-thread >>> [part~='${part}']`,
        (element, name) => getComputedStyle(element).getPropertyValue(name),
        property,
      );

    before(async () => {
      [browser, newsroom] = await Promise.all([openBrowser(engine), openNewsroom()]);
    });
    afterEach(async () => {
      await reader.close();
      // One of its threads shows a failure, which the console may name.
      assert.deepEqual(
        reader.complaints.filter((it) => !it.includes('was told to fail')),
        [],
      );
    });
    after(async () => {
      await browser.close();
      await newsroom.close();
    });
    const open = async (): Promise<void> => {
      reader = await openArticle(
        browser,
        { ...newsroom, article: `${newsroom.origin}/theme` },
        'visitor',
      );
      await reader.sees('error', /\S/);
    };

    it('shows every state at once, and is accessible', async () => {
      await open();
      for (const part of PARTS) await reader.sees(part, part === 'skeleton' ? /^/ : /\S/);
      const reasons = await reader.reads('message');
      assert.equal(new Set(reasons).size >= 5, true, reasons.join(' | '));
      assert.equal(new Set((await reader.reads('tombstone')).map((it) => it.slice(0, 45))).size, 3);

      await reader.page.evaluate(axe.source);
      const { violations } = await reader.page.evaluate(() =>
        (globalThis as unknown as { axe: typeof axe }).axe.run({
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
          // Each thread brings its heading, its list and its labels along.
          rules: { 'duplicate-id-aria': { enabled: false } },
        }),
      );
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
        [],
      );
    });

    it('dresses every thread as the keyboard chooses, and gives the CSS', async () => {
      await open();
      const { page } = reader;
      await page.focus('#radius');
      await page.keyboard.press('Home');
      await until(async () => /--palabre-radius: 0px;/.test(await css()), 'the radius in the CSS');
      await page.keyboard.press('End');
      assert.match(await css(), /^palabre-thread \{\n {2}--palabre-radius: 24px;\n\}\n$/);
      assert.equal(await styleOf('badge', 'border-top-left-radius'), '24px');

      await page.focus('[name=own-accent]');
      await page.keyboard.press(' ');
      assert.match(await css(), /--palabre-accent: #0b6b5c;/);
      await until(
        async () => (await styleOf('voted', 'color')) === 'rgb(11, 107, 92)',
        'the accent on a vote',
      );

      await page.click('[name=scheme][value=dark]');
      const scheme = await page.$$eval('palabre-thread', (threads) =>
        threads.map((thread) => thread.getAttribute('color-scheme')),
      );
      assert.deepEqual(new Set(scheme), new Set(['dark']));
      assert.match(await css(), /color-scheme="dark"/);

      await page.click('#controls [type=reset]');
      await until(async () => (await css()).startsWith('/* Rien'), 'nothing to be chosen');
      assert.equal(await styleOf('badge', 'border-top-left-radius'), '3px');
    });

    it('copies, or leaves the CSS selected, and says which', async () => {
      await open();
      await reader.page.focus('#copy');
      await reader.page.keyboard.press('Enter');
      const said = (): Promise<string> =>
        reader.page.$eval('#controls [role=status]', (it) => it.textContent);
      await until(async () => /Copié|Sélectionné/.test(await said()), 'what became of it');
    });
  });
}
