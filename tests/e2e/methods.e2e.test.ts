import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { Role } from '../../demo/server/roles.js';
import { enginesForPages, openBrowser } from '../support/page.js';
import { until } from '../support/processes.js';
import { openNewsroom, type Newsroom } from './support/newsroom.js';
import { openArticle, type Reader } from './support/reader.js';

for (const engine of await enginesForPages()) {
  describe(`a service, method by method, in ${engine}`, () => {
    let browser: Browser;
    let newsroom: Newsroom;
    let reader: Reader;

    const open = async (role: Role): Promise<Reader> => {
      const article = `${newsroom.origin}/methods`;
      reader = await openArticle(browser, { ...newsroom, article }, role);
      await reader.sees('body', 'renomme officiellement la gare');
      return reader;
    };
    /** Ticks a method, or no longer, and waits until the thread is shown anew. */
    const toggle = async (method: string): Promise<void> => {
      await reader.page.click(`#methods [name=${method}]`);
      await shown();
    };
    const shown = async (): Promise<void> => {
      await until(async () => (await reader.reads('skeleton')).length === 0, 'the thread');
      await until(
        () =>
          reader.page.$eval(
            'palabre-thread',
            (thread) => thread.context?.discussion.viewerKnown === true,
          ),
        'the viewer',
      );
    };
    /** How many of a part can be seen. */
    const count = (part: string): Promise<number> =>
      reader.page.$$eval(
        `palabre-thread >>> [part~='${part}']`,
        (found) => found.filter((element) => element.checkVisibility()).length,
      );

    before(async () => {
      [browser, newsroom] = await Promise.all([openBrowser(engine), openNewsroom()]);
    });
    afterEach(async () => {
      await reader.close();
      assert.deepEqual(reader.complaints, []);
    });
    after(async () => {
      await browser.close();
      await newsroom.close();
    });

    it('is linked from the newspaper, and lets a subscriber write', async () => {
      await open('subscriber');
      // Whoever tabs past the place before the viewer is known does not find the field there.
      await shown();
      assert.match(await (await fetch(newsroom.article)).text(), /<a href="\/methods">/);
      assert.ok((await count('reply-button')) > 10 && (await count('vote-button')) > 10);
      await reader.tabsTo('textarea');
      await reader.page.keyboard.type('Un mot & [un lien](https://exemple.example/?a=1&amp;b=2)');
      await reader.tabsTo('send-button');
      await reader.page.keyboard.press('Enter');
      await reader.sees('body', 'Un mot & un lien');
    });

    it('loses what a method brought, and gets it back', async () => {
      await open('subscriber');
      for (const [method, ...parts] of [
        ['voteComment', 'vote-button', 'vote-count'],
        ['createComment', 'composer', 'reply-button', 'textarea'],
        ['loadViewer', 'composer', 'reply-button', 'vote-button', 'vote-count'],
      ] as const) {
        await toggle(method);
        const left = await Promise.all(parts.map(count));
        assert.deepEqual(
          left,
          parts.map(() => 0),
          `without ${method}: ${parts.join()}`,
        );
        await toggle(method);
        for (const part of parts) if (part !== 'vote-count') assert.ok((await count(part)) > 0);
      }
    });

    it('shows neither a number nor the latest comments on the front page without theirs', async () => {
      await open('visitor');
      for (const [method, part] of [
        ['loadCounts', "palabre-count >>> [part='count']"],
        ['loadLatest', "palabre-latest >>> [part='heading']"],
      ] as const) {
        const there = async (): Promise<boolean> => (await reader.page.$$(part)).length > 0;
        await until(there, part);
        await toggle(method);
        await until(async () => !(await there()), `no ${part}`);
        await toggle(method);
        await until(there, part);
      }
    });

    it('asks a visitor to subscribe for what there is alone', async () => {
      await open('visitor');
      await reader.sees('message', /Abonnez-vous/);
      await toggle('createComment');
      assert.equal(await count('message'), 0);
      assert.ok((await count('vote-button')) > 10);
    });

    it('is only read without any optional method, and says how many are left', async () => {
      await open('moderator');
      const said = (): Promise<string> => reader.page.$eval('#methods output', (it) => it.value);
      assert.match(await said(), /^(\d+) méthodes facultatives sur \1$/);
      await reader.page.click('#methods [value=none]');
      await shown();
      assert.match(await said(), /^0 méthode facultative sur/);
      await reader.sees('body', 'renomme officiellement la gare');
      await reader.sees('tombstone', /modération/);
      for (const part of ['vote-button', 'vote-count', 'reply-button', 'prompt', 'composer']) {
        assert.equal(await count(part), 0, part);
      }
      await reader.page.click('#methods [value=all]');
      await shown();
      assert.ok((await count('reply-button')) > 10);
    });

    it('is worked by keyboard alone', async () => {
      await open('subscriber');
      await reader.page.focus('#methods [name=createComment]');
      await reader.page.keyboard.press(' ');
      await shown();
      assert.equal(await count('reply-button'), 0);
      const focused = await reader.page.evaluate(
        () => (document.activeElement as HTMLInputElement).name,
      );
      assert.equal(focused, 'createComment');
      await reader.tabsTo('vote-button');
      await reader.page.keyboard.press(' ');
      await reader.sees('voted', 'Voter');
    });
  });
}
