import { findChromium } from '../browsers/find.js';
import type { Bench, Cell, Table } from './support/bench.js';
import { launch } from './support/browser.js';
import { KINDS, openPages, type Kind, type Pages } from './support/pages.js';
import { SLOW, UNSLOWED, type Conditions, revisit, type Revisit } from './support/visit.js';
import type { Browser } from 'puppeteer-core';

const SIZE = 1_000;
const RUNS = 3;

export const bench: Bench = {
  summary: 'a second visit to a page with 100 of 1,000 comments in Chromium, beside one by hand',
  short: true,
  async *run(settings) {
    const engine = await findChromium();
    if (engine === undefined) return settings.say('There is no Chromium here.');
    const browser = await launch(engine);
    const pages = await openPages([SIZE]);
    try {
      for (const on of [UNSLOWED, SLOW]) {
        settings.say(on.name);
        yield tableOf(on, await visitAll(browser, pages, on));
      }
    } finally {
      pages.close();
      await browser.close();
    }
  },
};

/** Both kinds in turns, so that both have the same of whatever else the machine does. */
async function visitAll(
  browser: Browser,
  pages: Pages,
  on: Conditions,
): Promise<Record<Kind, Revisit[]>> {
  const visits: Record<Kind, Revisit[]> = { 'by hand': [], palabre: [] };
  for (let run = 0; run < RUNS; run += 1) {
    for (const kind of KINDS) {
      visits[kind].push(await revisit(browser, pages.url(kind, SIZE, 'page'), on));
    }
  }
  return visits;
}

function tableOf(on: Conditions, visits: Record<Kind, Revisit[]>): Table {
  const figure = (kind: Kind, of: (visit: Revisit) => number | null): number | null => {
    const all = visits[kind].map(of);
    if (all.includes(null)) return null;
    return (all as number[]).sort((one, other) => one - other)[RUNS >> 1]!;
  };
  const row = (what: string, of: (visit: Revisit) => number | null): Cell[] => {
    const [hand, own] = [figure('by hand', of), figure('palabre', of)];
    return [what, hand, own, hand === null || own === null || hand === 0 ? null : own / hand];
  };
  const [cold, again] = [
    figure('palabre', ({ cold: it }) => it),
    figure('palabre', (it) => it.again),
  ];
  return {
    title: `A second visit, ${on.name}: medians of ${RUNS}`,
    columns: ['', 'by hand', 'palabre', 'ratio'],
    rows: [
      row('first comment, first visit, ms', (it) => it.cold),
      row('first comment, second visit, ms', (it) => it.again),
      row('first comment, without answers, ms', (it) => it.unanswered),
      row('answers to the second visit, bytes with headers', (it) => it.bytes),
      ['second visit × first visit', null, again! / cold!, null],
    ],
    notes: [
      'Scripts come from the browser\u2019s own cache where their headers let them.',
      'What the bodies alone weigh is a test: tests/e2e/revisit.',
    ],
  };
}
