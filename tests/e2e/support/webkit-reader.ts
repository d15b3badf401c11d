import type { Engine } from '../../browsers/find.js';
import { until } from '../../support/processes.js';
import type { Role } from '../../../demo/server/roles.js';
import type { Newsroom } from './newsroom.js';
import { openWebKitPage, type WebKitPage } from './webkit-page.js';

/** Somebody who reads an article in WebKit. */
export interface WebKitReader {
  page: WebKitPage;
  /** Opens the article, and waits until its thread is kept on the device. */
  visits(query?: string): Promise<void>;
  /** Waits until a part of the thread says something. */
  sees(part: string, text: string): Promise<void>;
  /** What every such part says now. */
  reads(part: string): Promise<string[]>;
  /** Waits for a part, and clicks on it, or puts the focus there. */
  presses(part: string): Promise<void>;
  focuses(selector: string): Promise<void>;
  /** Waits until the database holds a text; others must let it have its turn for that. */
  keeps(text: string): Promise<void>;
  /** Waits until an expression is true in the page. */
  finds(expression: string): Promise<void>;
}

const ALL = `
  const all = (selector, root = document) => [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.matches(selector) ? [element] : []),
    ...(element.shadowRoot ? all(selector, element.shadowRoot) : []),
  ]);`;

const LOOK = `
  window.kept = null;
  const opening = indexedDB.open('palabre');
  opening.onsuccess = () => {
    const objects = opening.result.transaction('kept', 'readwrite').objectStore('kept');
    const all = objects.getAll();
    all.onsuccess = () => {
      window.kept = JSON.stringify(all.result);
      opening.result.close();
    };
  };`;

export async function openWebKitReader(
  engine: Engine,
  { article, origin }: Newsroom,
  role: Role,
): Promise<WebKitReader> {
  const page = await openWebKitPage(engine);
  await page.goto(`${origin}/login`);
  await page.run(`document.cookie = 'role=${role}; path=/'`);

  const finds = (expression: string): Promise<void> =>
    until(() => page.run<boolean>(`return Boolean(${expression})`), expression);
  const all = <T>(selector: string, then: string): Promise<T> =>
    page.run<T>(`${ALL} return all(${JSON.stringify(selector)})${then};`);
  const reads = (part: string): Promise<string[]> =>
    all(`[part~='${part}']`, '.map((element) => element.textContent.trim())');
  const does = (selector: string, what: string): Promise<void> =>
    until(
      () => all(selector, `.slice(0, 1).some((element) => (element.${what}(), true))`),
      selector,
    );

  return {
    page,
    reads,
    finds,
    async visits(query = '') {
      await page.goto(article + query);
      // The page is long; the thread waits until somebody comes near.
      await page.run(`document.querySelector('#discussion').scrollIntoView()`);
      await finds(`Object.keys(localStorage).some((name) => name.startsWith('palabre-kept '))`);
    },
    sees: (part, text) =>
      until(
        async () => (await reads(part)).some((said) => said.includes(text)),
        `"${part}" to say ${text}`,
      ),
    presses: (part) => does(`[part~='${part}']`, 'click'),
    focuses: (selector) => does(selector, 'focus'),
    keeps: (text) =>
      until(async () => {
        await page.run(LOOK);
        await finds('window.kept !== null');
        return page.run<boolean>(`return window.kept.includes(${JSON.stringify(text)})`);
      }, `"${text}" to be kept`),
  };
}
