import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CompactSign, EncryptJWT, SignJWT, UnsecuredJWT } from 'jose';
import { PalabreError } from '../../../src/model/errors.js';
import { createAuthentication } from '../../../src/server/auth/authentication.js';
import { createGuestTokens } from '../../../src/server/auth/guests.js';
import { createNewspaperTokens } from '../../../src/server/auth/newspaper.js';
import type { TokenSettings } from '../../../src/server/auth/settings.js';
import { SECRET, secondsFromNow, signToken } from '../support/site.js';

const guests = createGuestTokens('the salt of a site');
const authenticate = authenticationFor({ secret: SECRET });

function authenticationFor(settings: TokenSettings) {
  const onError = (message: string) => assert.fail(message);
  return createAuthentication(createNewspaperTokens(settings, { onError }), guests);
}

function ask(header: string | null) {
  const headers = header === null ? undefined : { Authorization: header };
  return authenticate(new Request('https://comments.example/', headers && { headers }));
}

function isLogin(error: unknown): boolean {
  return error instanceof PalabreError && error.code === 'login';
}

const key = new TextEncoder().encode(SECRET);

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
      guest: false,
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
    const claims = { nbf: secondsFromNow(5), exp: secondsFromNow(-5) };
    assert.equal((await ask(`Bearer ${await signToken('a', claims)}`))?.subject, 'a');
  });

  const bad: [string, () => Promise<string> | string][] = [
    ['garbage', () => 'Bearer garbage'],
    ['another scheme', () => 'Basic YTpi'],
    ['an empty one', () => 'Bearer '],
    [
      'one that has expired',
      async () => `Bearer ${await signToken('a', { exp: secondsFromNow(-60) })}`,
    ],
    ['one that never expires', async () => `Bearer ${await signToken('a', { exp: undefined })}`],
    [
      'one that is not valid yet',
      async () => `Bearer ${await signToken('a', { nbf: secondsFromNow(60) })}`,
    ],
    ['another secret', async () => `Bearer ${await signToken('a', {}, 'x'.repeat(40))}`],
    [
      'no algorithm',
      () => `Bearer ${new UnsecuredJWT({ sub: 'a', exp: secondsFromNow(60) }).encode()}`,
    ],
    [
      'another algorithm',
      async () =>
        `Bearer ${await new SignJWT({ sub: 'a', exp: secondsFromNow(60) })
          .setProtectedHeader({ alg: 'HS512' })
          .sign(key)}`,
    ],
    ['no subject', async () => `Bearer ${await signToken('')}`],
    ['a subject that is no text', async () => `Bearer ${await signToken('a', { sub: 1 })}`],
    ['U+0000 in the subject', async () => `Bearer ${await signToken('a\0')}`],
    ['roles that are no list', async () => `Bearer ${await signToken('a', { roles: 'admin' })}`],
    ["a guest's subject", async () => `Bearer ${await signToken('guest:a')}`],
    ['a lone surrogate in the subject', async () => `Bearer ${await withRawSubject('\\ud800')}`],
    ['a huge one', async () => `Bearer ${await signToken('a', { picture: 'x'.repeat(9_000) })}`],
    [
      'an extension that must be understood',
      async () =>
        `Bearer ${await new SignJWT({ sub: 'a', exp: secondsFromNow(60) })
          .setProtectedHeader({ alg: 'HS256', crit: ['exp'], exp: secondsFromNow(60) })
          .sign(key, { crit: { exp: true } })}`,
    ],
    [
      'an encrypted one',
      async () =>
        `Bearer ${await new EncryptJWT({ sub: 'a', exp: secondsFromNow(60) })
          .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
          .encrypt(key.slice(0, 32))}`,
    ],
    [
      'a second one behind it',
      async () => `Bearer ${await signToken('a')}, ${await signToken('b')}`,
    ],
  ];
  for (const [what, make] of bad) {
    test(`refused: ${what}`, async () => {
      await assert.rejects(ask(await make()), isLogin);
    });
  }

  describe('for one site', () => {
    const ours = authenticationFor({
      secret: SECRET,
      issuer: 'https://n.example',
      audience: 'web',
    });
    const asks = async (claims: Record<string, unknown>) =>
      ours(
        new Request('https://comments.example/', {
          headers: { Authorization: `Bearer ${await signToken('a', claims)}` },
        }),
      );

    test('the issuer and the audience have to be its own', async () => {
      const iss = 'https://n.example';
      assert.equal((await asks({ iss, aud: 'web' }))?.subject, 'a');
      assert.equal((await asks({ iss, aud: ['app', 'web'] }))?.subject, 'a');
      for (const [wrong, claim] of [
        [{ iss: 'https://other.example', aud: 'web' }, 'iss'],
        [{ aud: 'web' }, 'iss'],
        [{ iss, aud: 'app' }, 'aud'],
        [{ iss }, 'aud'],
      ] as const) {
        await assert.rejects(asks(wrong), { code: 'login', message: new RegExp(`"${claim}"`) });
      }
    });
  });

  describe('of guests', () => {
    test('say who that is, with a badge', async () => {
      const { token, identity } = await guests.create('Zoé');
      assert.match(identity.subject, /^guest:[0-9a-f-]{36}$/);
      assert.deepEqual(await ask(`Bearer ${token}`), identity);
      const { guest, name, badges, roles, subscriber } = identity;
      assert.deepEqual(
        [guest, name, badges, roles, subscriber],
        [true, 'Zoé', ['guest'], [], false],
      );
    });

    test('live half a year', async (context) => {
      const { token } = await guests.create('Zoé');
      const day = 86_400_000;
      const start = Date.now();
      context.mock.timers.enable({ apis: ['Date'], now: start + 179 * day });
      assert.notEqual(await ask(`Bearer ${token}`), null);
      context.mock.timers.setTime(start + 181 * day);
      assert.equal(await ask(`Bearer ${token}`), null);
    });

    const header = { alg: 'HS256', typ: 'palabre-guest+jwt' };
    const claims = {
      sub: 'guest:a',
      name: 'Zoé',
      iss: 'palabre',
      iat: secondsFromNow(0),
      exp: secondsFromNow(60),
    };
    const forged: [string, () => Promise<string>][] = [
      ["the newspaper's secret", () => new SignJWT(claims).setProtectedHeader(header).sign(key)],
      [
        "another site's salt",
        async () => (await createGuestTokens('another salt').create('Zoé')).token,
      ],
      [
        'nothing',
        async () => `${(await guests.create('Zoé')).token.split('.').slice(0, 2).join('.')}.x`,
      ],
    ];
    for (const [by, make] of forged) {
      test(`signed by ${by} make a visitor`, async () => {
        assert.equal(await ask(`Bearer ${await make()}`), null);
      });
    }

    test('do not pass for those of the newspaper', async () => {
      const { token } = await guests.create('Zoé');
      const [, payload = ''] = token.split('.');
      const other = Buffer.from(JSON.stringify({ alg: 'HS256' })).toString('base64url');
      await assert.rejects(ask(`Bearer ${other}.${payload}.${token.split('.')[2]}`), isLogin);
    });
  });
});

/** A subject as JSON text, for what a string cannot carry. */
function withRawSubject(json: string): Promise<string> {
  const payload = `{"sub":"${json}","exp":${secondsFromNow(60)}}`;
  return new CompactSign(new TextEncoder().encode(payload))
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(SECRET));
}
