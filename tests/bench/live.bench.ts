import { once } from 'node:events';
import { newId } from '../../src/model/new-id.js';
import { query, signToken, threadOf } from '../server/support/site.js';
import type { Bench, Settings, Table } from './support/bench.js';
import { answerOf, startChild } from './support/child.js';
import { openScreen, type Screen } from './support/screen.js';
import { openBenchDatabase, type DatabaseName, type Usage } from './support/server.js';

const CONNECTIONS = 1_000;
const KEY = 'live';
/** Milliseconds between two comments. */
const PAUSE = 250;

type Memory = Pick<Usage, 'heapUsed'>;

/** Somebody who sends events to all who listen. */
interface Source {
  url: string;
  path: string;
  /** Lets everybody hear a word. */
  say(word: string): Promise<void>;
  /** After a collection. */
  memory(): Promise<Memory>;
  stop(): Promise<void>;
}

interface Heard {
  memory: { alone: Memory; followed: Memory };
  /** Milliseconds from the request to the event, of each word at each listener, in order. */
  delays: number[];
  /** The same to the end of the frame in which a browser shows that there is something new. */
  seen: number[];
}

export const bench: Bench = {
  summary: '1,000 live connections: memory for each, delay from a comment to all of them',
  short: true,
  async *run(settings) {
    const byHand = await listenTo(await crier(), settings);
    for (const name of settings.databases) {
      settings.say(`${name}: ${CONNECTIONS.toLocaleString('en')} readers of one thread`);
      const source = await palabre(name);
      const screen = await openScreen(source.url, KEY);
      yield tableOf(name, byHand, await listenTo(source, settings, screen));
    }
  },
};

async function listenTo(
  source: Source,
  { seconds }: Settings,
  screen: Screen | null = null,
): Promise<Heard> {
  const listeners = startChild('listeners-child.js');
  try {
    await source.say('first');
    const alone = await source.memory();
    const { url, path } = source;
    await answerOf(listeners, { url, path, connections: CONNECTIONS });
    const followed = await source.memory();
    const delays: number[] = [];
    const seen: number[] = [];
    await screen?.begin();
    for (let n = 0; n < (seconds * 1_000) / PAUSE; n += 1) {
      const word = `number-${n}`;
      const times = answerOf<{ times: number[] }>(listeners, word);
      const sentAt = performance.timeOrigin + performance.now();
      await source.say(word);
      delays.push(...(await times).times.map((at) => at - sentAt));
      if (screen) seen.push((await screen.sees(n + 1)) - sentAt);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    return { memory: { alone, followed }, delays: inOrder(delays), seen: inOrder(seen) };
  } finally {
    await screen?.close();
    const ended = once(listeners, 'exit');
    listeners.disconnect();
    await ended;
    await source.stop();
  }
}

async function palabre(name: DatabaseName): Promise<Source> {
  const database = await openBenchDatabase(name);
  const server = await database.serve({
    PALABRE_EVENTS_PER_ADDRESS: String(CONNECTIONS + 1),
    // The screen's page has a port of its own.
    PALABRE_ORIGINS: '*',
  });
  const token = await signToken('writer');
  return {
    url: server.url,
    path: `/v1/events?${query(KEY)}`,
    async say(word) {
      const answer = await fetch(`${server.url}/v1/comments/${newId()}`, {
        method: 'PUT',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ thread: threadOf(KEY), parent: null, source: `Word ${word}.` }),
      });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    },
    memory: () => server.usage({ collect: true }),
    async stop() {
      await server.stop();
      await database.drop();
    },
  };
}

/** As long as an event about one comment, so that both send the same bytes. */
const PADDING = 'x'.repeat(520);

async function crier(): Promise<Source> {
  const child = startChild('crier-child.js', process.env, ['--expose-gc']);
  const { url } = await answerOf<{ url: string }>(child);
  return {
    url,
    path: '/',
    async say(word) {
      await fetch(url, { method: 'POST', body: `Word ${word}.${PADDING}` });
    },
    memory: () => answerOf<Memory>(child, 'collect'),
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

function inOrder(numbers: number[]): number[] {
  return numbers.sort((one, other) => one - other);
}

function tableOf(name: DatabaseName, byHand: Heard, heard: Heard): Table {
  const [base, own] = [delayOf(byHand.delays), delayOf(heard.delays)];
  const [p50, p99] = base as [number, number];
  const seen = heard.seen.length > 0 ? delayOf(heard.seen) : [null, null, null];
  const times = (value: number | null | undefined, by: number): number | null =>
    value === null || value === undefined ? null : value / by;
  return {
    title: `Live events on ${name}: ${CONNECTIONS.toLocaleString('en')} connections, from the request that writes a comment`,
    columns: ['', 'p50 ms', 'p99 ms', 'max ms', 'p50 ×', 'p99 ×', 'KB of heap each'],
    rows: [
      ['to the event, a server by hand that keeps nothing', ...base, 1, 1, perConnection(byHand)],
      ['to the event', ...own, times(own[0], p50), times(own[1], p99), perConnection(heard)],
      ['to the screen of a browser', ...seen, times(seen[0], p50), times(seen[1], p99), null],
    ],
    notes: [
      'Server, readers and writer share one machine; the 1,000 readers are one process.',
      'Memory is that with all connections open, after a collection, less that without any.',
    ],
  };
}

function delayOf(delays: number[]): number[] {
  const at = (share: number): number => delays[Math.floor((delays.length - 1) * share)]!;
  return [at(0.5), at(0.99), at(1)];
}

function perConnection({ memory: { alone, followed } }: Heard): number {
  return (followed.heapUsed - alone.heapUsed) / 1_024 / CONNECTIONS;
}
