import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { createCheck, type Checked } from '../../../src/server/moderation/check.js';

const SECRET = 'a secret between the server and its check';

const CHECKED: Checked = {
  id: '0192f0c1-2345-7abc-8def-0123456789ab',
  kind: 'create',
  thread: { key: 'k', url: 'https://journal.example/a' },
  parent: null,
  source: 'Un texte à vérifier.',
  author: { id: '0192f0c1-2345-8abc-8def-0123456789ab', name: 'Alice', picture: null, badges: [] },
};

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

describe('the outside check', () => {
  let handle: Handler;
  let url = '';
  let complaints: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => handle(request, response, body));
  });

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/check`;
  });
  beforeEach(() => (complaints = []));
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const check = (failure: 'hold' | 'publish' = 'hold', timeout = 30_000) =>
    createCheck(
      { url, secret: SECRET, failure, timeout },
      (message) => complaints.push(message),
      () => 1_800_000_000_000,
    );

  const answer =
    (value: unknown, status = 200): Handler =>
    (_request, response) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));

  for (const verdict of ['publish', 'hold', 'reject'] as const) {
    test(`answers ${verdict}`, async () => {
      handle = answer({ verdict, more: 'is ignored' });
      assert.equal(await check()(CHECKED), verdict);
      assert.deepEqual(complaints, []);
    });
  }

  test('sends what was written, signed with the time', async () => {
    let seen = { body: '', signature: '', type: '' };
    handle = (request, response, body) => {
      const { 'palabre-signature': signature, 'content-type': type } = request.headers;
      seen = { body, signature: String(signature), type: String(type) };
      answer({ verdict: 'publish' })(request, response, body);
    };
    await check()(CHECKED);
    assert.deepEqual(JSON.parse(seen.body), CHECKED);
    assert.equal(seen.type, 'application/json');
    const expected = createHmac('sha256', SECRET).update(`1800000000.${seen.body}`).digest('hex');
    assert.equal(seen.signature, `t=1800000000,v1=${expected}`);
  });

  const failures: [what: string, handler: Handler, says: RegExp][] = [
    ['a failing status', answer({ verdict: 'publish' }, 500), /\(status 500\)/],
    ['an unknown verdict', answer({ verdict: 'maybe' }), /\(no verdict\)/],
    ['what is not JSON', (_request, response) => response.end('<html>'), /\(no verdict\)/],
    ['an endless answer', (_request, response) => response.end('x'.repeat(100_000)), /too long/],
    [
      'a redirect',
      (_request, response) => response.writeHead(302, { Location: '/' }).end(),
      /no answer/,
    ],
    [
      'a connection that breaks',
      (request) => request.socket.destroy(),
      /\((?:UND_ERR_SOCKET|ECONNRESET)\)/,
    ],
  ];
  for (const [what, handler, says] of failures) {
    for (const side of ['hold', 'publish'] as const) {
      test(`fails to the configured side, ${side}, on ${what}`, async () => {
        handle = handler;
        assert.equal(await check(side)(CHECKED), side);
        assert.match(complaints.join(), says);
        assert.doesNotMatch(complaints.join(), /vérifier|Alice/);
      });
    }
  }

  test('does not wait for one that does not answer', async () => {
    handle = () => {};
    assert.equal(await check('hold', 50)(CHECKED), 'hold');
    assert.match(complaints.join(), /no answer in time/);
  });

  test('fails to the same side where nobody listens', async () => {
    const nobody = createCheck({ url: 'http://127.0.0.1:1/', secret: SECRET }, (message) =>
      complaints.push(message),
    );
    assert.equal(await nobody(CHECKED), 'hold');
    assert.match(complaints.join(), /ECONNREFUSED|no answer/);
  });
});
