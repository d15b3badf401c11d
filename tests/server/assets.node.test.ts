import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { createAssets } from '../../src/server/node/assets.js';

const CODE = `export const text = '${'palabre '.repeat(50)}';`;

describe('the script tag’s files', () => {
  let root = '';
  let assets: ReturnType<typeof createAssets>;
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    assets(new Request(`https://comments.example${path}`, { method, headers }));

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'palabre-assets-'));
    const folder = join(root, 'cdn');
    await mkdir(folder);
    await writeFile(join(root, 'secret.js'), 'secret');
    await writeFile(join(folder, 'palabre.js'), CODE);
    await writeFile(join(folder, 'entry-Ab3_dEf-.js'), CODE);
    await writeFile(join(folder, 'notes.txt'), 'notes');
    assets = createAssets(pathToFileURL(`${folder}/`));
  });

  after(() => rm(root, { recursive: true }));

  test('are scripts for pages of any origin, the hashed ones for ever', async () => {
    const loader = await get('/dist/cdn/palabre.js');
    assert.equal(await loader?.text(), CODE);
    assert.equal(loader?.headers.get('Content-Type'), 'text/javascript; charset=utf-8');
    assert.equal(loader?.headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(loader?.headers.get('Cache-Control'), 'public, max-age=300');
    const chunk = await get('/dist/cdn/entry-Ab3_dEf-.js');
    assert.match(chunk?.headers.get('Cache-Control') ?? '', /immutable/);
  });

  test('are not sent again to whoever has them', async () => {
    const first = await get('/dist/cdn/palabre.js');
    assert.equal(first?.headers.get('Content-Length'), String(CODE.length));
    const modified = first?.headers.get('Last-Modified') ?? '';
    const again = await get('/dist/cdn/palabre.js', { 'If-Modified-Since': modified });
    assert.deepEqual([again?.status, await again?.text()], [304, '']);
    const older = new Date(Date.parse(modified) - 1_000).toUTCString();
    assert.equal((await get('/dist/cdn/palabre.js', { 'If-Modified-Since': older }))?.status, 200);
    assert.equal((await get('/dist/cdn/palabre.js', { 'If-Modified-Since': 'x' }))?.status, 200);
  });

  test('are compressed as the client likes it, and new when they change', async () => {
    const encoded = async (accepted: string) => {
      const answer = await get('/dist/cdn/palabre.js', { 'Accept-Encoding': accepted });
      const bytes = Buffer.from((await answer?.arrayBuffer()) ?? new ArrayBuffer(0));
      return { encoding: answer?.headers.get('Content-Encoding'), bytes };
    };
    const br = await encoded('gzip, deflate, br');
    assert.equal(br.encoding, 'br');
    assert.equal(brotliDecompressSync(br.bytes).toString(), CODE);
    const gzip = await encoded('gzip, br;q=0');
    assert.equal(gzip.encoding, 'gzip');
    assert.equal(gunzipSync(gzip.bytes).toString(), CODE);
    await writeFile(join(root, 'cdn', 'palabre.js'), 'changed');
    assert.equal(brotliDecompressSync((await encoded('br')).bytes).toString(), 'changed');
  });

  const foreign = [
    '/dist/cdn/notes.txt',
    '/dist/cdn/absent.js',
    '/dist/cdn/../secret.js',
    '/dist/cdn/..%2Fsecret.js',
    '/dist/cdn/%2e%2e/secret.js',
    '/dist/cdn/.js',
    '/dist/cdn/',
    '/secret.js',
  ];
  for (const path of foreign) {
    test(`${path} is none of them`, async () => {
      assert.equal(await get(path), null);
      assert.equal(await get('/dist/cdn/palabre.js', {}, 'POST'), null);
    });
  }
});
