import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SignJWT, UnsecuredJWT } from 'jose';
import { PalabreError } from '../../src/model/errors.js';
import { createAuthentication } from '../../src/server/auth.js';
import { SECRET, signToken } from './support/site.js';

const authenticate = createAuthentication(SECRET);
const NOW = Math.floor(Date.now() / 1_000);

function ask(header: string | null) {
  const headers = header === null ? undefined : { Authorization: header };
  return authenticate(new Request('https://comments.example/', headers && { headers }));
}

function isLogin(error: unknown): boolean {
  return error instanceof PalabreError && error.code === 'login';
}

describe('tokens', () => {
  test('no token is no reader', async () => {
    assert.equal(await ask(null), null);
  });

  test('a token says who reads', async () => {
    const claims = {
      name: ' \u202eZoé\u202c\tDupont ',
      picture: 'https://img.example/z.png',
      badges: ['expert', ''],
      roles: ['staff'],
      thread: { key: 'k', title: 'T' },
      iat: 1_700_000_000,
    };
    assert.deepEqual(await ask(`Bearer ${await signToken('z', claims)}`), {
      subject: 'z',
      name: 'Zoé Dupont',
      picture: 'https://img.example/z.png',
      badges: ['staff', 'expert'],
      subscriber: true,
      roles: ['staff'],
      issuedAt: 1_700_000_000_000,
      thread: { key: 'k', title: 'T' },
    });
  });

  test('a picture is an https address or none, a name has at most 80 characters', async () => {
    for (const picture of ['http://img.example/a', 'data:,', 1, null]) {
      assert.equal((await ask(`Bearer ${await signToken('a', { picture })}`))?.picture, null);
    }
    const long = await ask(`Bearer ${await signToken('a', { name: '💬'.repeat(81) })}`);
    assert.equal(long?.name, '💬'.repeat(80));
  });

  test('a clock may be a few seconds off', async () => {
    const claims = { nbf: NOW + 5, exp: NOW - 5 };
    assert.equal((await ask(`Bearer ${await signToken('a', claims)}`))?.subject, 'a');
  });

  const key = new TextEncoder().encode(SECRET);
  const bad: [string, () => Promise<string> | string][] = [
    ['garbage', () => 'Bearer garbage'],
    ['another scheme', () => 'Basic YTpi'],
    ['an empty one', () => 'Bearer '],
    ['one that has expired', async () => `Bearer ${await signToken('a', { exp: NOW - 60 })}`],
    ['one that never expires', async () => `Bearer ${await signToken('a', { exp: undefined })}`],
    ['one that is not valid yet', async () => `Bearer ${await signToken('a', { nbf: NOW + 60 })}`],
    ['another secret', async () => `Bearer ${await signToken('a', {}, 'x'.repeat(40))}`],
    ['no algorithm', () => `Bearer ${new UnsecuredJWT({ sub: 'a', exp: NOW + 60 }).encode()}`],
    [
      'another algorithm',
      async () =>
        `Bearer ${await new SignJWT({ sub: 'a', exp: NOW + 60 })
          .setProtectedHeader({ alg: 'HS512' })
          .sign(key)}`,
    ],
    ['no subject', async () => `Bearer ${await signToken('')}`],
    ['a subject that is no text', async () => `Bearer ${await signToken('a', { sub: 1 })}`],
    ['U+0000 in the subject', async () => `Bearer ${await signToken('a\0')}`],
    ['roles that are no list', async () => `Bearer ${await signToken('a', { roles: 'admin' })}`],
  ];
  for (const [what, make] of bad) {
    test(`refused: ${what}`, async () => {
      await assert.rejects(ask(await make()), isLogin);
    });
  }
});
