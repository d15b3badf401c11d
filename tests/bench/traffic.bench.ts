import type { Browser } from 'puppeteer-core';
import { findChromium } from '../browsers/find.js';
import { until } from '../support/processes.js';
import type { Bench, Cell, Settings, Table } from './support/bench.js';
import { launch } from './support/browser.js';
import { openPages, type Pages } from './support/pages.js';
import { trafficOn } from './support/traffic.js';
import { UNSLOWED, watch } from './support/visit.js';

const SIZE = 5_000;
const HOURS = 3;

export const bench: Bench = {
  summary: 'memory of a page with 5,000 comments through hours of live traffic, in Chromium',
  short: true,
  async *run(settings) {
    const engine = await findChromium();
    if (engine === undefined) return settings.say('There is no Chromium here.');
    const browser = await launch(engine);
    const pages = await openPages([SIZE]);
    try {
      yield await measure(browser, pages, settings);
    } finally {
      pages.close();
      await browser.close();
    }
  },
};

async function measure(browser: Browser, pages: Pages, { say }: Settings): Promise<Table> {
  const url = pages.url('palabre', SIZE, 'whole');
  const traffic = trafficOn(SIZE);
  const rows: Cell[][] = [];
  await watch(browser, url, UNSLOWED, async ({ page, heap }) => {
    await page.$eval('palabre-thread', (thread) => thread.scrollIntoView());
    await until(async () => pages.isFollowed(SIZE), 'somebody who follows the thread');
    const before = await heap();
    rows.push(['as it was opened', before / 2 ** 20, null, SIZE]);
    for (let hour = 1; hour <= HOURS; hour += 1) {
      say(`hour ${hour} of ${HOURS}`);
      for (const changes of traffic.hour()) {
        pages.happen(SIZE, changes, traffic.page());
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const { total } = traffic.page().thread;
      await page.waitForFunction(
        (wanted) => {
          const thread = document.querySelector('palabre-thread') as HTMLElement & {
            context: { discussion: { store: { thread: { total: number } } } };
          };
          return thread.context.discussion.store.thread.total === wanted;
        },
        { timeout: 60_000, polling: 200 },
        total,
      );
      const now = await heap();
      rows.push([`after hour ${hour}`, now / 2 ** 20, now / before, total]);
    }
  });
  return {
    title: `Heap of a page with ${SIZE.toLocaleString('en')} comments under live traffic, after a collection`,
    columns: ['', 'MB', '× before', 'comments'],
    rows,
    notes: [`An hour is ${traffic.describe}.`],
  };
}
