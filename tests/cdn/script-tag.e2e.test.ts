import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { enginesForPages, openBrowser } from '../support/page.js';
import { until } from '../support/processes.js';
import { idOf } from '../support/thread-builders.js';
import { openSite, type Site } from './site.js';

interface Opened {
  page: Page;
  /** Warnings, errors and unhandled rejections that the page's developer would see. */
  complaints: string[];
}

for (const engine of await enginesForPages()) {
  describe(`the script tag in ${engine}`, () => {
    let browser: Browser;
    let site: Site;

    before(async () => {
      [browser, site] = await Promise.all([openBrowser(engine), openSite()]);
    });
    after(async () => {
      await browser.close();
      await site.close();
    });
    beforeEach(() => site.reset());

    const tag = (attributes = '', folder = 'one'): string =>
      `<script src="${site.cdn}/${folder}/palabre.js" data-backend="${site.api}" ${attributes}></script>`;

    const document = (body: string, head = ''): string =>
      `<!doctype html><html lang="fr"><head><title>Article</title>${head}</head><body>${body}</body></html>`;

    async function open(
      html: string,
      path = '/',
      headers?: Record<string, string>,
    ): Promise<Opened> {
      site.page = { html, headers };
      // What a page has kept would be there in the next test.
      const page = await (await browser.createBrowserContext()).newPage();
      const complaints: string[] = [];
      // Firefox asks every page for its icon.
      const complain = (text: string): void => void (/favicon/.test(text) || complaints.push(text));
      page.on('console', (message) => {
        if (/warn|error/.test(message.type())) complain(message.text());
      });
      page.on('pageerror', (error) => complain((error as Error).message));
      await page.goto(site.news + path);
      return { page, complaints };
    }

    const shown = (page: Page, count = 1): Promise<unknown> =>
      page.waitForFunction(
        (wanted) =>
          [...window.document.querySelectorAll('palabre-thread')].filter((thread) =>
            thread.shadowRoot?.querySelector('palabre-comment [part~=body]'),
          ).length === wanted,
        { timeout: 10_000 },
        count,
      );

    const threadCalls = (): string[] => site.calls.filter((url) => url.includes('/v1/thread?'));

    /** Opens, sees as many threads as there should be, each asked for once, and nothing amiss. */
    async function mounts(
      html: string,
      count = 1,
      headers?: Record<string, string>,
    ): Promise<Page> {
      const { page, complaints } = await open(html, '/', headers);
      await shown(page, count);
      const places = await page.$$eval('palabre-thread', (threads) =>
        threads.map((thread) => thread.previousElementSibling?.localName),
      );
      assert.deepEqual(
        places,
        Array.from({ length: count }, () => 'script'),
      );
      assert.equal(threadCalls().length, count, threadCalls().join('\n'));
      assert.deepEqual(complaints, []);
      return page;
    }

    for (const form of ['', 'async', 'defer', 'type="module"', 'type="module" async']) {
      it(`mounts: ${form || 'classic'}`, async () => {
        const page = await mounts(document(tag(`${form} crossorigin`)));
        await page.close();
      });
      it(`mounts without crossorigin: ${form || 'classic'}`, async () => {
        const page = await mounts(document(tag(form)));
        await page.close();
      });
      it(`mounts each of two tags once: ${form || 'classic'}`, async () => {
        const page = await mounts(
          document(`${tag(`${form} data-thread="a"`)}<p>…</p>${tag(`${form} data-thread="b"`)}`),
          2,
        );
        await page.close();
      });
    }

    it('mounts a classic tag and a module of one address once each', async () => {
      const page = await mounts(
        document(tag('data-thread="a"') + tag('type="module" data-thread="b"')),
        2,
      );
      await page.close();
    });

    it('mounts two versions, each from its own folder', async () => {
      for (const form of ['', 'type="module"']) {
        site.reset();
        const page = await mounts(
          document(tag(`${form} data-thread="a"`, 'one') + tag(`${form} data-thread="b"`, 'two')),
          2,
        );
        assert.equal(site.files.filter((name) => name.startsWith('entry-')).length, 2);
        await page.close();
      }
    });

    it('mounts tags that another script inserts, also a module’s second one', async () => {
      for (const type of ['', 'module']) {
        const { page } = await open(document('<main></main>'));
        for (const count of [1, 2]) {
          await page.evaluate(
            ({ src, backend, type }) => {
              const script = window.document.createElement('script');
              Object.assign(script, { src, type });
              script.dataset['backend'] = backend;
              window.document.querySelector('main')!.append(script);
            },
            { src: `${site.cdn}/one/palabre.js`, backend: site.api, type },
          );
          await shown(page, count);
        }
        await page.close();
      }
    });

    it('only registers the elements without data-backend', async () => {
      const { page, complaints } = await open(
        document(`<script src="${site.cdn}/one/palabre.js"></script><p>…</p>`),
      );
      await page.waitForFunction(() =>
        ['thread', 'comment', 'composer', 'login-prompt', 'vote-button'].every((name) =>
          customElements.get(`palabre-${name}`),
        ),
      );
      assert.equal(await page.$('palabre-thread'), null);
      assert.deepEqual([threadCalls(), complaints], [[], []]);
      await page.close();
    });

    it('brings a declared thread to life', async () => {
      const { page } = await open(
        document(
          `<palabre-thread backend="${site.api}"></palabre-thread>` +
            `<script async src="${site.cdn}/one/palabre.js"></script>`,
        ),
      );
      await shown(page);
      await page.close();
    });

    it('works under a strict policy', async () => {
      const policy = `default-src 'none'; script-src ${site.cdn}; connect-src ${site.api}; require-trusted-types-for 'script'`;
      for (const form of ['', 'async', 'type="module"']) {
        site.reset();
        const page = await mounts(document(tag(form)), 1, { 'Content-Security-Policy': policy });
        await page.close();
      }
    });

    it('works on a page whose base is elsewhere', async () => {
      const base = '<base href="https://elsewhere.example/deep/">';
      for (const form of ['', 'type="module"']) {
        site.reset();
        const page = await mounts(document(tag(form), base));
        await page.close();
      }
    });

    it('leaves the head and the global names as they were', async () => {
      const { page: bare } = await open(document('<main></main>'));
      const names = (page: Page): Promise<string[]> =>
        page.evaluate(() => Object.keys(window).sort());
      const before = await names(bare);
      const page = await mounts(document(tag()));
      // Lit keeps names of its own on a page, and so does what drives the browser here.
      const known = new Set(before);
      const added = (await names(page)).filter((name) => !known.has(name));
      assert.deepEqual(
        added.filter((name) => !/^(lit|reactiveElement|puppeteer_|__)/.test(name)),
        [],
      );
      assert.equal(await page.$eval('head', (head) => head.innerHTML), '<title>Article</title>');
      await Promise.all([bare.close(), page.close()]);
    });

    it('hands every data-* on', async () => {
      const page = await mounts(
        document(tag('data-page-size="10" data-lang="en" data-login-url="/in?to={url}"')),
      );
      const attributes = await page.$eval('palabre-thread', (thread) =>
        ['page-size', 'lang', 'login-url', 'backend'].map((name) => thread.getAttribute(name)),
      );
      assert.deepEqual(attributes, ['10', 'en', '/in?to={url}', site.api]);
      assert.ok(
        site.files.some((name) => /^en-[\w-]{8}\.js$/.test(name)),
        site.files.join(),
      );
      assert.ok(!site.files.some((name) => name.startsWith('fr-')), site.files.join());
      await page.close();
    });

    const combinations: [what: string, attributes: string, head: string, path: string][] = [
      ['a key', 'data-thread="clé & co/é?=%20+#x 😀"', '', '/'],
      [
        'a canonical address',
        '',
        '<link rel="canonical" href="/canonical?a=1&b=é#part">',
        '/other',
      ],
      [
        'a canonical address among others',
        '',
        '<link rel="alternate Canonical" href="https://paper.example/é">',
        '/',
      ],
      ['the page’s own address', '', '', '/é?q=a b&é=%C3%A9'],
      ['a fragment', '', '', '/#section'],
      ['a comment’s address', '', '', `/a?b#palabre-${idOf(7)}`],
      ['a sort', 'data-sort="best"', '', '/'],
      ['a page size', 'data-page-size="100"', '', '/'],
      ['an eager one', 'data-loading="eager"', '', '/'],
      ['empty attributes', 'data-thread data-sort data-page-size data-loading', '', '/'],
      ['a login and a token', 'data-token-url="/none" data-login-url="/in"', '', '/'],
    ];
    for (const [what, attributes, head, path] of combinations) {
      it(`asks once and for the right thing: ${what}`, async () => {
        const { page } = await open(document(tag(attributes), head), path);
        await shown(page);
        assert.equal(threadCalls().length, 1, threadCalls().join('\n'));
        await page.close();
      });
    }

    it('takes an address with slashes at its end', async () => {
      const { page } = await open(
        document(
          `<script src="${site.cdn}/palabre.js" data-backend="${site.api}/path//"></script>`,
        ),
      );
      await shown(page);
      assert.deepEqual(
        threadCalls().map((url) => url.split('?')[0]),
        ['/path/v1/thread'],
      );
      await page.close();
    });

    it('waits where the thread is far away, but for a comment’s own address', async () => {
      const far = document(`<div style="height: 20000px"></div>${tag()}`);
      const { page } = await open(far);
      await page.waitForFunction(() => customElements.get('palabre-thread'));
      assert.deepEqual(threadCalls(), []);
      await page.evaluate(() => scrollTo(0, window.document.body.scrollHeight));
      await shown(page);
      assert.equal(threadCalls().length, 1);
      await page.close();
      site.reset();
      const linked = await open(far, `/#palabre-${idOf(3)}`);
      await shown(linked.page);
      assert.equal(threadCalls().length, 1);
      await linked.page.close();
    });

    it('says so once if its files are out of reach, and breaks nothing', async () => {
      site.fails = (address) => /entry-/.test(address);
      const { page, complaints } = await open(document(tag()));
      await page.waitForFunction(() => window.document.querySelector('palabre-thread'));
      // One driver shows what was thrown, another that something was.
      const ours = (): string[] =>
        complaints.filter((text) => /imported module|JSHandle@error/.test(text));
      for (let tries = 0; ours().length === 0; tries += 1) {
        assert.ok(tries < 200, complaints.join('\n'));
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.equal(ours().length, 1, ours().join('\n'));
      assert.ok(
        !complaints.some((text) => /uncaught|unhandled/i.test(text)),
        complaints.join('\n'),
      );
      await page.close();
    });

    it('leaves no rejection to the page when the server is down', async () => {
      site.fails = (address) => address.startsWith('/v1/');
      const { page, complaints } = await open(document(tag()));
      await page.waitForFunction(() =>
        window.document.querySelector('palabre-thread')?.shadowRoot?.querySelector('[part=retry]'),
      );
      assert.ok(
        !complaints.some((text) => /uncaught|unhandled/i.test(text)),
        complaints.join('\n'),
      );
      await page.close();
    });

    it('tells the developer of a tag in the head', async () => {
      const { page, complaints } = await open(document('', tag()));
      await until(async () => complaints.some((text) => /head/.test(text)), 'the warning');
      await page.close();
    });
  });
}
