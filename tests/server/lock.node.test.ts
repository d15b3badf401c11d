import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { StartError } from '../../src/server/index.js';
import { takeLock } from '../../src/server/node/lock.js';

describe('the lock of a data folder', () => {
  let folder = '';
  let path = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'palabre-lock-'));
    path = join(folder, 'data.lock');
  });

  after(() => rm(folder, { recursive: true }));

  test('is had by one at a time, who is named, and given back', async () => {
    const release = await takeLock(path);
    await assert.rejects(takeLock(path), (error: unknown) => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, new RegExp(`in use by process ${process.pid} `));
      return true;
    });
    await release();
    assert.deepEqual(await readdir(folder), []);
  });

  const dead: [string, string][] = [
    ['a process that is no more', JSON.stringify({ pid: 2 ** 22 + 1, begin: '1' })],
    ['a process whose number another one has', JSON.stringify({ pid: process.pid, begin: '0' })],
    ['nobody who can be read', '{"pid":'],
  ];
  for (const [whose, content] of dead) {
    test(`is taken over from ${whose}`, async () => {
      await writeFile(path, content);
      const release = await takeLock(path);
      assert.equal((JSON.parse(await readFile(path, 'utf8')) as { pid: number }).pid, process.pid);
      await release();
      assert.deepEqual(await readdir(folder), []);
    });
  }

  test('a lock that somebody else has meanwhile is left to them', async () => {
    const release = await takeLock(path);
    await writeFile(path, 'another');
    await release();
    assert.equal(await readFile(path, 'utf8'), 'another');
    await rm(path);
  });
});
