import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '../../src/model/new-id.js';
import {
  newKey,
  onEachDatabase,
  ORIGIN,
  query,
  signToken,
  threadOf,
  type CallInit,
} from './support/site.js';

const PUBLIC_READS = ['thread', 'comments', 'changes', 'counts', 'latest', 'feed'];
const STRANGER = 'https://elsewhere.example';

function publicPath(name: string, key: string): string {
  return `/v1/${name}${name === 'latest' ? '' : `?${query(key)}`}${name === 'changes' ? '&since=0' : ''}`;
}

onEachDatabase('HTTP', {}, (site) => {
  for (const name of PUBLIC_READS) {
    test(`${name} may be read from anywhere and kept by a CDN`, async () => {
      const key = newKey();
      const token = await signToken('alice');
      await site.write(token, key);
      const path = publicPath(name, key);
      const first = await site.call('GET', path, { headers: { Origin: STRANGER } });
      assert.equal(first.headers.get('Access-Control-Allow-Origin'), '*');
      assert.match(first.headers.get('Access-Control-Expose-Headers') ?? '', /ETag/);
      assert.equal(
        first.headers.get('Cache-Control'),
        'public, max-age=0, s-maxage=5, must-revalidate',
      );
      const etag = first.headers.get('ETag') ?? '';
      for (const match of [etag, `W/${etag}`, `"other", ${etag}`]) {
        const same = await site.call('GET', path, { headers: { 'If-None-Match': match } });
        assert.equal(same.status, 304);
        assert.equal(same.body, null);
        assert.equal(same.headers.get('ETag'), etag);
        assert.equal(same.headers.get('Access-Control-Allow-Origin'), '*');
      }
      await site.write(token, key);
      const other = await site.call('GET', path, { headers: { 'If-None-Match': etag } });
      assert.equal(other.status, 200);
      assert.notEqual(other.headers.get('ETag'), etag);
    });
  }

  test('a token does not change what is public', async () => {
    const key = newKey();
    const token = await signToken('alice');
    await site.write(token, key);
    const path = publicPath('thread', key);
    const [mine, everybody] = [
      await site.call('GET', path, { token }),
      await site.call('GET', path),
    ];
    assert.deepEqual(mine.body, everybody.body);
  });

  test('a preflight names what an allowed origin may send, and refuses another', async () => {
    const ask = (Origin: string) =>
      site.send(
        new Request(`https://comments.example/v1/comments/${newId()}`, {
          method: 'OPTIONS',
          headers: { Origin, 'Access-Control-Request-Method': 'PUT' },
        }),
      );
    const allowed = await ask(ORIGIN);
    assert.equal(allowed.status, 204);
    assert.equal(allowed.headers.get('Access-Control-Allow-Origin'), ORIGIN);
    assert.equal(
      allowed.headers.get('Access-Control-Allow-Headers'),
      'Authorization, Content-Type',
    );
    assert.match(allowed.headers.get('Access-Control-Allow-Methods') ?? '', /PUT, PATCH, DELETE/);
    assert.ok(Number(allowed.headers.get('Access-Control-Max-Age')) > 0);
    assert.equal(allowed.headers.get('Vary'), 'Origin');
    const refused = await ask(STRANGER);
    assert.equal(refused.status, 403);
    assert.equal(refused.headers.get('Access-Control-Allow-Origin'), null);
  });

  test('what is private stays with the allowed origins and out of every cache', async () => {
    const key = newKey();
    const token = await signToken('alice');
    const path = `/v1/viewer?${query(key)}`;
    const allowed = await site.call('GET', path, { token, headers: { Origin: ORIGIN } });
    assert.equal(allowed.headers.get('Access-Control-Allow-Origin'), ORIGIN);
    assert.equal(allowed.headers.get('Cache-Control'), 'private, no-store');
    assert.match(allowed.headers.get('Vary') ?? '', /Origin/);
    assert.equal(allowed.headers.get('ETag'), null);
    const refusal = await site.fail('GET', path, { token, headers: { Origin: STRANGER } });
    assert.equal(refusal.code, 'forbidden');
    const write = await site.fail('PUT', `/v1/comments/${newId()}`, {
      token,
      headers: { Origin: STRANGER },
      body: { thread: threadOf(key), parent: null, source: 'Un mot.' },
    });
    assert.equal(write.code, 'forbidden');
    assert.equal((await site.thread(key)).thread.total, 0);
    const failed = await site.call('GET', path, {
      token: 'a.b.c',
      headers: { Origin: ORIGIN },
    });
    assert.equal(failed.status, 401);
    assert.equal(failed.headers.get('Access-Control-Allow-Origin'), ORIGIN);
    assert.equal(failed.headers.get('WWW-Authenticate'), 'Bearer');
  });

  describe('bad requests', () => {
    const longest = 'é'.repeat(512);
    const READ_CODES: Record<number, string> = {
      400: 'invalid',
      404: 'not-found',
      414: 'too-large',
    };
    const badReads: [string, number][] = [
      ['/v1/thread', 400],
      ['/v1/thread?thread=', 400],
      [`/v1/thread?thread=${encodeURIComponent(`${longest}a`)}`, 400],
      ['/v1/thread?thread=a%00b', 400],
      ['/v1/thread?thread=a&thread=b', 400],
      ['/v1/thread?thread=a&sort=worst', 400],
      ['/v1/thread?thread=a&limit=0', 400],
      ['/v1/thread?thread=a&limit=101', 400],
      ['/v1/thread?thread=a&limit=1e1', 400],
      ['/v1/thread?thread=a&around=1', 400],
      ['/v1/thread?thread=a&highlights=11', 400],
      ['/v1/changes?thread=a', 400],
      ['/v1/changes?thread=a&since=-1', 400],
      ['/v1/changes?thread=a&since=99999999999', 400],
      ['/v1/counts', 400],
      [`/v1/counts?${'thread=a&'.repeat(101)}`, 400],
      ['/v1/latest?limit=x', 400],
      [`/v1/comments?thread=a&parent=${newId().toUpperCase()}`, 400],
      [`/v1/comments?thread=a&parent=${newId()}`, 404],
      [`/v1/thread?thread=a&${'x&'.repeat(100_000)}`, 414],
      [`/v1/thread?thread=a&${'x&'.repeat(8_000)}`, 400],
      ['/v1/nothing', 404],
      ['/elsewhere', 404],
    ];
    for (const [path, status] of badReads) {
      test(`GET ${path.slice(0, 60)}: ${status}`, async () => {
        const problem = await site.fail('GET', path);
        assert.equal(problem.status, status);
        assert.equal(problem.code, READ_CODES[status]);
      });
    }

    for (const key of [longest, '💬🏽', '../../etc/passwd', 'a%2Fb', 'a\\b"\'', ' ', '\n']) {
      test(`the key ${JSON.stringify(key).slice(0, 30)} is one as any other`, async () => {
        await site.write(await signToken('alice'), key);
        assert.equal((await site.thread(key)).thread.total, 1);
      });
    }

    const comment = (change: object) => ({
      thread: threadOf('bad'),
      parent: null,
      source: 'Un mot.',
      ...change,
    });
    const badWrites: [string, unknown, number, string][] = [
      ['no JSON', '{"source":', 400, 'invalid'],
      ['a list', [], 422, 'invalid'],
      ['nothing', {}, 422, 'invalid'],
      ['an empty text', comment({ source: '' }), 422, 'empty'],
      ['spaces', comment({ source: ' \n\t \u00a0 ' }), 422, 'empty'],
      ['nothing but a list’s dash', comment({ source: '- ' }), 422, 'empty'],
      ['9,999 combining marks', comment({ source: '\u0301'.repeat(9_999) }), 422, 'empty'],
      ['10,001 characters', comment({ source: 'a'.repeat(10_001) }), 422, 'too-long'],
      ['5,000 nested quotations', comment({ source: '>'.repeat(5_000) }), 422, 'too-complex'],
      ['5,000 nested lists', comment({ source: '- '.repeat(5_000) }), 422, 'too-complex'],
      ['70 KB', comment({ source: 'a'.repeat(70_000) }), 413, 'too-large'],
      ['a text that is none', comment({ source: 1 }), 422, 'invalid'],
      ['a parent that is none', comment({ parent: 'x' }), 422, 'invalid'],
      [
        'another origin’s page',
        comment({ thread: { ...threadOf('bad'), url: STRANGER } }),
        422,
        'invalid',
      ],
      [
        'a script for a page',
        comment({ thread: { ...threadOf('bad'), url: 'data:text/html,x' } }),
        422,
        'invalid',
      ],
      ['an endless key', comment({ thread: threadOf('k'.repeat(1_025)) }), 422, 'invalid'],
      ['U+0000 in the key', comment({ thread: threadOf('a\0b') }), 422, 'invalid'],
    ];
    for (const [what, body, status, code] of badWrites) {
      test(`a comment with ${what}: ${code}`, async () => {
        const init: CallInit = { token: await signToken('alice'), body };
        const problem = await site.fail('PUT', `/v1/comments/${newId()}`, init);
        assert.deepEqual([problem.status, problem.code], [status, code]);
      });
    }

    test('10,000 characters, 9,999 marks on a letter and control characters are taken', async () => {
      const token = await signToken('alice');
      const key = newKey();
      for (const source of [
        'a'.repeat(10_000),
        `q${'\u0301'.repeat(9_999)}`,
        'a\0b\u0007\ud800c',
      ]) {
        await site.write(token, key, { source });
      }
      const { comments } = await site.thread(key, '&sort=newest');
      assert.match(JSON.stringify(comments[0]), /"value":"abc"/);
    });

    test('a body is counted while it arrives, whatever its header says', async () => {
      const token = await signToken('alice');
      let sent = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          sent += 1;
          controller.enqueue(new Uint8Array(16_384).fill(0x20));
        },
      });
      const request = new Request(`https://comments.example/v1/comments/${newId()}`, {
        method: 'PUT',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body,
        duplex: 'half',
      } as RequestInit);
      const answer = await site.send(request);
      assert.equal(answer.status, 413);
      assert.ok(sent < 10, `${sent} chunks were read`);
    });

    test('other bodies than JSON in UTF-8 are refused', async () => {
      const token = await signToken('alice');
      const path = `/v1/comments/${newId()}`;
      const form = await site.fail('PUT', path, {
        token,
        body: 'source=x',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      });
      assert.deepEqual([form.status, form.code], [415, 'invalid']);
      const bomb = await site.fail('PUT', path, {
        token,
        body: {},
        headers: { 'Content-Encoding': 'gzip' },
      });
      assert.deepEqual([bomb.status, bomb.code], [415, 'invalid']);
      const latin = new Request(`https://comments.example${path}`, {
        method: 'PUT',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: new Uint8Array([0x22, 0xe9, 0x22]),
      });
      assert.equal((await site.send(latin)).status, 400);
    });

    test('an id that is none is refused before anything is asked of it', async () => {
      const token = await signToken('alice');
      for (const id of ['1', newId().toUpperCase(), '%00', '..%2F', `${newId()}0`]) {
        const problem = await site.fail('DELETE', `/v1/comments/${id}`, {
          token,
          body: { reason: 'author' },
        });
        assert.equal(problem.status, 400, id);
      }
      const unknown = await site.fail('DELETE', `/v1/comments/${newId()}`, {
        token,
        body: { reason: 'author' },
      });
      assert.equal(unknown.code, 'not-found');
    });
  });
});
