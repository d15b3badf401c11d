import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { enginesForPages, openBrowser } from '../support/page.js';
import { until } from '../support/processes.js';
import { openNewsroom, type Newsroom } from './support/newsroom.js';
import { openArticle, type Reader } from './support/reader.js';

const KADER = { sub: 'kader', name: 'Kader B.', subscriber: true };
/** Milliseconds: far longer than a page takes to show what it has. */
const DELAY = 1_500;
const BUDGET = 1_024;

type Timed = typeof window & { firstComment?: number; firstAnswer?: number };

/** Runs in the page: notes when the first comment is there, and when the first answer is. */
function noteTimes(): void {
  const { value } = Object.getOwnPropertyDescriptor(Element.prototype, 'attachShadow')!;
  Element.prototype.attachShadow = function (options) {
    const root = (value as Element['attachShadow']).call(this, options);
    new MutationObserver(() => {
      if (root.querySelector('palabre-comment [part~=body]'))
        (window as Timed).firstComment ??= performance.now();
    }).observe(root, { childList: true, subtree: true });
    return root;
  };
  const own = window.fetch.bind(window);
  window.fetch = async (...args) => {
    const response = await own(...args);
    if (response.url.includes('/v1/')) (window as Timed).firstAnswer ??= performance.now();
    return response;
  };
}

for (const engine of await enginesForPages()) {
  describe(`a reader who comes back, in ${engine}`, () => {
    let browser: Browser;
    let newsroom: Newsroom;
    let reader: Reader;

    before(async () => {
      [browser, newsroom] = await Promise.all([
        openBrowser(engine),
        openNewsroom({}, false, DELAY),
      ]);
      for (let index = 1; index <= 30; index++) {
        await newsroom.write(KADER, `Message numéro ${index}.`);
      }
    });
    afterEach(async () => {
      await reader.close();
    });
    after(async () => {
      await browser.close();
      await newsroom.close();
    });

    const comeBack = async (delay = 0): Promise<void> => {
      newsroom.setDelay(delay);
      newsroom.asked.length = 0;
      newsroom.sent.length = 0;
      await reader.page.reload();
    };
    const readOnce = async (): Promise<void> => {
      newsroom.setDelay(0);
      reader = await openArticle(browser, newsroom, 'subscriber');
      await reader.sees('body', 'Message numéro 30.');
      await reader.sees('label', 'Votre commentaire');
      const isKept = async (): Promise<boolean> =>
        reader.page.evaluate(() =>
          Object.keys(localStorage).some((name) => name.startsWith('palabre-kept ')),
        );
      await until(isKept, 'the thread to be kept');
      await reader.page.evaluateOnNewDocument(noteTimes);
    };

    it('sees the comments before any answer, for less than a kilobyte', async () => {
      await readOnce();
      await comeBack(DELAY);
      await reader.sees('body', 'Message numéro 30.');
      await reader.sees('label', 'Votre commentaire');
      const { firstComment, firstAnswer } = await reader.page.evaluate(() => {
        const { firstComment, firstAnswer } = window as Timed;
        return { firstComment, firstAnswer };
      });
      assert.ok(firstComment! < firstAnswer!, `${firstComment} ms, ${firstAnswer} ms`);
      await until(
        async () => newsroom.sent.some(({ path }) => /changes/.test(path)),
        'the changes',
      );
      const answers = newsroom.sent.filter(({ path }) => path.startsWith('/v1/'));
      const bytes = answers.reduce((sum, answer) => sum + answer.bytes, 0);
      assert.ok(bytes <= BUDGET, JSON.stringify(newsroom.sent));
      assert.deepEqual(reader.complaints, []);
    });

    it('sees what was written since, and what was withdrawn no more', async () => {
      const id = await newsroom.write(KADER, 'Un message de trop.');
      await readOnce();
      await reader.sees('body', 'Un message de trop.');
      await newsroom.send('DELETE', `comments/${id}`, KADER, { reason: 'author' });
      await comeBack();
      const gone = async (): Promise<boolean> =>
        !(await reader.reads('body')).some((text) => text.includes('de trop'));
      await until(gone, 'the text to go');
      assert.deepEqual(reader.complaints, []);
    });

    it('goes on reading where they were, and not where somebody else would begin', async () => {
      await readOnce();
      const { page } = reader;
      /** Where the text of a comment in the middle of the thread is in the window. */
      const topOf = (): Promise<number | undefined> =>
        page.$$eval(
          'palabre-thread >>> [part~=body]',
          (all) =>
            all.find((it) => it.textContent.includes('numéro 12.'))?.getBoundingClientRect().top,
        );
      await page.$$eval('palabre-thread >>> [part~=body]', (all) => {
        const body = all.find((it) => it.textContent.includes('numéro 12.'))!;
        body.scrollIntoView({ block: 'center', behavior: 'instant' });
      });
      await page.evaluate(() => new Promise((go) => requestAnimationFrame(() => setTimeout(go))));
      const before = (await topOf())!;
      await comeBack(DELAY);
      await until(async () => Math.abs(((await topOf()) ?? NaN) - before) < 2, 'the place');
      newsroom.setDelay(0);
      const other = await page.browserContext().newPage();
      await other.goto(newsroom.article);
      await other.waitForSelector('palabre-thread');
      assert.equal(await other.evaluate(() => scrollY), 0);
    });

    it('reads it all while the comment server is away, and knows of when it is', async () => {
      await readOnce();
      await newsroom.stopComments();
      try {
        await comeBack();
        await reader.sees('body', 'Message numéro 30.');
        await reader.sees('last-seen', 'Voici les commentaires');
        assert.deepEqual(await reader.reads('failure'), []);
        // What was known of the reader is, too.
        await reader.sees('label', 'Votre commentaire');
      } finally {
        await newsroom.startComments();
      }
    });
  });
}
