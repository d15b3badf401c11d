import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { Person } from '../../demo/server/tokens.js';
import { enginesForPages, openBrowser } from '../support/page.js';
import { until } from '../support/processes.js';
import { openNewsroom, type Newsroom } from './support/newsroom.js';
import { openArticle, type Reader } from './support/reader.js';

const ODILE: Person = { sub: 'odile', name: 'Odile R.', subscriber: true };

for (const engine of await enginesForPages()) {
  describe(`the newspaper’s front page, in ${engine}`, () => {
    let browser: Browser;
    let newsroom: Newsroom;
    let reader: Reader;

    /** What every such part of the lists says. */
    const reads = (part: string): Promise<string[]> =>
      reader.page.$$eval(`:is(palabre-count, palabre-latest) >>> [part='${part}']`, (found) =>
        found.map(({ textContent }) => textContent.trim()),
      );

    before(async () => {
      [browser, newsroom] = await Promise.all([openBrowser(engine), openNewsroom()]);
    });
    after(async () => {
      await browser.close();
      await newsroom.close();
    });

    it('counts in one request, shows the latest comments, and leads to one of them', async () => {
      const first = await newsroom.write(ODILE, 'Un premier mot.');
      await newsroom.write(
        { ...ODILE, sub: 'paul', name: 'Paul' },
        '> Un premier mot.\n\nUn *second* mot.',
      );
      reader = await openArticle(browser, { ...newsroom, article: 'about:blank' }, 'visitor');
      const asked: string[] = [];
      reader.page.on('request', (request) => {
        const { pathname } = new URL(request.url());
        if (pathname.startsWith('/v1/')) asked.push(pathname);
      });
      await reader.page.goto(newsroom.origin);
      await until(async () => (await reads('count')).length === 5, 'the counts');
      await until(async () => (await reads('excerpt')).length === 2, 'the latest comments');
      assert.deepEqual(new Set(await reads('count')), new Set(['2 commentaires']));
      assert.deepEqual(await reads('author'), ['Paul', 'Odile R.']);
      assert.deepEqual(await reads('excerpt'), ['Un second mot.', 'Un premier mot.']);
      assert.deepEqual(await reads('article'), Array(2).fill('/articles/orvenay-guichet'));
      assert.deepEqual(asked.sort(), ['/v1/counts', '/v1/latest', '/v1/thread']);

      const links = await reader.page.$$("palabre-latest >>> [part='article']");
      await Promise.all([reader.page.waitForNavigation(), links[1]!.press('Enter')]);
      await reader.sees('linked', 'Un premier mot.');
      assert.equal(reader.page.url(), `${newsroom.article}#palabre-${first}`);
      await reader.close();
      assert.deepEqual(reader.complaints, []);
    });

    it('shows what readers prefer under the lead story, and leads to one of it', async () => {
      const moderator = { sub: 'chief', name: 'Chief', roles: ['moderator'] };
      const [chosen, loved] = [
        await newsroom.write(ODILE, 'Un mot que la rédaction a choisi.'),
        await newsroom.write({ ...ODILE, sub: 'ines', name: 'Inès' }, 'Un mot très aimé.'),
      ];
      await newsroom.send('PUT', `comments/${chosen}/pick`, moderator, { picked: true });
      for (const sub of ['a', 'b', 'c', 'd', 'e', 'f']) {
        const voter = { sub, name: sub, subscriber: true };
        await newsroom.send('PUT', `comments/${loved}/vote`, voter, { value: 1 });
      }
      reader = await openArticle(browser, { ...newsroom, article: 'about:blank' }, 'visitor');
      await reader.page.goto(newsroom.origin);
      const select = "palabre-highlights >>> [part='excerpt']";
      await until(async () => (await reader.page.$$(select)).length === 2, 'the excerpts');
      const told = await reader.page.$$eval(
        "palabre-highlights >>> li[part='highlight']",
        (found) =>
          found.map(({ children }) => [...children].map(({ textContent }) => textContent.trim())),
      );
      assert.deepEqual(told, [
        ['Un mot que la rédaction a choisi.', 'Odile R. · Choix de la rédaction'],
        ['Un mot très aimé.', 'Inès · 6 votes'],
      ]);
      const links = await reader.page.$$(select);
      await Promise.all([reader.page.waitForNavigation(), links[1]!.press('Enter')]);
      await reader.sees('linked', 'Un mot très aimé.');
      assert.equal(reader.page.url(), `${newsroom.article}#palabre-${loved}`);
      await reader.close();
      assert.deepEqual(reader.complaints, []);
    });

    it('names its feed, which the server has', async () => {
      const page = await (await fetch(newsroom.origin)).text();
      const href = /<link[^>]+application\/atom\+xml[^>]+href="([^"]+)"/.exec(
        page.replace(/\s+/g, ' '),
      )?.[1];
      const answer = await fetch(href!);
      assert.equal(answer.headers.get('Content-Type'), 'application/atom+xml; charset=utf-8');
      assert.match(await answer.text(), /<name>Paul<\/name>/);
    });
  });
}
