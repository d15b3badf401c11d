import type { Browser, ElementHandle, Page, Viewport } from 'puppeteer-core';
import { until } from '../../support/processes.js';
import type { Role } from '../../../demo/server/roles.js';
import { ROLE_COOKIE, type Newsroom } from './newsroom.js';

/** Somebody who reads an article, and looks into the thread as far as a reader can. */
export interface Reader {
  page: Page;
  /** Exceptions of the page, and what its console complains about. */
  complaints: string[];
  /** Resolves with the visible text of a part once it contains what is looked for. */
  sees(part: string, text: string | RegExp): Promise<string>;
  /** Resolves with what a selector finds in the thread, once it is there. */
  finds(selector: string): Promise<ElementHandle<Element>>;
  /** Waits for a part, and presses it. */
  presses(part: string): Promise<void>;
  /** Presses Tab until the keyboard is on such a part. */
  tabsTo(part: string): Promise<void>;
  /** What every such part says now. */
  reads(part: string): Promise<string[]>;
  close(): Promise<void>;
}

export async function openArticle(
  browser: Browser,
  { article, origin }: Pick<Newsroom, 'article' | 'origin'>,
  role: Role,
  hash = '',
  viewport: Viewport | null = null,
): Promise<Reader> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  if (viewport) await page.setViewport(viewport);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warn') complaints.push(message.text());
  });
  await context.setCookie(ROLE_COOKIE(role, origin));
  await page.goto(article + hash);
  // The page is long; the thread waits until somebody comes near.
  if (!hash) await page.evaluate(() => document.querySelector('#discussion')?.scrollIntoView());

  const reads = (part: string): Promise<string[]> =>
    page.evaluate((wanted) => {
      const found: string[] = [];
      const roots: ParentNode[] = [document];
      for (let root = roots.pop(); root; root = roots.pop()) {
        for (const element of root.querySelectorAll<HTMLElement>('*')) {
          if (element.matches(`[part~='${wanted}']`)) {
            // Of what lies far outside the window nothing is rendered: its `innerText` is empty.
            const nodes = [...element.childNodes].filter((node) => !(node instanceof Comment));
            const texts = nodes.map(({ textContent }) => textContent?.trim()).filter(Boolean);
            found.push(element.innerText || texts.join('\n\n'));
          }
          if (element.shadowRoot) roots.push(element.shadowRoot);
        }
      }
      return found;
    }, part);

  return {
    page,
    complaints,
    reads,
    async sees(part, text) {
      const matches = (said: string): boolean =>
        typeof text === 'string' ? said.includes(text) : text.test(said);
      const end = Date.now() + 20_000;
      let said: string[] = [];
      while (Date.now() < end) {
        said = await reads(part);
        const match = said.find(matches);
        if (match !== undefined) return match;
        await page.evaluate(() => new Promise(requestAnimationFrame));
      }
      throw new Error(`No "${part}" says ${String(text)}; they say ${JSON.stringify(said)}`);
    },
    async finds(selector) {
      // Puppeteer's own waiting does not see what changes in a shadow root.
      let found: ElementHandle<Element> | null = null;
      await until(async () => {
        found = await page.$(`palabre-thread >>> ${selector}`);
        return found !== null;
      }, selector);
      return found!;
    },
    async presses(part) {
      const element = await page.waitForSelector(`palabre-thread >>> [part~='${part}']`);
      // What comes near on the way there is rendered only then, and may turn out taller. Firefox
      // rounds to the one pixel and the other in turns, where a page begins between two.
      await element!.evaluate(async (target) => {
        let before = NaN;
        const deadline = performance.now() + 20_000;
        while (!(Math.abs(target.getBoundingClientRect().top - before) < 2)) {
          if (performance.now() > deadline) throw new Error('It does not come to rest');
          before = target.getBoundingClientRect().top;
          target.scrollIntoView({ block: 'center', behavior: 'instant' });
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        }
      });
      await element!.click();
    },
    async tabsTo(part) {
      for (let presses = 0; presses < 80; presses++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate(isFocused, part)) return;
      }
      throw new Error(`Tab does not lead to "${part}"`);
    },
    close: () => context.close(),
  };
}

function isFocused(part: string): boolean {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused?.matches(`[part~='${part}']`) ?? false;
}
