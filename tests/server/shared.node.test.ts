import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createServer, startServer } from '../../src/server/index.js';
import { MAX_STALE } from '../../src/server/server.js';
import {
  callsOf,
  newKey,
  onEachDatabase,
  ORIGIN,
  query,
  SECRET,
  signToken,
} from './support/site.js';

let clock = Date.now();

onEachDatabase('several servers of one process on one database', { now: () => clock }, (site) => {
  const SETTINGS = { origins: [ORIGIN], secret: SECRET, limits: 'off' } as const;

  test('hear what the others wrote, each at most so much later', async () => {
    const key = newKey();
    const token = await signToken('alice');
    await site.write(token, key);
    assert.equal((await site.thread(key)).thread.total, 1);

    const other = createServer({ ...SETTINGS, storage: site.storage, commentAccess: 'guests' });
    await callsOf({ server: other }).write(token, key);
    clock += MAX_STALE + 1;
    assert.equal((await site.thread(key)).thread.total, 2);
    const counts = await site.call('GET', `/v1/counts?${query(key)}`);
    assert.deepEqual(counts.body, { counts: [{ key, count: 2 }] });
    await other.close();
  });

  test('can be whole ones, which leave the database open', async () => {
    const key = newKey();
    const running = await startServer({
      env: { PORT: '0', PALABRE_JWT_SECRET: SECRET, PALABRE_ORIGINS: ORIGIN },
      storage: site.storage,
    });
    const answer = await fetch(`${running.url}/v1/thread?${query(key)}`);
    assert.equal(answer.status, 200);
    await running.close();
    await site.write(await signToken('alice'), key);
    assert.equal((await site.thread(key)).thread.total, 1);
  });
});
