import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ThreadInfo } from '../../src/model/thread.js';
import type { Permission } from '../../src/model/viewer.js';
import type { Problem } from '../../src/wire/problem.js';
import { admin, logOf, moderator, viewer } from './support/moderation.js';
import { newKey, onEachDatabase, query, signToken, type TestSite } from './support/site.js';

const word = (permission: Permission): string => (permission.allowed ? 'ok' : permission.reason);

/** A thread with a comment by a reader, of whose article `subject` is an author. */
async function articleOf(site: TestSite, subject: string): Promise<{ key: string; id: string }> {
  const key = newKey();
  const { id } = await site.write(await signToken('reader'), key);
  const init = { token: await admin(), body: { authors: [subject] } };
  assert.equal((await site.call('PATCH', `/v1/thread?${query(key)}`, init)).status, 200);
  return { key, id };
}

onEachDatabase('the authors of an article', {}, (site) => {
  const pick = (token: string, id: string) =>
    site.call<{ picked?: boolean; code?: string }>('PUT', `/v1/comments/${id}/pick`, {
      token,
      body: { picked: true },
    });
  const patch = (token: string, key: string, body: object) =>
    site.call<Partial<ThreadInfo & Problem>>('PATCH', `/v1/thread?${query(key)}`, { token, body });

  test('pick and close under it, and the log says so', async () => {
    const token = await signToken('anna', { subscriber: false });
    const { key, id } = await articleOf(site, 'anna');
    const { can } = await viewer(site, key, token);
    assert.deepEqual([can.pick, can.close, can.moderate].map(word), ['ok', 'ok', 'unsupported']);
    assert.equal((await pick(token, id)).body.picked, true);
    assert.equal((await patch(token, key, { closed: true })).body.closed, true);
    assert.equal((await patch(token, key, { closed: false })).body.closed, false);
    const entries = await logOf(site, 3);
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['reopen', 'close', 'pick'],
    );
    for (const { actor } of entries) assert.equal(actor?.name, 'Name of anna');
  });

  test('change nothing else of it, and nothing elsewhere', async () => {
    const token = await signToken('bert');
    const { key, id } = await articleOf(site, 'bert');
    const other = await articleOf(site, 'somebody else');
    for (const body of [
      { title: 'Autre titre' },
      { closed: true, title: 'Autre titre' },
      { authors: [] },
      { moderation: 'pre' },
      { url: 'https://journal.example/ailleurs' },
    ]) {
      assert.equal((await patch(token, key, body)).body.code, 'forbidden');
    }
    assert.equal((await site.thread(key)).thread.closed, false);
    assert.equal((await pick(token, other.id)).body.code, 'forbidden');
    assert.equal((await patch(token, other.key, { closed: true })).body.code, 'forbidden');
    assert.equal((await patch(token, newKey(), { closed: true })).body.code, 'forbidden');
    const { can } = await viewer(site, other.key, token);
    assert.deepEqual([can.pick, can.close].map(word), ['unsupported', 'unsupported']);
    const status = { token, body: { status: 'rejected' } };
    const { body } = await site.call<Problem>('PUT', `/v1/comments/${id}/status`, status);
    assert.equal(body.code, 'forbidden');
  });

  test('no longer do once they are suspended, or it is not theirs', async () => {
    const token = await signToken('cleo');
    const { key, id } = await articleOf(site, 'cleo');
    const { author } = await site.write(token, newKey());
    const suspension = `/v1/suspensions/${author.id}`;
    const body = { until: null, reason: '' };
    await site.call('PUT', suspension, { token: await moderator(), body });
    assert.equal(word((await viewer(site, key, token)).can.pick), 'suspended');
    assert.equal((await pick(token, id)).body.code, 'forbidden');
    assert.equal((await patch(token, key, { closed: true })).body.code, 'forbidden');
    await site.call('DELETE', suspension, { token: await moderator() });
    assert.equal((await pick(token, id)).status, 200);
    await patch(await admin(), key, { authors: [] });
    assert.equal((await pick(token, id)).body.code, 'forbidden');
  });
});
