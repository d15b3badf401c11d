import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../../src/model/new-id.js';
import type { QueuedReport } from '../../src/model/moderation.js';
import { moderator, queueOf, viewer } from './support/moderation.js';
import { becomeGuest, newKey, onEachDatabase, signToken, type TestSite } from './support/site.js';

const NOTICE = { name: 'Zoé Martin', email: 'zoe@journal.example', goodFaith: true };
const ILLEGAL = { reason: 'illegal', details: 'C’est une menace.', notice: NOTICE };
const PLAIN = { reason: 'abuse', details: '' };

type Body = Record<string, unknown>;

async function send(
  site: TestSite,
  token: string | null,
  comment: string,
  body: Body,
  id = newId(),
): Promise<string> {
  const init = { token, body: { comment, ...body } };
  const answer = await site.call<{ code: string } | null>('PUT', `/v1/reports/${id}`, init);
  return answer.body?.code ?? String(answer.status);
}

async function reportsOf(site: TestSite, id: string): Promise<QueuedReport[]> {
  const items = await queueOf(site, 'reported');
  return items.find(({ comment }) => comment.id === id)?.reports ?? [];
}

const written = async (site: TestSite, by = 'author') =>
  (await site.write(await signToken(by), newKey())).id;

onEachDatabase('a notice of illegal content', { commentAccess: 'guests' }, (site) => {
  test('is read by moderators as it was given', async () => {
    const id = await written(site);
    assert.equal(await send(site, await signToken('zoe'), id, ILLEGAL), '204');
    const [report] = await reportsOf(site, id);
    assert.deepEqual(
      [report?.reason, report?.details, report?.notice],
      ['illegal', 'C’est une menace.', NOTICE],
    );
  });

  test('has what the law asks for', async () => {
    const id = await written(site);
    const account = await signToken('zoe');
    const guest = (await becomeGuest(site, 'Ana')).token;
    const by = (token: string, notice: unknown, more: Body = {}) =>
      send(site, token, id, { ...ILLEGAL, notice, ...more });
    for (const token of [account, guest]) {
      assert.equal(await by(token, NOTICE, { details: ' ' }), 'empty');
      assert.equal(await by(token, NOTICE, { reason: 'spam' }), 'invalid');
      assert.equal(await by(token, { ...NOTICE, goodFaith: false }), 'invalid');
      assert.equal(await by(token, { name: 'Zoé', email: NOTICE.email }), 'invalid');
      assert.equal(await by(token, { ...NOTICE, name: 'é'.repeat(81) }), 'invalid');
      for (const email of ['zoe', 'zoe@journal', '@journal.example', 'z oe@journal.example']) {
        assert.equal(await by(token, { ...NOTICE, email }), 'invalid', email);
      }
      const long = `${'z'.repeat(254 - 15)}@journal.example`;
      assert.equal(await by(token, { ...NOTICE, email: long }), 'invalid');
    }
    assert.equal(await by(guest, { ...NOTICE, name: '' }), 'invalid');
    assert.equal(await by(guest, { ...NOTICE, email: '' }), 'invalid');
    assert.equal(await by(guest, null), 'invalid');
    assert.deepEqual(await reportsOf(site, id), []);
    assert.equal(await by(guest, { ...NOTICE, name: ' É\u0000va ' }), '204');
    assert.equal(await by(account, { name: '', email: '', goodFaith: true }), '204');
    assert.equal(await by(await signToken('plain'), null), '204');
    assert.deepEqual(
      (await reportsOf(site, id)).map(({ notice }) => notice),
      [{ ...NOTICE, name: 'Éva' }, { name: '', email: '', goodFaith: true }, null],
    );
  });

  test('is in the copy of one’s data, and goes with an erasure of either', async () => {
    const id = await written(site, 'one who is erased');
    const token = await signToken('one who tells');
    await send(site, token, id, ILLEGAL);
    const path = '/v1/accounts/one%20who%20tells';
    const { body } = await site.call<{ reports: { notice: unknown }[] }>('GET', `${path}/export`, {
      token,
    });
    assert.deepEqual(body.reports[0]?.notice, NOTICE);
    await send(site, await signToken('another'), id, ILLEGAL);
    await site.call('DELETE', path, { token });
    assert.equal((await reportsOf(site, id)).length, 1);
    const author = await signToken('one who is erased');
    await site.call('DELETE', '/v1/accounts/one%20who%20is%20erased', { token: author });
    assert.deepEqual(await reportsOf(site, id), []);
  });
});

