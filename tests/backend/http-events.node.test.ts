import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it, mock } from 'node:test';
import { httpBackend } from '../../src/backend/adapters/http.js';
import { readEvents } from '../../src/backend/http/events.js';
import type { ThreadChanges } from '../../src/model/thread.js';

const THREAD = { key: 'k', closed: false, revision: 3, total: 0, downVotes: false };
const CHANGES: ThreadChanges = { thread: THREAD, comments: [], revision: 3, more: false };
const EVENT = `id: 3\nevent: changes\ndata: ${JSON.stringify(CHANGES)}\n\n`;

type Act = (response: ServerResponse, request: IncomingMessage) => void;

let server: Server;
let base: string;
let act: Act;

before(async () => {
  server = createServer((request, response) => act(response, request));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function stream(...chunks: string[]): Act {
  return (response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
    for (const chunk of chunks) response.write(chunk);
  };
}

describe('subscribing over HTTP', () => {
  let heard: ThreadChanges[];

  beforeEach(() => {
    heard = [];
  });

  function subscribe(signal = new AbortController().signal, timeout = 10_000): Promise<void> {
    const hear = (changes: ThreadChanges): unknown => heard.push(changes);
    return httpBackend({ url: base, timeout }).subscribe!('k é', 2, hear, { signal });
  }

  it('asks from a revision on, without credentials or cache', async () => {
    let seen: IncomingMessage | undefined;
    act = (response, request) => {
      seen = request;
      stream()(response, request);
      response.end();
    };
    await subscribe();
    assert.equal(seen?.url, '/v1/events?thread=k+%C3%A9&since=2');
    assert.equal(seen.headers.accept, 'text/event-stream');
    assert.equal(seen.headers.authorization, undefined);
  });

  it('hears whole events in whatever pieces they come, and ends in peace with the server', async () => {
    const [beginning, end] = [EVENT.slice(0, 40), EVENT.slice(40)];
    act = (response, request) => {
      stream(
        'retry: 2000\n\n',
        ':\n\n',
        'event: other\ndata: {}\n\n',
        beginning,
      )(response, request);
      setTimeout(() => response.end(`${end}${EVENT}data: cut of`), 20);
    };
    await subscribe();
    assert.deepEqual(heard, [CHANGES, CHANGES]);
  });

  it('says why it was refused, and when to come back', async () => {
    act = (response) => {
      response.writeHead(429, { 'Content-Type': 'application/problem+json' });
      response.end(JSON.stringify({ code: 'wait', detail: 'Too many.', retryAfter: 60 }));
    };
    await assert.rejects(subscribe(), { name: 'PalabreError', code: 'wait', retryAfter: 60 });
  });

  it('takes a page of a proxy for no stream', async () => {
    act = (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>Hello');
    await assert.rejects(subscribe(), { code: 'malformed' });
  });

  it('ends with an event that makes no sense', async () => {
    for (const data of ['{', '{"thread":1}']) {
      act = stream(EVENT, `event: changes\ndata: ${data}\n\n`, EVENT);
      await assert.rejects(subscribe(), { code: 'malformed' });
    }
    assert.equal(heard.length, 2);
  });

  it('knows a connection that was cut', async () => {
    act = (response, request) => {
      stream(EVENT)(response, request);
      setTimeout(() => response.destroy(), 20);
    };
    await assert.rejects(subscribe(), { code: 'network' });
    assert.deepEqual(heard, [CHANGES]);
  });

  it('waits for the first byte no longer than for any answer', async () => {
    act = (response) => void response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    await assert.rejects(subscribe(undefined, 50), { code: 'timeout' });
  });

  it('ends with an abort at once, by its reason', async () => {
    act = stream(EVENT);
    const reader = new AbortController();
    const reason = { why: 'the reader left' };
    const subscribed = subscribe(reader.signal);
    while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    reader.abort(reason);
    await assert.rejects(subscribed, (thrown) => thrown === reason);
  });

  it('takes a minute without a byte for the end', async () => {
    const timers = new Map<number, () => void>();
    const timeouts = mock.method(globalThis, 'setTimeout', ((act: () => void, ms: number) => {
      timers.set(ms, act);
    }) as typeof setTimeout);
    const answers = mock.method(globalThis, 'fetch', async (_: string, { signal }: RequestInit) => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new TextEncoder().encode(':\n\n'));
          signal!.addEventListener('abort', () => controller.error(signal!.reason));
        },
      });
      return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
    });
    try {
      const read = readEvents('https://c.example', 'changes', 10_000, undefined, () => {});
      const failed = assert.rejects(read, { code: 'timeout' });
      while (!timers.has(60_000)) await new Promise(setImmediate);
      timers.get(60_000)!();
      await failed;
    } finally {
      timeouts.mock.restore();
      answers.mock.restore();
    }
  });
});
