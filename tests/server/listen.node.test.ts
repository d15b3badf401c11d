import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, test } from 'node:test';
import { listen, type Listener, type ListenOptions } from '../../src/server/node/listen.js';
import { until } from '../support/processes.js';

type Handler = Parameters<typeof listen>[0];

const HELLO: Handler = async () => new Response('hello');

let listener: Listener | undefined;
const sockets = new Set<Socket>();

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await listener?.close();
});

async function open(
  handler: Handler = HELLO,
  options: Partial<ListenOptions> = {},
): Promise<Listener> {
  listener = await listen(handler, { port: 0, host: '127.0.0.1', ...options });
  return listener;
}

interface Wire {
  socket: Socket;
  send: (text: string) => void;
  said: () => string;
  /** All that came, once the other side has ended. */
  ended: Promise<string>;
}

function wireTo({ url }: Listener): Wire {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  sockets.add(socket);
  let said = '';
  socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
  socket.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => socket.once('close', () => resolve(said)));
  return { socket, send: (text) => void socket.write(text), said: () => said, ended };
}

function assertProblem(answer: string, status: number, code: string): void {
  assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
  const body = answer.slice(answer.indexOf('\r\n\r\n') + 4);
  const problem = JSON.parse(body) as { status: number; code: string };
  assert.deepEqual([problem.status, problem.code], [status, code]);
  assert.match(answer, new RegExp(`content-length: ${Buffer.byteLength(body)}\r\n`, 'i'));
}

