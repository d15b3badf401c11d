import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Tombstone } from '../../../src/model/comment.js';
import { admin, decide, logOf, moderator, report } from '../support/moderation.js';
import { newKey, onEachDatabase, signToken, type TestSite } from '../support/site.js';

async function withdraw(site: TestSite, id: string, ground?: string): Promise<Tombstone> {
  const body = { reason: 'moderation', ...(ground === undefined ? {} : { ground }) };
  const init = { token: await moderator(), body };
  const answer = await site.call<Tombstone>('DELETE', `/v1/comments/${id}`, init);
  assert.equal(answer.status, 200);
  return answer.body;
}

onEachDatabase('the ground of a withdrawal', { reportThreshold: 1 }, (site) => {
  const shown = async (key: string) => (await site.thread(key)).comments[0] as Tombstone;

  test('stands on the tombstone and in the log, until the comment is restored', async () => {
    const key = newKey();
    const { id } = await site.write(await signToken('alice'), key);
    const gone = await withdraw(site, id, 'hate');
    assert.deepEqual([gone.tombstone, gone.ground], ['moderation', 'hate']);
    assert.deepEqual(await shown(key), gone);
    const [entry] = await logOf(site);
    assert.deepEqual(
      [entry?.action, entry?.comment, entry?.detail],
      ['withdraw', id, { reports: 0, ground: 'hate' }],
    );
    assert.deepEqual(await withdraw(site, id), gone);
    const changed = await withdraw(site, id, 'spam');
    assert.equal(changed.ground, 'spam');
    assert.deepEqual((await site.changes(key, gone.revision)).comments, [changed]);
    await decide(site, id, 'published');
    await decide(site, id, 'rejected');
    assert.equal((await shown(key)).ground, null);
  });

  test('may come to what reports have hidden', async () => {
    const key = newKey();
    const { id } = await site.write(await signToken('alice'), key);
    await report(site, await signToken('reporter'), id);
    const hidden = await shown(key);
    assert.deepEqual([hidden.tombstone, hidden.ground], ['moderation', null]);
    const gone = await withdraw(site, id, 'abuse');
    assert.deepEqual(gone, { ...hidden, ground: 'abuse', revision: gone.revision });
    const [entry] = await logOf(site);
    assert.deepEqual([entry?.action, entry?.detail], ['reject', { reports: 1, ground: 'abuse' }]);
  });

  test('stays when its author takes the comment back, and when the account is erased', async () => {
    const key = newKey();
    const token = await signToken('bea');
    const { id } = await site.write(token, key);
    await withdraw(site, id, 'illegal');
    await site.call('DELETE', `/v1/comments/${id}`, { token, body: { reason: 'author' } });
    assert.equal((await shown(key)).ground, 'illegal');
    await site.call('DELETE', '/v1/accounts/bea', { token: await admin() });
    assert.equal((await shown(key)).ground, 'illegal');
  });

  test('is one of the list, with the reason “moderation” alone', async () => {
    const token = await signToken('alice');
    const { id } = await site.write(token, newKey());
    const path = `/v1/comments/${id}`;
    for (const [who, body] of [
      [token, { reason: 'author', ground: 'spam' }],
      [await moderator(), { reason: 'moderation', ground: 'whim' }],
    ] as const) {
      const problem = await site.fail('DELETE', path, { token: who, body });
      assert.deepEqual([problem.code, problem.status], ['invalid', 422]);
    }
    assert.equal(
      (
        await site.fail('DELETE', path, {
          token: await signToken('other'),
          body: { reason: 'moderation', ground: 'spam' },
        })
      ).code,
      'forbidden',
    );
  });
});
