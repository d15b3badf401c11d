import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { AnswerError, fetchText } from '../../src/server/fetch-text.js';
import { openKeyServer, type KeyServer } from './support/key-server.js';

const MAX = 1_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

describe('an answer as text', () => {
  let server: KeyServer;

  beforeEach(async () => (server = await openKeyServer()));
  afterEach(() => server.close());

  const ask = (timeout = 5_000): Promise<string> =>
    fetchText(server.url, {}, { timeout, max: MAX });

  it('is put together, whatever pieces it comes in', async () => {
    const bytes = Buffer.from('Un café — déjà bu ☕');
    server.act = (response) => {
      for (const byte of bytes) response.write(Buffer.of(byte));
      response.end();
    };
    assert.equal(await ask(), bytes.toString());
    server.act = (response) => void response.writeHead(204).end();
    assert.equal(await ask(), '');
  });

  it('is none with another status, behind a redirect or beyond the limit', async () => {
    server.act = (response) => void response.writeHead(404).end('Not here');
    await assert.rejects(ask(), new AnswerError('status 404'));
    server.act = (response) => void response.writeHead(302, { Location: '/elsewhere' }).end();
    await assert.rejects(ask(), TypeError);
    assert.equal(server.asked, 2);
    server.act = (response) => void response.end('x'.repeat(MAX));
    assert.equal((await ask()).length, MAX);
    const ended = new Promise<void>((resolve) => {
      server.act = (response) => void response.once('close', resolve).write('x'.repeat(MAX + 1));
    });
    await assert.rejects(ask(), new AnswerError('too long an answer'));
    await ended;
  });

  for (const begins of [false, true]) {
    const when = begins ? 'once it has begun' : 'before it begins';
    it(`is not waited for longer than said, ${when}`, { timeout: 20_000 }, async () => {
      const ended = new Promise<void>((resolve) => {
        server.act = (response) => {
          response.once('close', resolve);
          if (begins) response.writeHead(200).write('half of');
        };
      });
      // What nobody holds any more must not be what tells the time.
      const collecting = setInterval(collectGarbage, 20);
      try {
        await assert.rejects(ask(300), { name: 'TimeoutError' });
        await ended;
      } finally {
        clearInterval(collecting);
      }
    });
  }
});
