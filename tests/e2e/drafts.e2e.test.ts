import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { enginesForPages, openBrowser } from '../support/page.js';
import { until } from '../support/processes.js';
import { openNewsroom, ROLE_COOKIE, type Newsroom } from './support/newsroom.js';
import { openArticle, type Reader } from './support/reader.js';

const KADER = { sub: 'kader', name: 'Kader B.', subscriber: true };
const TEXT = 'Quatre cents mots, ou presque.';

/** A composer where a visitor would meet a prompt, as a newsroom may put one there. */
const INVITE = `(() => {
  const composer = document.createElement('palabre-composer');
  composer.slot = 'prompt-login';
  document.querySelector('palabre-thread').append(composer);
})()`;

/** Pastes into the field that has the keyboard, as a word processor would have it. */
const PASTE = `(() => {
  let field = document.activeElement;
  while (field.shadowRoot?.activeElement) field = field.shadowRoot.activeElement;
  const event = new Event('paste', { bubbles: true, cancelable: true, composed: true });
  const html = '<style>p { color: red }</style><p style="color: red">Du <b>gras</b></p><img src="https://tracker.example/a.png">';
  Object.defineProperty(event, 'clipboardData', {
    value: { getData: (type) => (type === 'text/html' ? html : 'Du gras') },
  });
  field.dispatchEvent(event);
})()`;

for (const engine of await enginesForPages()) {
  describe(`drafts on the newspaper’s page, in ${engine}`, () => {
    let browser: Browser;
    let newsroom: Newsroom;
    let reader: Reader;
    let first: string;

    before(async () => {
      [browser, newsroom] = await Promise.all([openBrowser(engine), openNewsroom()]);
      first = await newsroom.write(KADER, 'Le tout premier mot.');
    });
    afterEach(async () => {
      await reader.close();
      assert.deepEqual(reader.complaints, []);
    });
    after(async () => {
      await browser.close();
      await newsroom.close();
    });

    const fields = (page: Page): Promise<string[]> =>
      page.$$eval('palabre-thread >>> textarea', (all) => all.map((field) => field.value));
    const holds = (page: Page, text: string, index = 0): Promise<void> =>
      until(async () => (await fields(page))[index] === text, `"${text}" in the field`);
    const turnsToField = async (): Promise<void> => {
      await reader.sees('label', 'Votre commentaire');
      await reader.presses('textarea');
    };
    const reload = async (page: Page): Promise<void> => {
      await page.reload();
      await page.evaluate(() => document.querySelector('#discussion')?.scrollIntoView());
    };

    it('are there after a reload, at the top and below a comment, and gone once sent', async () => {
      reader = await openArticle(browser, newsroom, 'subscriber');
      const { page } = reader;
      await turnsToField();
      await page.keyboard.type(TEXT);
      await reload(page);
      await reader.sees('draft', 'Brouillon restauré.');
      await holds(page, TEXT);

      await reader.sees('reply-button', 'Répondre');
      await reader.presses('reply-button');
      await until(async () => (await fields(page)).length === 2, 'the reply');
      await page.keyboard.type('En réponse');
      await reload(page);
      await reader.sees('drafts', 'Une réponse commencée vous attend sous ce commentaire.');
      assert.equal((await fields(page)).length, 1, 'nothing opens by itself');
      await reader.presses('reply-button');
      await holds(page, 'En réponse', 1);

      await page.keyboard.down('Control');
      await page.keyboard.press('Enter');
      await page.keyboard.up('Control');
      await reader.sees('body', 'En réponse');
      await until(async () => (await fields(page)).length === 1, 'the reply to be sent');
      await reload(page);
      await holds(page, TEXT);
      assert.deepEqual(await reader.reads('drafts'), []);
      await reader.presses('discard-button');
      await until(async () => (await fields(page))[0] === '', 'the text to go');
      const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
      assert.ok(!kept.includes(TEXT) && !kept.includes('En réponse'), kept);
    });

    it('survive the way to the login and back, for whoever comes back, and nobody else', async () => {
      reader = await openArticle(browser, newsroom, 'visitor');
      const { page } = reader;
      await reader.sees('message', 'Abonnez-vous');
      await page.evaluate(INVITE);
      const presses = async (part: string): Promise<void> => {
        const find = () => page.$(`palabre-composer >>> [part~='${part}']`);
        await until(async () => (await find()) !== null, part);
        await (await find())!.click();
      };
      await presses('textarea');
      await page.keyboard.type(TEXT);
      await presses('send-button');
      await reader.sees('error', /Connectez-vous d’abord/);
      await presses('login-button');
      await (await page.waitForSelector('button[value=subscriber]'))!.click();
      await page.waitForSelector('#discussion');
      await page.evaluate(() => document.querySelector('#discussion')?.scrollIntoView());
      await holds(page, TEXT);

      await page.browserContext().setCookie(ROLE_COOKIE('moderator', newsroom.origin));
      await reload(page);
      await holds(page, '');
      await page.browserContext().setCookie(ROLE_COOKIE('subscriber', newsroom.origin));
      await reload(page);
      await holds(page, TEXT);
      await reader.presses('discard-button');
    });

    it('follow one another in two tabs, until somebody types in both', async () => {
      reader = await openArticle(browser, newsroom, 'subscriber');
      const { page } = reader;
      await turnsToField();
      await page.keyboard.type('Un');
      const other = await page.browserContext().newPage();
      await other.goto(`${newsroom.article}#palabre-${first}`);
      await holds(other, 'Un');
      await page.bringToFront();
      await page.keyboard.type(', deux');
      await holds(other, 'Un, deux');

      await other.bringToFront();
      await (await other.$('palabre-thread >>> textarea'))!.focus();
      await other.keyboard.type('Ici, ');
      await holds(page, 'Un, deux');
      await page.bringToFront();
      await reader.presses('send-button');
      await reader.sees('body', 'Un, deux');
      await holds(page, '');
      assert.match((await fields(other))[0]!, /Ici, /);
    });

    it('take in what is pasted from a document, under the page’s policy', async () => {
      reader = await openArticle(browser, newsroom, 'subscriber');
      const { page } = reader;
      await turnsToField();
      await page.evaluate(PASTE);
      await holds(page, 'Du **gras**');
      await reader.presses('preview-button');
      await until(
        () => page.$eval('palabre-thread >>> [part=preview] strong', () => true).catch(() => false),
        'the preview',
      );
    });
  });
}
