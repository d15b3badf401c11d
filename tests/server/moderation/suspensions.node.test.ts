import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../../../src/model/new-id.js';
import { admin, logOf, moderator, report, viewer } from '../support/moderation.js';
import {
  newKey,
  onEachDatabase,
  secondsFromNow,
  signToken,
  threadOf,
  type TestSite,
} from '../support/site.js';

const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();

async function suspend(
  site: TestSite,
  account: string,
  until: string | null = null,
  token?: string,
): Promise<number> {
  const body = { until, reason: 'Trois avertissements.' };
  const by = token ?? (await moderator());
  return (await site.call('PUT', `/v1/suspensions/${account}`, { token: by, body })).status;
}

onEachDatabase('suspensions', {}, (site) => {
  test('keep an account from writing, voting and reporting, and say until when', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    const other = await site.write(await signToken('bob'), key);
    const { id, author } = await site.write(alice, key);
    assert.equal(await suspend(site, author.id, TOMORROW), 204);
    const { can } = await viewer(site, key, alice);
    const suspended = { allowed: false, reason: 'suspended', until: TOMORROW };
    for (const action of ['comment', 'vote', 'report', 'edit'] as const) {
      assert.deepEqual(can[action], suspended, action);
    }
    assert.deepEqual(can.delete, { allowed: true });
    const thread = threadOf(key);
    const calls: [string, string, unknown][] = [
      ['PUT', `/v1/comments/${newId()}`, { thread, parent: null, source: 'Encore.' }],
      ['PATCH', `/v1/comments/${id}`, { source: 'Autre.' }],
      ['PUT', `/v1/comments/${other.id}/vote`, { value: 1 }],
      ['PUT', `/v1/reports/${newId()}`, { comment: other.id, reason: 'spam', details: '' }],
    ];
    for (const [method, path, body] of calls) {
      const { code, retryAfter } = await site.fail(method, path, { token: alice, body });
      assert.equal(code, 'suspended', path);
      assert.ok(retryAfter !== null && retryAfter > 80_000 && retryAfter <= 86_400);
    }
    const again = await site.write(alice, key, { id });
    assert.equal(again.id, id);
    const body = { reason: 'author' };
    assert.equal(
      (await site.call('DELETE', `/v1/comments/${id}`, { token: alice, body })).status,
      200,
    );
  });

  test('are lifted, or end by themselves', async () => {
    const key = newKey();
    const carol = await signToken('carol');
    const { author } = await site.write(carol, key);
    await suspend(site, author.id);
    assert.equal((await viewer(site, key, carol)).can.comment.allowed, false);
    const token = await moderator();
    for (let times = 0; times < 2; times += 1) {
      const { status } = await site.call('DELETE', `/v1/suspensions/${author.id}`, { token });
      assert.equal(status, 204);
    }
    assert.equal((await viewer(site, key, carol)).can.comment.allowed, true);
    await suspend(site, author.id, new Date(Date.now() - 1_000).toISOString());
    assert.equal((await viewer(site, key, carol)).can.comment.allowed, true);
  });

  test('end when they were said to, or are refused: no time becomes another one', async () => {
    const hugo = await signToken('hugo');
    const { author } = await site.write(hugo, newKey());
    const exported = async () =>
      (
        await site.call<{ suspension: unknown }>('GET', '/v1/accounts/hugo/export', {
          token: hugo,
        })
      ).body.suspension;
    const never = [
      '0000-01-01',
      '0001-01-01',
      '0049-06-30',
      '0099-12-31',
      '1969-12-31',
      '-000001-01-01',
    ];
    for (const day of [...never, '+010000-01-01', '+275760-09-12', '2027-02-30']) {
      assert.equal(await suspend(site, author.id, `${day}T00:00:00.000Z`), 422, day);
      assert.equal(await exported(), null, day);
    }
    for (const until of ['1970-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z']) {
      assert.equal(await suspend(site, author.id, until), 204);
      assert.deepEqual(await exported(), { until, reason: 'Trois avertissements.' });
    }
  });

  test('outlast an erasure of the account', async () => {
    const key = newKey();
    const dave = await signToken('dave', { iat: secondsFromNow(-60) });
    const { author } = await site.write(dave, key);
    await suspend(site, author.id);
    await site.call('DELETE', '/v1/accounts/dave', { token: dave });
    const back = await signToken('dave', { iat: secondsFromNow(5) });
    const { can } = await viewer(site, key, back);
    assert.deepEqual(can.comment, { allowed: false, reason: 'suspended', until: null });
  });

  test('are told to the account that asks for its data', async () => {
    const erin = await signToken('erin');
    const { author } = await site.write(erin, newKey());
    await suspend(site, author.id, TOMORROW);
    const { body } = await site.call('GET', '/v1/accounts/erin/export', { token: erin });
    assert.deepEqual((body as { suspension: unknown }).suspension, {
      until: TOMORROW,
      reason: 'Trois avertissements.',
    });
  });

  test('are not for oneself, nor by moderators for the newsroom', async () => {
    const key = newKey();
    const maud = await moderator();
    const own = await site.write(maud, key);
    const staff = await site.write(await signToken('stan', { roles: ['staff'] }), key);
    assert.equal(await suspend(site, own.author.id, null, maud), 403);
    assert.equal(await suspend(site, staff.author.id, null, maud), 403);
    assert.equal(await suspend(site, staff.author.id, null, await admin()), 204);
    assert.equal(await suspend(site, newId()), 404);
  });

  test('take a moderator’s powers too', async () => {
    const key = newKey();
    const mia = await signToken('mia', { roles: ['moderator'] });
    const { author } = await site.write(mia, key);
    const { id } = await site.write(await signToken('bob'), key);
    await suspend(site, author.id, null, await admin());
    for (const [method, path, body] of [
      ['PUT', `/v1/comments/${id}/status`, { status: 'rejected' }],
      ['DELETE', `/v1/comments/${id}`, { reason: 'moderation' }],
      ['PUT', `/v1/comments/${id}/pick`, { picked: true }],
      ['GET', '/v1/queue', undefined],
      ['GET', '/v1/audit', undefined],
    ] as const) {
      const { status } = await site.fail(method, path, { token: mia, body });
      assert.equal(status, 403, path);
    }
    assert.equal(await report(site, mia, id), 403);
  });

  test('are logged without their reason', async () => {
    const { author } = await site.write(await signToken('frank'), newKey());
    await suspend(site, author.id, TOMORROW);
    const [entry] = await logOf(site);
    assert.deepEqual(
      [entry?.action, entry?.account, entry?.detail],
      ['suspend', { id: author.id, name: 'Name of frank' }, { until: TOMORROW }],
    );
    assert.doesNotMatch(JSON.stringify(entry), /avertissements/);
  });

  test('with a reason that is too long, or a time that is none, are refused', async () => {
    const { author } = await site.write(await signToken('gina'), newKey());
    const token = await moderator();
    for (const body of [
      { until: null, reason: 'x'.repeat(501) },
      { until: 'tomorrow', reason: '' },
      { until: '2027-01-01', reason: '' },
      { reason: '' },
      { until: null },
    ]) {
      const problem = await site.fail('PUT', `/v1/suspensions/${author.id}`, { token, body });
      assert.equal(problem.status, 422);
    }
  });
});
