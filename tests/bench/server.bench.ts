import { newId } from '../../src/model/new-id.js';
import { rowsOf } from '../../src/server/storage/database.js';
import { stateOf } from '../../src/server/storage/state.js';
import { sql } from 'drizzle-orm';
import { query, signToken, threadOf } from '../server/support/site.js';
import { fillDatabase } from '../support/fill/fill.js';
import { findNginx } from '../support/nginx.js';
import type { Bench, Cell, Settings, Table } from './support/bench.js';
import { runLoad, type LoadRequest, type LoadResult } from './support/load.js';
import { nginxVersion, serveFile } from './support/nginx.js';
import { openBenchDatabase, type BenchDatabase, type BenchServer } from './support/server.js';

const READ_CONNECTIONS = 50;
const WRITE_CONNECTIONS = 10;
const KEY = 'busy';
const READ = `/v1/thread?${query(KEY)}`;

export const bench: Bench = {
  summary: 'thread reads against nginx, and writes: per second, 99th percentile',
  short: true,
  async *run(settings) {
    for (const name of settings.databases) {
      const database = await openBenchDatabase(name);
      try {
        settings.say(`${name}: a thread of 2,000 comments among 20,000`);
        const threads = [{ key: KEY, comments: 2_000 }];
        await database.withStorage((storage) => fillDatabase(storage, { threads, others: 18_000 }));
        yield* measure(database, settings);
      } finally {
        await database.drop();
      }
    }
  },
};

async function* measure(database: BenchDatabase, settings: Settings): AsyncIterable<Table> {
  const ids = await idsIn(database);
  const server = await database.serve();
  try {
    yield await measureReads(database.name, server, settings);
    yield await measureWrites(database.name, server, settings, ids);
  } finally {
    await server.stop();
  }
}

async function idsIn(database: BenchDatabase): Promise<string[]> {
  const living = sql`select id from comments where tombstone is null and status = 'published'`;
  const rows = await database.withStorage((storage) =>
    rowsOf<{ id: string }>(stateOf(storage).db, living),
  );
  return rows.map(({ id }) => id);
}

async function measureReads(
  name: string,
  server: BenchServer,
  { seconds }: Settings,
): Promise<Table> {
  const answer = await fetch(`${server.url}${READ}`);
  const body = await answer.text();
  const load = {
    connections: READ_CONNECTIONS,
    seconds,
    requests: [{ method: 'GET', path: READ }],
  };
  const ask = (url: string) => runLoad({ ...load, url });
  const used = async () => (await server.usage()).cpuMicroseconds;

  await runLoad({ ...load, url: server.url, seconds: 2 });
  const rows: Cell[][] = [];
  let best: number | null = null;
  if (findNginx() !== undefined) {
    const file = await serveFile(body, answer.headers);
    const before = file.cpuMicroseconds();
    const result = await ask(file.url);
    best = perSecond(result);
    rows.push(
      rowOf('nginx, the same bytes from a file', result, file.cpuMicroseconds() - before, best),
    );
    await file.stop();
  }
  for (const [title, isWriting] of [
    ['thread read, nothing changed', false],
    ['thread read, a write each second', true],
  ] as const) {
    const before = await used();
    const writing = isWriting ? await writeEachSecond(server.url) : undefined;
    const result = await ask(server.url);
    await writing?.stop();
    rows.push(rowOf(title, result, (await used()) - before, best));
  }
  return {
    title: `Reads on ${name}: ${READ_CONNECTIONS} connections, ${body.length.toLocaleString('en')} characters each`,
    columns: [...COLUMNS, '× nginx'],
    rows,
    notes: [
      `nginx: ${nginxVersion()}${best === null ? ': absolute figures only' : ''}`,
      'One machine for everything: where generator CPU is near 100 %, the generator is the limit.',
    ],
  };
}

const COLUMNS = [
  '',
  'per second',
  'p50 ms',
  'p99 ms',
  'max ms',
  'CPU µs each',
  'generator CPU %',
  'failed',
];

function rowOf(title: string, result: LoadResult, cpu: number, best: number | null): Cell[] {
  const { answered, failed, seconds, latency, cpuMicroseconds } = result;
  return [
    title,
    perSecond(result),
    latency.p50,
    latency.p99,
    latency.max,
    cpu / answered,
    cpuMicroseconds / seconds / 10_000,
    failed,
    best === null ? null : perSecond(result) / best,
  ];
}

function perSecond({ answered, seconds }: LoadResult): number {
  return answered / seconds;
}

async function writeEachSecond(url: string) {
  const token = await signToken('diarist');
  let last: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    const { path, ...init } = creation(token, KEY);
    last = fetch(`${url}${path}`, init).then(async (answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    });
  }, 1_000);
  return {
    async stop() {
      clearInterval(timer);
      await last;
    },
  };
}

function creation(token: string, key: string): LoadRequest {
  return {
    method: 'PUT',
    path: `/v1/comments/${newId()}`,
    headers: headersFor(token),
    body: JSON.stringify({ thread: threadOf(key), parent: null, source: 'Un *mot* et un autre.' }),
  };
}

function headersFor(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
}

async function measureWrites(
  name: string,
  server: BenchServer,
  { seconds }: Settings,
  ids: string[],
): Promise<Table> {
  const tokens = await Promise.all(Array.from({ length: 50 }, (_, n) => signToken(`writer ${n}`)));
  const token = (n: number) => tokens[n % tokens.length] ?? '';
  const many = Array.from({ length: seconds * 4_000 }, (_, n) => n);
  const kinds: [string, LoadRequest[]][] = [
    ['create, all in one thread', many.map((n) => creation(token(n), KEY))],
    ['create, over 200 threads', many.map((n) => creation(token(n), `article ${n % 200}`))],
    [
      'vote, over all comments',
      many.map((n) => ({
        method: 'PUT',
        path: `/v1/comments/${ids[(n * 7_919) % ids.length]}/vote`,
        headers: headersFor(token(n + Math.floor(n / ids.length))),
        body: JSON.stringify({ value: 1 }),
      })),
    ],
  ];
  const rows: Cell[][] = [];
  for (const [title, requests] of kinds) {
    const before = (await server.usage()).cpuMicroseconds;
    const load = { url: server.url, connections: WRITE_CONNECTIONS, seconds, requests, once: true };
    const result = await runLoad(load);
    const { cpuMicroseconds } = await server.usage();
    rows.push(rowOf(title, result, cpuMicroseconds - before, null).slice(0, COLUMNS.length));
  }
  return { title: `Writes on ${name}: ${WRITE_CONNECTIONS} connections`, columns: COLUMNS, rows };
}
