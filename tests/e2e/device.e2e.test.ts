import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { ThreadPage } from '../../src/model/thread.js';
import { enginesForPages, openBrowser } from '../support/page.js';
import { until } from '../support/processes.js';
import { openNewsroom, ROLE_COOKIE, type Newsroom } from './support/newsroom.js';
import { openArticle, type Reader } from './support/reader.js';

const KADER = { sub: 'kader', name: 'Kader B.', subscriber: true };

/** Forgets all that a browser keeps for the newspaper, as its settings let everybody do. */
async function clearStorage(): Promise<void> {
  localStorage.clear();
  sessionStorage.clear();
  const names = (await indexedDB.databases()).map(({ name }) => name!);
  await Promise.all(
    names.map(
      (name) =>
        new Promise((resolve, reject) => {
          const deleting = indexedDB.deleteDatabase(name);
          deleting.onsuccess = resolve;
          deleting.onerror = reject;
        }),
    ),
  );
}

for (const engine of await enginesForPages()) {
  describe(`the device of a reader, in ${engine}`, () => {
    let browser: Browser;
    let newsroom: Newsroom;
    let reader: Reader;

    before(async () => {
      [browser, newsroom] = await Promise.all([openBrowser(engine), openNewsroom({}, true)]);
      await newsroom.write(KADER, 'Le tout premier mot.');
    });
    afterEach(() => reader.close());
    after(async () => {
      await browser.close();
      await newsroom.close();
    });

    const standing = async (text: string): Promise<number> => {
      const query = new URLSearchParams({ thread: newsroom.article, limit: '100' });
      const answer = await fetch(`${newsroom.api}/v1/thread?${query}`);
      const { comments } = (await answer.json()) as ThreadPage;
      return comments.filter((comment) => JSON.stringify(comment).includes(text)).length;
    };
    const writeWithoutServer = async (text: string): Promise<void> => {
      await reader.sees('label', 'Votre commentaire');
      await reader.presses('textarea');
      await reader.page.keyboard.type(text);
      await newsroom.stopComments();
      await reader.presses('send-button');
      await reader.sees('state', 'En attente du réseau');
    };
    const comeAs = async (role: 'subscriber' | 'moderator'): Promise<void> => {
      const { page } = reader;
      await page.browserContext().setCookie(ROLE_COOKIE(role, newsroom.origin));
      // The page before it ends, whatever it has under way.
      await page.goto('about:blank');
      await page.goto(newsroom.article);
      await page.evaluate(() => document.querySelector('#discussion')?.scrollIntoView());
      await reader.sees('label', 'Votre commentaire');
    };

    it('may be emptied under the page’s feet: what waits is sent all the same, once', async () => {
      reader = await openArticle(browser, newsroom, 'subscriber');
      const text = 'Écrit avant le grand ménage.';
      await writeWithoutServer(text);
      await reader.page.evaluate(clearStorage);
      await newsroom.startComments();
      await until(async () => (await standing(text)) === 1, 'the comment on the server');
      await until(async () => (await reader.reads('state')).length === 0, 'the answer');
      await comeAs('subscriber');
      await reader.sees('body', text);
      assert.equal(await standing(text), 1);
    });

    it('never sends in one’s name what somebody else wrote, and says that it waits', async () => {
      reader = await openArticle(browser, newsroom, 'subscriber');
      const text = 'Écrit par la première personne.';
      await writeWithoutServer(text);
      await reader.page.goto('about:blank');
      await newsroom.startComments();
      await comeAs('moderator');
      await reader.sees('outbox', 'Un message d’un autre compte attend');
      assert.ok(!(await reader.reads('thread')).join().includes(text));
      const other = 'Écrit par la seconde.';
      await reader.presses('textarea');
      await reader.page.keyboard.type(other);
      await reader.presses('send-button');
      await until(async () => (await standing(other)) === 1, 'the other one’s comment');
      assert.equal(await standing(text), 0);
      await comeAs('subscriber');
      await until(async () => (await standing(text)) === 1, 'the first one’s comment');
      await reader.sees('body', text);
    });
  });
}
