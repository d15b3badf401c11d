import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { readDiscussion, readShortDiscussions } from '../../../demo/server/content.js';
import { createDemo } from '../../../demo/server/demo.js';
import { listen } from '../../../demo/server/listen.js';
import { freePort } from '../../support/processes.js';

/** What `npm start` opens, with all its discussions but most of the long one. */
export async function openDemo(): Promise<{ origin: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'palabre-demo-'));
  const [newsPort, apiPort] = [await freePort(), await freePort()];
  const leading = await readDiscussion();
  const comments = leading.comments.slice(0, 7).map((entry) => ({ ...entry, votes: 0 }));
  const demo = createDemo({
    folder,
    news: await listen(newsPort),
    newsPort,
    apiPort,
    discussions: [{ ...leading, comments }, ...(await readShortDiscussions())],
    say: () => {},
    onProgress: () => {},
  });
  await demo.start();
  return {
    origin: demo.origin,
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
