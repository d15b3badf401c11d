import assert from 'node:assert/strict';
import { test } from 'node:test';
import { admin, decide, moderator } from './support/moderation.js';
import { newKey, onEachDatabase, query, signToken, type TestSite } from './support/site.js';

/** A comment with so many votes for and against it. */
async function voted(site: TestSite, key: string, up: number, down = 0): Promise<string> {
  const { id } = await site.write(await signToken('author'), key);
  for (let count = 0; count < up + down; count += 1) {
    await site.vote(await signToken(`voter ${count}`), id, count < up ? 1 : -1);
  }
  return id;
}

async function pick(site: TestSite, id: string): Promise<void> {
  const init = { token: await moderator(), body: { picked: true } };
  assert.equal((await site.call('PUT', `/v1/comments/${id}/pick`, init)).status, 200);
}

onEachDatabase('highlights', { highlightVotes: 2, downVotes: true }, (site) => {
  test('have enough votes, up minus down, or are an editor’s pick, which stands first', async () => {
    const key = newKey();
    await voted(site, key, 1);
    const enough = await voted(site, key, 2);
    await voted(site, key, 3, 2);
    const many = await voted(site, key, 4, 1);
    const picked = await voted(site, key, 0);
    await pick(site, picked);
    assert.deepEqual((await site.thread(key)).highlights, [picked, many, enough]);
    assert.deepEqual((await site.thread(key, '&highlights=1')).highlights, [picked]);
    assert.deepEqual((await site.thread(key, '&highlights=10')).highlights, [picked, many, enough]);
  });

  test('are three, or as many as are asked for', async () => {
    const key = newKey();
    for (let count = 0; count < 5; count += 1) await pick(site, await voted(site, key, 0));
    assert.equal((await site.thread(key)).highlights.length, 3);
    assert.equal((await site.thread(key, '&highlights=4')).highlights.length, 4);
    assert.equal((await site.thread(key, '&highlights=0')).highlights.length, 0);
  });

  test('are never what was withdrawn, nor what waits', async () => {
    const key = newKey();
    const [withdrawn, taken, edited] = [
      await voted(site, key, 2),
      await voted(site, key, 2),
      await voted(site, key, 2),
    ];
    for (const id of [withdrawn, taken, edited]) await pick(site, id);
    assert.equal((await site.thread(key)).highlights.length, 3);
    await decide(site, withdrawn, 'rejected');
    const token = await signToken('author');
    await site.call('DELETE', `/v1/comments/${taken}`, { token, body: { reason: 'author' } });
    const premoderate = { token: await admin(), body: { moderation: 'pre' } };
    await site.call('PATCH', `/v1/thread?${query(key)}`, premoderate);
    await site.call('PATCH', `/v1/comments/${edited}`, { token, body: { source: 'Autre.' } });
    await site.write(token, key);
    assert.deepEqual((await site.thread(key)).highlights, []);
    await decide(site, edited, 'published');
    assert.deepEqual((await site.thread(key)).highlights, [edited]);
  });
});
