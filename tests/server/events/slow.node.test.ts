import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, test } from 'node:test';
import { createHub, type Hub } from '../../../src/server/events/hub.js';
import { listen, type Listener } from '../../../src/server/node/listen.js';
import { respondEvents } from '../../../src/server/respond.js';
import { until } from '../../support/processes.js';

const KEY = 'thread';

/** Bytes of an event: more than the kernel takes for a reader on both sides. */
const HUGE = 24e6;

let hub: Hub;
let listener: Listener;
let socket: Socket;

afterEach(async () => {
  socket.destroy();
  await hub.close();
  await listener.close();
});

/** A reader over a real connection, with events that are huge. */
async function open(idle: number) {
  const state = { revision: 1, reads: 0, taken: 0 };
  hub = createHub({
    perAddress: 1,
    total: 1,
    heartbeat: 50,
    async read(_key, since) {
      state.reads += 1;
      const { revision } = state;
      const chunk = new Uint8Array(since === revision ? 0 : HUGE);
      return { chunk, revision, more: false, latest: revision };
    },
    forget: () => {},
    revisionsOf: async () => [],
    news: () => ({
      start: () => {},
      tell: () => {},
      lookEvery: () => Infinity,
      close: async () => {},
    }),
    isNotNow: () => false,
    onError: (error) => assert.fail(String(error)),
    onNotice: () => {},
  });
  const answer = async ({ signal }: Request): Promise<Response> =>
    respondEvents(await hub.follow(KEY, 0, { address: null, signal }));
  listener = await listen(answer, { port: 0, host: '127.0.0.1', times: { idle } });
  socket = connect(Number(new URL(listener.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => (state.taken += chunk.byteLength));
  socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  socket.pause();
  await until(async () => hub.state().queued === HUGE, 'an event that is not taken');
  return state;
}

describe('a reader who takes nothing', () => {
  test('costs one event, whatever happens meanwhile, and then gets what was missed', async () => {
    const state = await open(60_000);
    const { reads } = state;
    const begin = performance.now();
    const isLater = async (): Promise<boolean> => {
      state.revision += 1;
      hub.changed(KEY);
      assert.equal(hub.state().queued, HUGE);
      // Longer than a heartbeat and than the pace of events.
      return performance.now() - begin > 1_000;
    };
    await until(isLater, 'many changes');
    assert.equal(state.reads, reads);
    socket.resume();
    await until(async () => state.taken > 2 * HUGE, 'what was missed');
    await until(async () => hub.state().queued < HUGE, 'silence');
    assert.equal(state.reads, reads + 1);
    assert.ok(state.taken < 2.1 * HUGE);
  });

  test('is cut off', async () => {
    await open(200);
    await until(async () => hub.state().open === 0, 'the connection to be cut off');
    assert.deepEqual(hub.state(), { open: 0, threads: 0, queued: 0 });
  });
});
