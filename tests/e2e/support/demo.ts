import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { readDiscussion, readShortDiscussions } from '../../../demo/server/content.js';
import { createDemo, type Demo } from '../../../demo/server/demo.js';
import { listen } from '../../../demo/server/listen.js';
import { freePort } from '../../support/processes.js';

export interface OpenDemo {
  origin: string;
  api: string;
  /** Takes both servers away; what was written stays for {@link start}. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/**
 * What `npm start` opens, with a few comments of the long discussion and all of the short ones, or of
 * those under the `articles` that are named.
 */
export async function openDemo(articles?: readonly string[]): Promise<OpenDemo> {
  const folder = await mkdtemp(join(tmpdir(), 'palabre-demo-'));
  const [newsPort, apiPort] = [await freePort(), await freePort()];
  const leading = await readDiscussion();
  const comments = leading.comments.slice(0, 7).map((entry) => ({ ...entry, votes: 0 }));
  const short = (await readShortDiscussions()).filter(
    ({ article }) => articles?.includes(article.path) ?? true,
  );
  const begin = async (): Promise<Demo> => {
    const begun = createDemo({
      folder,
      news: await listen(newsPort),
      newsPort,
      apiPort,
      discussions: [{ ...leading, comments }, ...short],
      say: () => {},
      onProgress: () => {},
    });
    await begun.start();
    return begun;
  };
  let demo = await begin();
  return {
    origin: demo.origin,
    api: demo.api,
    stop: () => demo.close(),
    async start() {
      demo = await begin();
    },
    async close() {
      await demo.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What says so in the front page's section of all situations. */
export async function onSituations(
  page: Page,
  selector: 'a' | 'button',
  says: string,
): Promise<ElementHandle> {
  for (const element of await page.$$(`.situations ${selector}`)) {
    if ((await element.evaluate(({ textContent }) => textContent?.trim())) === says) return element;
  }
  throw new Error(`Nothing in the section says “${says}”`);
}
