import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../../src/model/new-id.js';
import { admin, moderator } from './support/moderation.js';
import { newKey, onEachDatabase, signToken, threadOf } from './support/site.js';

onEachDatabase('after an erasure', {}, (site) => {
  const seconds = (fromNow: number): number => Math.floor(Date.now() / 1_000) + fromNow;
  const erase = async (subject: string): Promise<void> => {
    const { status } = await site.call('DELETE', `/v1/accounts/${subject}`, {
      token: await admin(),
    });
    assert.equal(status, 204);
  };

  test('an administrator’s old token is good for their own account only', async () => {
    const subject = 'a former editor';
    const token = await signToken(subject, { roles: ['admin'], iat: seconds(-60) });
    await site.write(await signToken('alice'), newKey());
    const asked = () => site.call('GET', '/v1/accounts/alice/export', { token });
    assert.equal((await asked()).status, 200);
    await erase(encodeURIComponent(subject));
    assert.equal((await asked()).status, 403);
    assert.equal((await site.call('DELETE', '/v1/accounts/alice', { token })).status, 403);
    const own = `/v1/accounts/${encodeURIComponent(subject)}/export`;
    assert.equal((await site.call('GET', own, { token })).status, 200);
  });

  test('a token that does not say when it was made brings nobody back', async () => {
    const token = await signToken('timeless');
    await site.write(token, newKey());
    await erase('timeless');
    const { code } = await site.fail('PUT', `/v1/comments/${newId()}`, {
      token,
      body: { thread: threadOf(newKey()), parent: null, source: 'Me revoilà.' },
    });
    assert.equal(code, 'login');
    await site.write(await signToken('timeless', { iat: seconds(5) }), newKey());
  });

  test('a suspension goes on, and why it was goes', async () => {
    const subject = 'banned';
    const { author } = await site.write(await signToken(subject), newKey());
    const body = { until: null, reason: 'Insulted Odile Quessandier.' };
    await site.call('PUT', `/v1/suspensions/${author.id}`, { token: await moderator(), body });
    const copy = async () =>
      site.call<{ suspension: unknown }>('GET', `/v1/accounts/${subject}/export`, {
        token: await admin(),
      });
    assert.deepEqual((await copy()).body.suspension, body);
    await erase(subject);
    assert.deepEqual((await copy()).body.suspension, { until: null, reason: '' });
    const { code } = await site.fail('PUT', `/v1/comments/${newId()}`, {
      token: await signToken(subject, { iat: seconds(5) }),
      body: { thread: threadOf(newKey()), parent: null, source: 'Encore.' },
    });
    assert.equal(code, 'suspended');
  });
});
