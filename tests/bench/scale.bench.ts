import { sql } from 'drizzle-orm';
import { SORTS } from '../../src/model/thread.js';
import type { Storage } from '../../src/server/index.js';
import { rowsOf } from '../../src/server/storage/database.js';
import { stateOf } from '../../src/server/storage/state.js';
import { query, signToken } from '../server/support/site.js';
import { fillDatabase } from '../support/fill/fill.js';
import { findPlaces, type Places } from '../support/fill/find.js';
import type { Bench, Cell, Settings, Table } from './support/bench.js';
import { openBenchDatabase, type BenchDatabase, type DatabaseName } from './support/server.js';

const SIZES = [1_000, 10_000, 100_000];
const SAMPLES = 25;
const WARM_UP = 3;
/** Growth from the smallest thread to the largest that would be no growth. */
const BUDGET = 2;

/** Comments besides those threads, so that the whole database has a million. */
const FULL_OTHERS = 1_000_000 - SIZES.reduce((sum, size) => sum + size);
const SHORT_OTHERS: Record<DatabaseName, number> = { PGlite: 20_000, PostgreSQL: 100_000 };

interface Question {
  path: (sample: number) => string;
  token?: string;
}

export const bench: Bench = {
  summary: 'what a read costs in threads of 1,000, 10,000 and 100,000 comments',
  short: true,
  async *run(settings) {
    for (const name of settings.databases) {
      const database = await openBenchDatabase(name);
      try {
        yield await measure(database, settings);
      } finally {
        await database.drop();
      }
    }
  },
};

async function measure(database: BenchDatabase, settings: Settings): Promise<Table> {
  const others = settings.full ? FULL_OTHERS : SHORT_OTHERS[database.name];
  const threads = SIZES.map((comments) => ({ key: keyOf(comments), comments }));
  const { found: places, bytes } = await database.withStorage(async (storage) => {
    const onProgress = (message: string): void => settings.say(`${database.name}: ${message}`);
    await fillDatabase(storage, { threads, others, accounts: 20_000, onProgress });
    const found: Places[] = [];
    for (const size of SIZES) found.push(await findPlaces(storage, keyOf(size)));
    return { found, bytes: await sizeOf(storage) };
  });
  const server = await database.serve();
  try {
    const token = await signToken('reader');
    const sites = SIZES.map((size, index) => ({
      questions: questionsOf(keyOf(size), places[index], token),
      voted: places[index]?.living[0] ?? '',
    }));
    const times = await ask(server.url, sites);
    return { ...tableOf(database.name, others, times), notes: [sizeNote(bytes)] };
  } finally {
    await server.stop();
  }
}

async function sizeOf(storage: Storage): Promise<number> {
  const [row] = await rowsOf<{ bytes: number }>(
    stateOf(storage).db,
    sql`select pg_database_size(current_database())::float8 as bytes`,
  );
  return row?.bytes ?? NaN;
}

function sizeNote(bytes: number): string {
  return `The database takes ${(bytes / 2 ** 30).toFixed(2)} GB, votes and indexes included.`;
}

function keyOf(size: number): string {
  return `of ${size}`;
}

function questionsOf(key: string, places: Places | undefined, token: string) {
  if (places === undefined) throw new Error('A thread was not looked into.');
  const { cursors, popular, deep, revision } = places;
  const one = (path: string): Question => ({ path: () => path });
  const questions: Record<string, Question> = {};
  for (const sort of SORTS) {
    questions[`first page, ${sort}`] = one(`/v1/thread?${query(key, `&sort=${sort}`)}`);
  }
  for (const sort of SORTS) {
    const after = `&sort=${sort}&after=${cursors[sort]}`;
    questions[`page far in, ${sort}`] = one(`/v1/comments?${query(key, after)}`);
  }
  const replies = `&sort=oldest&parent=${popular.id}&after=${popular.cursor}`;
  return {
    ...questions,
    'page far into replies': one(`/v1/comments?${query(key, replies)}`),
    'around a deep comment': {
      path: (sample) => `/v1/thread?${query(key, `&around=${deep[sample % deep.length]}`)}`,
    },
    'changes, the last 50': one(`/v1/changes?${query(key, `&since=${revision - 50}`)}`),
    viewer: { path: () => `/v1/viewer?${query(key)}`, token },
    'first page without highlights': one(`/v1/thread?${query(key, '&highlights=0')}`),
    latest: one('/v1/latest?limit=25'),
    counts: one(`/v1/counts?${query(key)}&${query('article 1')}&${query('article 2')}`),
  } satisfies Record<string, Question>;
}

interface Site {
  questions: Record<string, Question>;
  /** A vote for it drops what is kept of the thread. */
  voted: string;
}

/**
 * Milliseconds of each question in each thread, asked after a vote: nothing is kept of it then. The
 * threads take turns, so that what else the machine does hits all of them alike.
 */
async function ask(url: string, sites: Site[]): Promise<Map<string, number[][]>> {
  const voter = await signToken('voter');
  const times = new Map<string, number[][]>();
  let votes = 0;
  for (const name of Object.keys(sites[0]?.questions ?? {})) {
    const taken = sites.map((): number[] => []);
    for (let sample = -WARM_UP; sample < SAMPLES; sample += 1) {
      votes += 1;
      for (const [index, { questions, voted }] of sites.entries()) {
        await vote(url, voter, voted, votes % 2);
        const duration = await timeOf(url, questions[name], sample + WARM_UP);
        if (sample >= 0) taken[index]?.push(duration);
      }
    }
    times.set(name, taken);
  }
  return times;
}

async function timeOf(
  url: string,
  question: Question | undefined,
  sample: number,
): Promise<number> {
  if (question === undefined) throw new Error('Every thread is asked the same.');
  const { path, token } = question;
  const init = token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } };
  const startedAt = performance.now();
  const answer = await fetch(`${url}${path(sample)}`, init);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${path(sample)}: ${answer.status}`);
  return performance.now() - startedAt;
}

async function vote(url: string, token: string, id: string, value: number): Promise<void> {
  const answer = await fetch(`${url}/v1/comments/${id}/vote`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ value }),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}

function tableOf(name: string, others: number, times: Map<string, number[][]>): Table {
  const rows = [...times].map(([question, taken]): Cell[] => {
    const medians = taken.map(median);
    const growth = (medians.at(-1) ?? NaN) / (medians[0] ?? NaN);
    return [question, ...medians, growth, growth <= BUDGET ? 'yes' : 'NO'];
  });
  const total = SIZES.reduce((sum, size) => sum + size, others);
  return {
    title: `Reads from ${name} with ${total.toLocaleString('en')} comments: median milliseconds of ${SAMPLES}, nothing kept, by the thread's size`,
    columns: ['', ...SIZES.map((size) => size.toLocaleString('en')), 'growth', `≤ ${BUDGET}`],
    rows,
  };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
