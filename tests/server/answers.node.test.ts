import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { newKey, onEachDatabase, query, signToken } from './support/site.js';

onEachDatabase('answers', {}, (site) => {
  test('what is public is compressed, in what its reader accepts', async () => {
    const key = newKey();
    const token = await signToken('alice');
    await site.write(token, key, { source: 'Un mot. '.repeat(1_000) });
    const read = (headers: Record<string, string>) =>
      site.server.fetch(
        new Request(`https://comments.example/v1/thread?${query(key)}`, { headers }),
      );
    const plain = await read({});
    assert.equal(plain.headers.get('Content-Encoding'), null);
    const text = await plain.text();
    const etag = plain.headers.get('ETag') ?? '';
    for (const [accepted, encoding, decode] of [
      ['gzip, deflate, br', 'br', brotliDecompressSync],
      ['gzip;q=1.0, br;q=0', 'gzip', gunzipSync],
    ] as const) {
      const answer = await read({ 'Accept-Encoding': accepted });
      assert.equal(answer.headers.get('Content-Encoding'), encoding);
      assert.match(answer.headers.get('Vary') ?? '', /Accept-Encoding/);
      assert.equal(answer.headers.get('ETag'), `W/${etag}`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      assert.equal(answer.headers.get('Content-Length'), String(bytes.byteLength));
      assert.ok(bytes.byteLength < text.length / 4);
      assert.equal(decode(bytes).toString(), text);
      const same = await read({ 'Accept-Encoding': accepted, 'If-None-Match': `W/${etag}` });
      assert.equal(same.status, 304);
    }
    const viewer = new Request(`https://comments.example/v1/viewer?${query(key)}`, {
      headers: { Authorization: `Bearer ${token}`, 'Accept-Encoding': 'br' },
    });
    assert.equal((await site.server.fetch(viewer)).headers.get('Content-Encoding'), null);
  });

  test('every answer has a request’s id: the one that came, if it is sane, or a new one', async () => {
    const ids: string[] = [];
    const ask = async (id: string, path = '/v1/latest') => {
      const { headers } = await site.call('GET', path, {
        headers: { Origin: 'https://elsewhere.example', 'X-Request-Id': id },
      });
      assert.match(headers.get('Access-Control-Expose-Headers') ?? '', /X-Request-Id/);
      ids.push(headers.get('X-Request-Id') ?? '');
      return ids.at(-1);
    };
    for (const id of ['a1', 'Root=1-67891233-abcdef', 'b/c+d:e.f_g', 'x'.repeat(128)]) {
      assert.equal(await ask(id), id);
      assert.equal(await ask(id, '/v1/thread'), id);
    }
    for (const id of ['x'.repeat(129), 'a b', '{"a":1}', 'é', '']) {
      assert.match((await ask(id)) ?? '', /^[\da-f-]{36}$/);
    }
    assert.equal(new Set(ids.slice(-5)).size, 5);
  });
});