onEachDatabase('visitors who may not report', {}, (site) => {
  test('are asked to sign in', async () => {
    assert.equal(await send(site, null, await written(site), ILLEGAL), 'login');
    const { can } = await viewer(site, newKey(), null);
    assert.deepEqual(can.report, { allowed: false, reason: 'login', until: null });
  });
});

const everybody = { reportAccess: 'everybody', reportThreshold: 2 } as const;

onEachDatabase('visitors who may report', everybody, (site) => {
  test('are told so, and heard, twice as once', async () => {
    const key = newKey();
    assert.deepEqual((await viewer(site, key, null)).can.report, { allowed: true });
    const id = await written(site);
    const report = newId();
    assert.equal(await send(site, null, id, PLAIN, report), '204');
    assert.equal(await send(site, null, id, PLAIN, report), '204');
    assert.equal((await reportsOf(site, id)).length, 1);
    assert.equal(await send(site, await signToken('r'), id, PLAIN, report), 'conflict');
    assert.equal(await send(site, null, await written(site), PLAIN, report), 'conflict');
    assert.equal(await send(site, null, id, ILLEGAL), '204');
    assert.equal(await send(site, null, id, { ...ILLEGAL, notice: null }), 'invalid');
    assert.equal(await send(site, null, newId(), PLAIN), 'not-found');
    const last = (await reportsOf(site, id)).at(-1);
    assert.deepEqual([last?.reason, last?.notice], ['illegal', NOTICE]);
  });

  test('at once are heard once each, and hide nothing', async () => {
    const key = newKey();
    const { id } = await site.write(await signToken('author'), key);
    const [one, other] = [newId(), newId()];
    const sent = Array.from({ length: 10 }, (_, index) =>
      send(site, null, id, PLAIN, index % 2 ? one : other),
    );
    assert.deepEqual(new Set(await Promise.all(sent)), new Set(['204']));
    assert.equal((await reportsOf(site, id)).length, 2);
    await send(site, await signToken('r1'), id, PLAIN);
    assert.equal((await site.thread(key)).comments[0]?.tombstone, null);
    await send(site, await signToken('r2'), id, PLAIN);
    assert.equal((await site.thread(key)).comments[0]?.tombstone, 'moderation');
  });

  test('may do nothing else, and a token that is none is not theirs', async () => {
    const id = await written(site);
    const { can } = await viewer(site, newKey(), null);
    const allowed = Object.entries(can).filter(([, permission]) => permission.allowed);
    assert.deepEqual(
      allowed.map(([action]) => action),
      ['report'],
    );
    assert.equal(await send(site, 'none.such.token', id, PLAIN), 'login');
    const vote = await site.fail('PUT', `/v1/comments/${id}/vote`, { body: { value: 1 } });
    assert.equal(vote.code, 'login');
  });

  test('are not those who are suspended or erased', async () => {
    const token = await signToken('banned');
    const { author } = await site.write(token, newKey());
    const body = { until: null, reason: '' };
    await site.call('PUT', `/v1/suspensions/${author.id}`, { token: await moderator(), body });
    const id = await written(site);
    assert.equal(await send(site, token, id, PLAIN), 'suspended');
    const gone = await signToken('gone');
    await site.call('DELETE', '/v1/accounts/gone', { token: gone });
    assert.equal(await send(site, gone, id, PLAIN), 'login');
  });
});

const limits = { report: [{ points: 1, seconds: 3_600 }] };

onEachDatabase('visitors’ reports', { reportAccess: 'everybody', limits }, (site) => {
  const report = async (comment: string, address: string | null) => {
    const request = new Request(`https://comments.example/v1/reports/${newId()}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ comment, ...PLAIN }),
    });
    return (await site.server.fetch(request, { address })).status;
  };

  test('are limited by address, and together where nobody knows it', async () => {
    const id = await written(site);
    for (const [address, other] of [
      ['198.51.100.1', '198.51.100.2'],
      [null, '198.51.100.3'],
    ] as const) {
      for (let count = 0; count < 10; count += 1) assert.equal(await report(id, address), 204);
      assert.equal(await report(id, address), 429);
      assert.equal(await report(id, other), 204);
    }
  });
});
