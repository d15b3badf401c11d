import type { Browser } from 'puppeteer-core';
import { findChromium } from '../browsers/find.js';
import type { Bench, Cell, Settings, Table } from './support/bench.js';
import { launch } from './support/browser.js';
import { KINDS, openPages, PAGE, type Kind, type Pages, type Part } from './support/pages.js';
import { SLOW, UNSLOWED, visit, vote, type Conditions, type Visit } from './support/visit.js';

const SIZES = [100, 1_000, 5_000];
const RUNS = 3;

const CONDITIONS: Conditions[] = [UNSLOWED, SLOW];

type Measured = Record<Part, Record<Kind, Visit>>;

export const bench: Bench = {
  summary: 'a page with 100, 1,000 and 5,000 comments in Chromium, beside one written by hand',
  short: true,
  async *run(settings) {
    const engine = await findChromium();
    if (engine === undefined) {
      settings.say('There is no Chromium here.');
      return;
    }
    const browser = await launch(engine);
    const pages = await openPages(SIZES);
    try {
      for (const on of CONDITIONS) yield await measure(browser, pages, on, settings);
    } finally {
      pages.close();
      await browser.close();
    }
  },
};

async function measure(
  browser: Browser,
  pages: Pages,
  on: Conditions,
  { say }: Settings,
): Promise<Table> {
  const measured = new Map<number, Measured>();
  for (const size of SIZES) {
    say(`${on.name}: ${size.toLocaleString('en')} comments`);
    const look = (part: Part) => lookAt(browser, (kind) => pages.url(kind, size, part), on);
    measured.set(size, { page: await look('page'), whole: await look('whole') });
  }
  const largest = SIZES.at(-1) ?? 0;
  const votes: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    votes.push(await vote(browser, pages.url('palabre', largest, 'whole', true), on));
  }
  return tableOf(on, measured, middle(votes));
}

/** Both kinds in turns, so that both have the same of whatever else the machine does. */
async function lookAt(
  browser: Browser,
  url: (kind: Kind) => string,
  on: Conditions,
): Promise<Record<Kind, Visit>> {
  const visits: Record<Kind, Visit[]> = { 'by hand': [], palabre: [] };
  for (let run = 0; run < RUNS; run += 1) {
    for (const kind of KINDS) visits[kind].push(await visit(browser, url(kind), on));
  }
  return { 'by hand': median(visits['by hand']), palabre: median(visits.palabre) };
}

/** Of each figure by itself. */
function median(visits: Visit[]): Visit {
  const [sample] = visits;
  const names = Object.keys(sample ?? {}) as (keyof Visit)[];
  return Object.fromEntries(
    names.map((name) => [name, middle(visits.map((one) => one[name]))]),
  ) as unknown as Visit;
}

function middle(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

function tableOf(on: Conditions, measured: Map<number, Measured>, voting: number): Table {
  const rows: Cell[][] = [];
  const smallest = SIZES[0] ?? 0;
  const own = measured.get(smallest)?.page.palabre.first ?? NaN;
  for (const [size, { page, whole }] of measured) {
    const add = (what: string, part: Part, of: keyof Visit, budget = NO_BUDGET, unit = 1): void => {
      const { 'by hand': hand, palabre } = part === 'page' ? page : whole;
      const [a, b] = [hand[of] / unit, palabre[of] / unit];
      rows.push([`${size.toLocaleString('en')}: ${what}`, a, b, a > 0 ? b / a : null, ...budget]);
    };
    const first =
      size === smallest
        ? atMost(page.palabre.first / page['by hand'].first, 1, '× by hand')
        : atMost(page.palabre.first / own, 1.1, `× at ${smallest}`);
    const ratio = whole.palabre.all / whole['by hand'].all;
    add('first comment of a page, ms', 'page', 'first', first);
    add('longest task of a page, ms', 'page', 'longest', atMost(page.palabre.longest, 50, 'ms'));
    add('layout shift of a page', 'page', 'shift', atMost(page.palabre.shift, 0, ''));
    add('first of all comments, ms', 'whole', 'first');
    add(
      'all comments, ms',
      'whole',
      'all',
      size === 1_000 ? atMost(ratio, 0.6, '× by hand') : NO_BUDGET,
    );
    add('blocking time, ms', 'whole', 'blocking');
    add('longest task, ms', 'whole', 'longest', atMost(whole.palabre.longest, 50, 'ms'));
    add('heap, MB', 'whole', 'heap', NO_BUDGET, 2 ** 20);
    add('DOM nodes', 'whole', 'nodes');
    add('bytes, KB', 'whole', 'bytes', NO_BUDGET, 1_000);
  }
  const most = (SIZES.at(-1) ?? 0).toLocaleString('en');
  rows.push([`${most}: a vote, ms to paint`, null, voting, null, ...atMost(voting, 50, 'ms')]);
  return {
    title: `Comments in a page, ${on.name}: medians of ${RUNS}`,
    columns: ['comments', 'by hand', 'palabre', 'ratio', 'budget', 'met'],
    rows,
    notes: [
      `A page is the first ${PAGE} comments, as the server hands them out; all come in one answer.`,
      'Tasks below 50 ms are not reported as long, nor events below 16 ms: they read 0.',
    ],
  };
}

const NO_BUDGET: Cell[] = [null, null];

function atMost(value: number, budget: number, unit: string): Cell[] {
  return [`${budget} ${unit}`.trim(), value <= budget ? 'yes' : `no: ${value.toFixed(2)}`];
}
