import { serve, type ServerType } from '@hono/node-server';
import type { Page } from 'puppeteer-core';
import { findChromium } from '../../browsers/find.js';
import { freePort } from '../../support/processes.js';
import { launch } from './browser.js';

/** A reader in front of a thread, who sees how many new comments there are. */
export interface Screen {
  /** What is new from now on is counted. */
  begin(): Promise<void>;
  /** When so many new comments were shown, in milliseconds since 1970, at the end of that frame. */
  sees(count: number): Promise<number>;
  close(): Promise<void>;
}

/** Opens a page with a thread in Chromium; `null` where there is none. */
export async function openScreen(api: string, thread: string): Promise<Screen | null> {
  const engine = await findChromium();
  if (engine === undefined) return null;
  const port = await freePort();
  const news = await listen(port, page(api, thread));
  const browser = await launch(engine);
  const tab = await browser.newPage();
  return {
    async begin() {
      await tab.goto(`http://localhost:${port}/`);
      await tab.waitForFunction(isReady, { timeout: 30_000, polling: 100 });
      await tab.evaluate(watchArrivals);
    },
    sees: (count) => seenAt(tab, count),
    async close() {
      await browser.close();
      news.close();
    },
  };
}

function listen(port: number, html: string): Promise<ServerType> {
  const headers = { 'Content-Type': 'text/html; charset=utf-8' };
  return new Promise((resolve) => {
    const answer = (): Response => new Response(html, { headers });
    const server: ServerType = serve({ fetch: answer, port }, () => resolve(server));
  });
}

const page = (api: string, thread: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>An article</title>
<body>
<script async crossorigin src="${api}/dist/cdn/palabre.js" data-backend="${api}" data-thread="${thread}"></script>`;

interface Watching {
  /** When each number of new comments was shown first. */
  seen: Map<number, number>;
}

/** Whether the thread does all that it does once it is read. */
function isReady(): boolean {
  const root = document.querySelector('palabre-thread')?.shadowRoot;
  return root?.querySelector('palabre-login-prompt, palabre-composer') != null;
}

/** Runs in the page, where a function that has a name would need the compiler's help. */
function watchArrivals(): void {
  const seen = new Map<number, number>();
  Object.assign(window, { seen });
  const root = document.querySelector('palabre-thread')!.shadowRoot!;
  new MutationObserver(() => {
    const text = root.querySelector("[part~='arrivals-button']")?.textContent ?? '';
    const count = Number.parseInt(text, 10);
    if (!(count > 0) || seen.has(count)) return;
    seen.set(count, NaN);
    requestAnimationFrame(() => {
      setTimeout(() => seen.set(count, performance.timeOrigin + performance.now()));
    });
  }).observe(root, { childList: true, characterData: true, subtree: true });
}

async function seenAt(tab: Page, count: number): Promise<number> {
  const found = await tab.waitForFunction(
    (wanted) => (window as unknown as Watching).seen.get(wanted),
    { timeout: 30_000 },
    count,
  );
  return (await found.jsonValue()) as number;
}