describe('what is no request', () => {
  const cases: [string, string, number, string][] = [
    ['noise', '\0\x01\x02 what?\r\n\r\n', 400, 'invalid'],
    ['TLS', '\x16\x03\x01\x02\x00\x01', 400, 'invalid'],
    [
      'two lengths',
      'PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
      'invalid',
    ],
    [
      'a length and chunks',
      'PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'invalid',
    ],
    [
      '40 KB of headers',
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`,
      431,
      'too-large',
    ],
    [
      '100,000 query parameters',
      `GET /?${'a&'.repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
      431,
      'too-large',
    ],
  ];
  for (const [what, text, status, code] of cases) {
    test(`${what}: ${status}, and the server goes on`, async () => {
      const malformed: number[] = [];
      const server = await open(HELLO, { onMalformed: (number) => malformed.push(number) });
      const wire = wireTo(server);
      wire.send(text);
      assertProblem(await wire.ended, status, code);
      assert.deepEqual(malformed, [status]);
      assert.equal(await (await fetch(server.url)).text(), 'hello');
    });
  }

  test('a Host that is none: 400', async () => {
    const wire = wireTo(await open());
    wire.send('GET / HTTP/1.1\r\nHost: a b/c\r\nConnection: close\r\n\r\n');
    assertProblem(await wire.ended, 400, 'invalid');
  });

  test('a connection that is reset harms nobody', async () => {
    const server = await open();
    for (let count = 0; count < 20; count += 1) {
      const { socket } = wireTo(server);
      socket.once('connect', () => {
        socket.write('PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc');
        socket.resetAndDestroy();
      });
    }
    assert.equal(await (await fetch(server.url)).text(), 'hello');
  });
});

describe('slow clients', () => {
  test('one that never ends its headers is told 408 and cut off', async () => {
    const wire = wireTo(await open(HELLO, { times: { headers: 200, request: 400 } }));
    wire.send('GET / HTTP/1.1\r\nHost: a\r\n');
    const dribble = setInterval(() => wire.send('X: y\r\n'), 20);
    assertProblem(await wire.ended, 408, 'invalid');
    clearInterval(dribble);
  });

  test('one that never ends its body is cut off', async () => {
    let failure: unknown = null;
    const read: Handler = async (request) => {
      await request.text().catch((error: unknown) => (failure = error));
      return new Response(null);
    };
    const wire = wireTo(await open(read, { times: { headers: 200, request: 400 } }));
    wire.send('PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n');
    const dribble = setInterval(() => wire.send('x'), 20);
    await wire.ended;
    clearInterval(dribble);
    await until(async () => failure !== null, 'the handler to hear of it');
  });

  test('one that says nothing is cut off', async () => {
    await wireTo(await open(HELLO, { times: { idle: 200 } })).ended;
  });

  test('one that takes nothing of its answer is cut off', async () => {
    let isCancelled = false;
    const endless: Handler = async () =>
      new Response(
        new ReadableStream({
          pull: (stream) => stream.enqueue(new Uint8Array(65_536)),
          cancel: () => void (isCancelled = true),
        }),
      );
    const { socket, send } = wireTo(await open(endless, { times: { idle: 200 } }));
    socket.pause();
    send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(async () => isCancelled, 'the connection to be cut off');
  });
});

describe('the end', () => {
  const PUT = 'PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n';
  const echo: Handler = async (request) => new Response(`got ${await request.text()}`);

  test('a slow upload is taken to its end; new connections are refused', async () => {
    const server = await open(echo);
    const upload = wireTo(server);
    upload.send(`${PUT}ab`);
    const idle = wireTo(server);
    idle.send('PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n');
    await until(async () => idle.said().includes('got'), 'an answer');
    const closed = server.close();
    await idle.ended;
    await assert.rejects(fetch(server.url));
    upload.send('cd');
    const answer = await upload.ended;
    assert.match(answer, /^HTTP\/1\.1 200 OK\r\n[^]*connection: close\r\n[^]*got abcd/i);
    await closed;
  });

  test('what does not end in time is cut off', async () => {
    const server = await open(echo, { times: { grace: 100 } });
    const upload = wireTo(server);
    upload.send(`${PUT}ab`);
    const other = wireTo(server);
    other.send('PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n');
    await until(async () => other.said().includes('got'), 'an answer');
    await server.close();
    assert.equal(await upload.ended, '');
  });

  test('a request that comes on an open connection is answered, and the connection ends', async () => {
    let finish: () => void = () => {};
    const slow = new Promise<void>((resolve) => (finish = resolve));
    let calls = 0;
    const streaming: Handler = async (request) => {
      calls += 1;
      return request.method === 'GET'
        ? new Response(
            new ReadableStream({
              async start(stream) {
                stream.enqueue(new TextEncoder().encode('begin '));
                await slow;
                stream.enqueue(new TextEncoder().encode('end'));
                stream.close();
              },
            }),
          )
        : new Response('refused', { status: 503 });
    };
    const server = await open(streaming);
    const wire = wireTo(server);
    wire.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await until(async () => wire.said().includes('begin'), 'the beginning');
    const closed = server.close();
    wire.send('PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n');
    await until(async () => calls === 2, 'the other request');
    finish();
    const answers = await wire.ended;
    assert.match(answers, /end\r\n[^]*HTTP\/1\.1 503 [^]*connection: close\r\n/i);
    await closed;
  });
});

describe('where a request comes from', () => {
  const echo: Handler = async (_request, { address }) => new Response(String(address));
  const ask = async (server: Listener, forwarded?: string) =>
    (
      await fetch(server.url, { headers: forwarded ? { 'X-Forwarded-For': forwarded } : {} })
    ).text();

  test('is the socket’s other end; a header is believed only where it is said so', async () => {
    let told = 0;
    const server = await open(echo, { onUntoldProxy: () => (told += 1) });
    assert.equal(await ask(server), '127.0.0.1');
    assert.equal(told, 0);
    assert.equal(await ask(server, '203.0.113.7'), '127.0.0.1');
    assert.equal(await ask(server, '203.0.113.7'), '127.0.0.1');
    assert.equal(told, 1);
  });

  test('is what our outermost proxy saw', async () => {
    const server = await open(echo, { trustedProxies: 2 });
    assert.equal(await ask(server, '6.6.6.6, 203.0.113.7, 10.0.0.1'), '203.0.113.7');
  });
});
