import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeJwt } from 'jose';
import { newId } from '../../src/model/new-id.js';
import type { Permission, Viewer } from '../../src/model/viewer.js';
import { createServer } from '../../src/server/index.js';
import {
  becomeGuest,
  callsOf,
  newKey,
  onEachDatabase,
  ORIGIN,
  query,
  SECRET,
  signToken,
  threadOf,
  type CallInit,
  type TestSite,
} from './support/site.js';

async function mayOf({ call }: Pick<TestSite, 'call'>, token: string | null, key = newKey()) {
  const { body } = await call<Viewer>('GET', `/v1/viewer?${query(key)}`, { token });
  const word = (may: Permission): string => (may.allowed ? 'ok' : may.reason);
  return { account: body.account, can: mapOf(body.can, word) };
}

function mapOf<T, U>(from: Record<string, T>, to: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, to(value)]));
}

onEachDatabase('guests, where a name is enough', { commentAccess: 'guests' }, (site) => {
  test('a visitor learns that a name is enough to comment and to report, not to vote', async () => {
    const { account, can } = await mayOf(site, null);
    assert.equal(account, null);
    assert.deepEqual(can, {
      comment: 'name',
      vote: 'login',
      report: 'name',
      edit: 'login',
      delete: 'login',
      moderate: 'login',
      pick: 'login',
      close: 'login',
    });
    const key = newKey();
    const { id } = await site.write((await becomeGuest(site, 'Ana')).token, key);
    const calls: [string, string, unknown, string][] = [
      [
        'PUT',
        `/v1/comments/${newId()}`,
        { thread: threadOf(key), parent: null, source: 'x' },
        'name',
      ],
      ['PUT', `/v1/reports/${newId()}`, { comment: id, reason: 'spam', details: '' }, 'name'],
      ['PUT', `/v1/comments/${id}/vote`, { value: 1 }, 'login'],
      ['PATCH', `/v1/comments/${id}`, { source: 'x' }, 'login'],
      ['DELETE', `/v1/comments/${id}`, { reason: 'author' }, 'login'],
    ];
    for (const [method, path, body, code] of calls) {
      const problem = await site.fail(method, path, { body });
      assert.deepEqual([problem.code, problem.status], [code, 401], path);
    }
  });

  test('a name makes a guest, whom everybody sees to be one', async () => {
    const { token, account } = await becomeGuest(site, ' \u202eZoé\u202c\tDupont ');
    const { name, picture, badges } = account;
    assert.deepEqual([name, picture, badges], ['Zoé Dupont', null, ['guest']]);
    const written = await site.write(token, newKey());
    assert.deepEqual(written.author, account);
    assert.deepEqual((await mayOf(site, token)).account, account);
  });

  test('two of one name are two', async () => {
    const [one, two] = [await becomeGuest(site, 'Ana'), await becomeGuest(site, 'Ana')];
    assert.notEqual(one.account.id, two.account.id);
    const { id } = await site.write(one.token, newKey());
    const init: CallInit = { token: two.token, body: { reason: 'author' } };
    assert.equal((await site.fail('DELETE', `/v1/comments/${id}`, init)).code, 'forbidden');
  });

  describe('every call of a guest', () => {
    const cases: [
      call: string,
      own: string,
      others: string,
      request: (id: string, subject: string, key: string) => [string, string, unknown?],
    ][] = [
      ['edits', 'ok', 'forbidden', (id) => ['PATCH', `/v1/comments/${id}`, { source: 'Autre.' }]],
      [
        'deletes',
        'ok',
        'forbidden',
        (id) => ['DELETE', `/v1/comments/${id}`, { reason: 'author' }],
      ],
      [
        'moderates',
        'forbidden',
        'forbidden',
        (id) => ['DELETE', `/v1/comments/${id}`, { reason: 'moderation' }],
      ],
      ['votes', 'login', 'login', (id) => ['PUT', `/v1/comments/${id}/vote`, { value: 1 }]],
      [
        'picks',
        'forbidden',
        'forbidden',
        (id) => ['PUT', `/v1/comments/${id}/pick`, { picked: true }],
      ],
      [
        'reports',
        'ok',
        'ok',
        (id) => ['PUT', `/v1/reports/${newId()}`, { comment: id, reason: 'spam', details: '' }],
      ],
      [
        'creates again',
        'ok',
        'conflict',
        (id, _, key) => [
          'PUT',
          `/v1/comments/${id}`,
          { thread: threadOf(key), parent: null, source: 'Un mot.' },
        ],
      ],
      [
        'closes the thread',
        'forbidden',
        'forbidden',
        (_id, _sub, key) => ['PATCH', `/v1/thread?${query(key)}`, { closed: true }],
      ],
      ['exports', 'ok', 'forbidden', (_, sub) => ['GET', `/v1/accounts/${sub}/export`]],
      ['erases', 'ok', 'forbidden', (_, sub) => ['DELETE', `/v1/accounts/${sub}`]],
    ];
    for (const [call, own, others, request] of cases) {
      for (const [whose, expected] of Object.entries({ own, guests: others, readers: others })) {
        test(`${call}, ${whose}: ${expected}`, async () => {
          const { token } = await becomeGuest(site, 'Ana');
          const owner =
            whose === 'own'
              ? token
              : whose === 'guests'
                ? (await becomeGuest(site, 'Bo')).token
                : await signToken(`reader-${newId()}`);
          const key = newKey();
          const { id } = await site.write(owner, key);
          const [method, path, body] = request(id, decodeJwt(owner).sub!, key);
          const init: CallInit = body === undefined ? { token } : { token, body };
          const answer = await site.call<{ code?: string } | null>(method, path, init);
          assert.equal(answer.status < 300 ? 'ok' : answer.body?.code, expected);
        });
      }
    }
  });

  test('an erased guest is a visitor, and may be another one', async () => {
    const key = newKey();
    const { token } = await becomeGuest(site, 'Ana');
    const { id } = await site.write(token, key);
    await site.write((await becomeGuest(site, 'Zoé')).token, key, { parent: id });
    const path = `/v1/accounts/${decodeJwt(token).sub}`;
    const kept = await site.call<{ comments: unknown[] }>('GET', `${path}/export`, { token });
    assert.equal(kept.body.comments.length, 1);
    assert.equal((await site.call('DELETE', path, { token })).status, 204);

    const page = await site.thread(key);
    assert.equal(page.comments.find((comment) => comment.id === id)?.tombstone, 'account-erased');
    assert.doesNotMatch(JSON.stringify(page), /Ana/);
    const { account, can } = await mayOf(site, token);
    assert.deepEqual([account, can['comment']], [null, 'name']);
    const body = { thread: threadOf(key), parent: null, source: 'Encore.' };
    const again = await site.fail('PUT', `/v1/comments/${newId()}`, { token, body });
    assert.equal(again.code, 'name');
    await site.write((await becomeGuest(site, 'Ana')).token, key);
  });

  test('in a closed thread a name is not enough', async () => {
    const key = newKey();
    await site.write(await signToken('alice'), key);
    const token = await signToken('ed', { roles: ['staff'] });
    await site.call('PATCH', `/v1/thread?${query(key)}`, { token, body: { closed: true } });
    assert.equal((await mayOf(site, null, key)).can['comment'], 'closed');
    const guest = await becomeGuest(site, 'Ana');
    assert.equal((await mayOf(site, guest.token, key)).can['comment'], 'closed');
  });

  test('readers with an account go on as before, and vote', async () => {
    const { can } = await mayOf(site, await signToken('bob', { subscriber: false }));
    assert.deepEqual([can['comment'], can['vote']], ['ok', 'subscribe']);
    const nameless = await mayOf(site, await signToken('bob', { name: '' }));
    assert.equal(nameless.can['comment'], 'login');
  });

  test('only the pages of the site make guests', async () => {
    const call = (origin: string) =>
      site.call('POST', '/v1/guests', { headers: { Origin: origin }, body: { name: 'Ana' } });
    assert.equal((await call('https://elsewhere.example')).status, 403);
    const allowed = await call(ORIGIN);
    assert.equal(allowed.headers.get('Access-Control-Allow-Origin'), ORIGIN);
    assert.equal(allowed.headers.get('Cache-Control'), 'private, no-store');
    const preflight = await site.server.fetch(
      new Request('https://comments.example/v1/guests', {
        method: 'OPTIONS',
        headers: { Origin: ORIGIN, 'Access-Control-Request-Method': 'POST' },
      }),
    );
    assert.match(preflight.headers.get('Access-Control-Allow-Methods') ?? '', /\bPOST\b/);
  });

  test('a newspaper that wants no guests any more lets them take back what they wrote', async () => {
    const { token } = await becomeGuest(site, 'Ana');
    const { id } = await site.write(token, newKey());
    const { storage } = site;
    for (const commentAccess of ['subscribers', 'registered'] as const) {
      const server = createServer({ storage, secret: SECRET, origins: '*', commentAccess });
      const later = callsOf({ server });
      const refused = await later.fail('POST', '/v1/guests', { body: { name: 'Bo' } });
      assert.deepEqual([refused.code, refused.status], ['unsupported', 403]);
      const { can } = await mayOf(later, token);
      assert.deepEqual([can['comment'], can['delete']], ['login', 'ok']);
      const visitor = await mayOf(later, null);
      assert.deepEqual(new Set(Object.values(visitor.can)), new Set(['login']));
      const body = { reason: 'author' };
      assert.equal((await later.call('DELETE', `/v1/comments/${id}`, { token, body })).status, 200);
      await server.close();
    }
  });
});
