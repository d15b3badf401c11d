import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { newId } from '../../src/model/new-id.js';
import type { Action, Permission, Viewer } from '../../src/model/viewer.js';
import { newKey, onEachDatabase, query, signToken, type Claims, threadOf } from './support/site.js';

const ROLES = ['visitor', 'registered', 'subscriber', 'staff', 'moderator', 'admin'] as const;
type Role = (typeof ROLES)[number];

const CLAIMS: Record<Role, Claims> = {
  visitor: {},
  registered: { subscriber: false },
  subscriber: {},
  staff: { subscriber: false, roles: ['staff'] },
  moderator: { subscriber: false, roles: ['moderator'] },
  admin: { subscriber: false, roles: ['admin'] },
};

function row(
  visitor: string,
  registered: string,
  subscriber: string,
  team: string,
): Record<Role, string>;
function row(...codes: string[]): Record<Role, string>;
function row(...codes: string[]): Record<Role, string> {
  return Object.fromEntries(
    ROLES.map((role, index) => [role, codes[index] ?? codes.at(-1) ?? 'ok']),
  ) as Record<Role, string>;
}

onEachDatabase('what the viewer is told', {}, (site) => {
  const may: Record<Action, Record<Role, string>> = {
    comment: row('login', 'subscribe', 'ok', 'ok'),
    vote: row('login', 'subscribe', 'ok', 'ok'),
    report: row('login', 'ok', 'ok', 'ok'),
    edit: row('login', 'subscribe', 'ok', 'ok'),
    delete: row('login', 'ok', 'ok', 'ok'),
    moderate: row('login', 'unsupported', 'unsupported', 'unsupported', 'ok', 'ok'),
    pick: row('login', 'unsupported', 'unsupported', 'ok'),
    close: row('login', 'unsupported', 'unsupported', 'ok'),
  };
  const word = (permission: Permission): string => (permission.allowed ? 'ok' : permission.reason);

  for (const role of ROLES) {
    test(`the viewer tells a ${role} the same`, async () => {
      const token = role === 'visitor' ? null : await signToken(`viewer-${role}`, CLAIMS[role]);
      const path = `/v1/viewer?${query(newKey())}`;
      const { body } = await site.call<Viewer>('GET', path, { token });
      for (const [action, expected] of Object.entries(may)) {
        assert.equal(word(body.can[action as Action]), expected[role], action);
      }
      assert.equal(body.account === null, role === 'visitor');
      assert.equal(body.editMinutes, 15);
    });
  }

  test('a new comment asks for a subscription, an answer to a tombstone for another comment', async () => {
    const key = newKey();
    const registered = await signToken('reg', { subscriber: false });
    const subscriber = await signToken('sub');
    const body = (parent: string | null, thread = key) => ({
      thread: threadOf(thread),
      parent,
      source: 'Un mot.',
    });
    const create = (token: string, parent: string | null, thread?: string) =>
      site.fail('PUT', `/v1/comments/${newId()}`, { token, body: body(parent, thread) });
    assert.equal((await create(registered, null)).code, 'subscribe');
    const { id } = await site.write(subscriber, key);
    assert.equal((await create(subscriber, newId())).code, 'not-found');
    assert.equal((await create(subscriber, id, newKey())).code, 'not-found');
    await site.call('DELETE', `/v1/comments/${id}`, {
      token: subscriber,
      body: { reason: 'author' },
    });
    assert.equal((await create(subscriber, id)).code, 'gone');
    for (const [method, path, rest] of [
      ['PATCH', '', { source: 'x' }],
      ['PUT', '/vote', { value: 1 }],
    ] as const) {
      const token = path === '' ? subscriber : await signToken('other');
      const problem = await site.fail(method, `/v1/comments/${id}${path}`, { token, body: rest });
      assert.equal(problem.code, 'gone');
    }
  });
});

onEachDatabase('an edit that comes too late', { editMinutes: 0 }, (site) => {
  let token = '';
  before(async () => {
    token = await signToken('alice');
  });

  test('is forbidden, unless it changes nothing', async () => {
    const { id } = await site.write(token, newKey(), { source: 'Un mot.' });
    const edit = (source: string) =>
      site.call<{ code?: string }>('PATCH', `/v1/comments/${id}`, { token, body: { source } });
    assert.equal((await edit('Un mot.')).status, 200);
    assert.equal((await edit('Un autre.')).body.code, 'forbidden');
  });
});
