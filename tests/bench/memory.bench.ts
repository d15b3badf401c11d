import { query, signToken } from '../server/support/site.js';
import { newId } from '../../src/model/new-id.js';
import { fillDatabase } from '../support/fill/fill.js';
import type { Bench, Cell, Settings, Table } from './support/bench.js';
import { runLoad } from './support/load.js';
import { openBenchDatabase, type BenchServer, type Usage } from './support/server.js';

const CONNECTIONS = 20;
const THREADS = 300;
const SAMPLE_SECONDS = 10;
const SORT_OF = ['best', 'newest', 'oldest'];

interface Sample extends Usage {
  minutes: number;
}

export const bench: Bench = {
  summary: 'memory of the server under load: 10 minutes, or --minutes=N',
  short: false,
  async *run(settings) {
    for (const name of settings.databases) {
      const database = await openBenchDatabase(name);
      try {
        settings.say(`${name}: 300 threads, ${settings.minutes} minutes of reads and writes`);
        await database.withStorage((storage) =>
          fillDatabase(storage, { threads: [], others: 20_000 }),
        );
        const server = await database.serve();
        yield tableOf(name, await watch(server, settings), settings);
        await server.stop();
      } finally {
        await database.drop();
      }
    }
  },
};

/** Reads of many threads as fast as they come, a write every second, and a look every ten. */
async function watch(server: BenchServer, { minutes, say }: Settings): Promise<Sample[]> {
  const token = await signToken('writer');
  const requests = Array.from({ length: THREADS * 3 }, (_, n) => ({
    method: 'GET',
    path: `/v1/thread?${query(`article ${n % THREADS}`, `&sort=${SORT_OF[n % 3]}`)}`,
  }));
  const startedAt = performance.now();
  const samples: Sample[] = [];
  const sample = async (): Promise<void> => {
    const usage = await server.usage({ collect: true });
    samples.push({ ...usage, minutes: (performance.now() - startedAt) / 60_000 });
  };
  let writes = 0;
  let refused = 0;
  let last: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    writes += 1;
    last = Promise.all([
      write(server.url, token, writes).then((taken) => (refused += taken ? 0 : 1)),
      writes % SAMPLE_SECONDS === 0 ? sample() : undefined,
    ]);
  }, 1_000);
  const load = { url: server.url, connections: CONNECTIONS, seconds: minutes * 60, requests };
  const { answered, failed, failures } = await runLoad(load);
  clearInterval(timer);
  await last;
  await sample();
  say(
    `${answered.toLocaleString('en')} reads answered, ${failed} failed ${describe(failures)}, ` +
      `${writes} writes, ${refused} refused`,
  );
  return samples;
}

function describe(failures: Record<string, number>): string {
  return `(${Object.entries(failures)
    .map(([why, count]) => `${why}: ${count}`)
    .join(', ')})`;
}

/** @returns whether the server took it; an overloaded one may ask to wait */
async function write(url: string, token: string, count: number): Promise<boolean> {
  const key = `article ${count % THREADS}`;
  const thread = { key, url: 'https://journal.example/article', title: key };
  const answer = await fetch(`${url}/v1/comments/${newId()}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ thread, parent: null, source: `Le mot ${count}.` }),
  });
  const text = await answer.text();
  if (!answer.ok && answer.status !== 503) throw new Error(`${answer.status} ${text}`);
  return answer.ok;
}

function tableOf(name: string, samples: Sample[], { minutes }: Settings): Table {
  const steady = samples.filter((sample) => sample.minutes > minutes / 3);
  const rows = (['rss', 'heapUsed', 'external'] as const).map((what): Cell[] => {
    const megabytes = (sample: Sample | undefined): number => (sample?.[what] ?? NaN) / 2 ** 20;
    const values = samples.map(megabytes);
    return [
      what,
      megabytes(samples[0]),
      megabytes(steady[0]),
      megabytes(samples.at(-1)),
      Math.max(...values),
      slope(steady.map((sample) => [sample.minutes, megabytes(sample)])),
    ];
  });
  return {
    title: `Memory of the server on ${name}, MB, after a collection, over ${minutes} minutes of load`,
    columns: ['', 'first', 'after a third', 'last', 'most', 'slope per minute'],
    rows,
    notes: ['The slope is that of the last two thirds, by least squares.'],
  };
}

function slope(points: [x: number, y: number][]): number {
  const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const [x, y] = [mean(points.map(([it]) => it)), mean(points.map(([, it]) => it))];
  const above = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  return above / points.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
}
