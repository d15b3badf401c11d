import assert from 'node:assert/strict';
import type { KeyObject } from 'node:crypto';
import { generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { exportJWK, SignJWT, type JWTHeaderParameters } from 'jose';
import type { Identity } from '../../../src/server/auth/identity.js';
import { createNewspaperTokens } from '../../../src/server/auth/newspaper.js';
import { openKeyServer, type KeyServer } from '../support/key-server.js';
import { SECRET, secondsFromNow, signToken } from '../support/site.js';

interface Pair {
  alg: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

const PAIRS: Record<'RS256' | 'ES256' | 'EdDSA', Pair> = {
  RS256: { alg: 'RS256', ...generateKeyPairSync('rsa', { modulusLength: 2_048 }) },
  ES256: { alg: 'ES256', ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) },
  EdDSA: { alg: 'EdDSA', ...generateKeyPairSync('ed25519') },
};
const OTHER: Pair = { alg: 'ES256', ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) };
const SLOW = 50;

let keyServer: KeyServer;
let now: number;
let complaints: string[];
let read: (token: string) => Promise<Identity>;

beforeEach(async () => {
  keyServer = await openKeyServer();
  now = 0;
  complaints = [];
  read = readerFor({});
});

afterEach(() => keyServer.close());

function readerFor(more: { secret?: string; timeout?: number }) {
  const { timeout = 5_000, ...settings } = more;
  return createNewspaperTokens(
    { jwksUrl: keyServer.url, ...settings },
    { now: () => now, timeout, onError: (message) => complaints.push(message) },
  );
}

async function jwk({ alg, publicKey }: Pair, kid: string, more: object = {}) {
  return { ...(await exportJWK(publicKey)), alg, kid, use: 'sig', ...more };
}

function sign(
  { alg, privateKey }: Pair,
  header: Partial<JWTHeaderParameters> = {},
  claims: Record<string, unknown> = {},
): Promise<string> {
  const exp = secondsFromNow(60);
  return new SignJWT({ sub: 'a', name: 'A', exp, ...claims })
    .setProtectedHeader({ alg, kid: 'one', ...header })
    .sign(privateKey);
}

/** A token whose signature is right and which a library would refuse to make. */
function signRaw(header: object, { privateKey }: Pair): string {
  const exp = secondsFromNow(60);
  const [head, body] = [header, { sub: 'a', name: 'A', exp }].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const signature = signBytes('sha256', Buffer.from(`${head}.${body}`), privateKey);
  return `${head}.${body}.${signature.toString('base64url')}`;
}

async function refuses(token: string | Promise<string>): Promise<void> {
  await assert.rejects(read(await token), { name: 'PalabreError', code: 'login' });
}

async function isUnavailable(token: string, retryAfter = 10): Promise<void> {
  await assert.rejects(read(token), { code: 'unavailable', retryAfter });
}

describe('tokens that public keys prove', () => {
  for (const [alg, pair] of Object.entries(PAIRS)) {
    test(`${alg} is accepted`, async () => {
      keyServer.keys(await jwk(pair, 'one'));
      assert.equal((await read(await sign(pair))).subject, 'a');
    });
  }

  test('keys are fetched once, however many ask', async () => {
    keyServer.keys(await jwk(PAIRS.ES256, 'one'));
    const token = await sign(PAIRS.ES256);
    await Promise.all([1, 2, 3].map(() => read(token)));
    await read(token);
    assert.equal(keyServer.asked, 1);
  });

  test('a token without a kid goes by the only key that fits', async () => {
    const token = await sign(PAIRS.ES256, { kid: undefined });
    keyServer.keys(await jwk(PAIRS.RS256, 'rsa'), await jwk(PAIRS.ES256, 'one'));
    assert.equal((await read(token)).subject, 'a');
    read = readerFor({});
    keyServer.keys(await jwk(PAIRS.ES256, 'one'), await jwk(OTHER, 'two'));
    await refuses(token);
  });

  test('a secret beside the keys is for HS256 alone', async () => {
    read = readerFor({ secret: SECRET });
    keyServer.keys(await jwk(PAIRS.RS256, 'one'));
    assert.equal((await read(await signToken('a'))).subject, 'a');
    assert.equal(keyServer.asked, 0);
    assert.equal((await read(await sign(PAIRS.RS256))).subject, 'a');
  });

  test('without a secret there is no HS256, whatever it is signed with', async () => {
    const { publicKey } = PAIRS.RS256;
    const published = await jwk(PAIRS.RS256, 'one');
    keyServer.keys(published);
    await refuses(signToken('a'));
    const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
    for (const key of [pem, pem.trim(), JSON.stringify(published), published.n ?? '']) {
      await refuses(signToken('a', {}, key));
      read = readerFor({ secret: SECRET });
      await refuses(signToken('a', {}, key));
      read = readerFor({});
    }
  });

  test('a key that is no public one of its kind proves nothing', async () => {
    const oct = { kty: 'oct', k: Buffer.from(SECRET).toString('base64url'), kid: 'one' };
    keyServer.keys({ ...oct, alg: 'HS256' });
    await refuses(signToken('a'));
    const weak = generateKeyPairSync('rsa', { modulusLength: 1_024 });
    read = readerFor({});
    keyServer.keys(await jwk({ alg: 'RS256', ...weak }, 'one'));
    await refuses(signRaw({ alg: 'RS256', kid: 'one' }, { alg: 'RS256', ...weak }));
    read = readerFor({});
    keyServer.keys(await jwk(PAIRS.ES256, 'one', { use: 'enc' }));
    await refuses(sign(PAIRS.ES256));
  });

  test('another key, another algorithm, a changed text are refused', async () => {
    keyServer.keys(
      await jwk(PAIRS.ES256, 'one'),
      await jwk(PAIRS.RS256, 'rsa', { alg: undefined }),
    );
    await refuses(sign(OTHER));
    await refuses(sign({ ...PAIRS.RS256, alg: 'RS512' }, { kid: 'rsa' }));
    await refuses(sign({ ...PAIRS.RS256, alg: 'PS256' }, { kid: 'rsa' }));
    const [head, , signature] = (await sign(PAIRS.ES256)).split('.');
    const body = Buffer.from(JSON.stringify({ sub: 'b', exp: 9_999_999_999 })).toString(
      'base64url',
    );
    await refuses(`${head}.${body}.${signature}`);
  });

  for (const claims of [
    { exp: undefined },
    { exp: 1 },
    { nbf: 9_999_999_999 },
    { sub: undefined },
  ]) {
    test(`refused: ${JSON.stringify(claims)}, ${Object.keys(claims)[0]}`, async () => {
      keyServer.keys(await jwk(PAIRS.ES256, 'one'));
      await refuses(sign(PAIRS.ES256, {}, claims));
    });
  }

  test('keys that a token brings or points to are not looked at', async () => {
    const trap = await openKeyServer();
    trap.keys(await jwk(OTHER, 'one'));
    keyServer.keys(await jwk(PAIRS.ES256, 'one'));
    const own = await jwk(OTHER, 'one');
    for (const header of [{ jku: trap.url }, { x5u: trap.url }, { jwk: own }, { kid: trap.url }]) {
      await refuses(sign(OTHER, header));
    }
    assert.equal(trap.asked, 0);
    await trap.close();
  });

  for (const kid of ['../../../../dev/null', "' or 1=1 --", '\0', '__proto__', 'x'.repeat(1_000)]) {
    test(`a kid is a name and nothing else: ${JSON.stringify(kid).slice(0, 30)}`, async () => {
      keyServer.keys(await jwk(PAIRS.ES256, 'one'));
      await refuses(sign(PAIRS.ES256, { kid }));
    });
  }
});

describe('a newspaper that changes its keys', () => {
  test('has a new one fetched when it is first met, and takes the old one back', async () => {
    keyServer.keys(await jwk(PAIRS.ES256, 'one'));
    await read(await sign(PAIRS.ES256));
    keyServer.keys(await jwk(OTHER, 'two'));
    now += 10_000;
    assert.equal((await read(await sign(OTHER, { kid: 'two' }))).subject, 'a');
    await refuses(sign(PAIRS.ES256));
    assert.equal(keyServer.asked, 2);
  });

  test('is not asked more often than every ten seconds for keys that nobody has', async () => {
    keyServer.keys(await jwk(PAIRS.ES256, 'one'));
    const unknown = await sign(OTHER, { kid: 'unknown' });
    for (let asked = 0; asked < 20; asked += 1) await refuses(unknown);
    assert.equal(keyServer.asked, 1);
    now += 10_000;
    await Promise.all([1, 2, 3].map(() => refuses(unknown)));
    assert.equal(keyServer.asked, 2);
  });

  test('takes one back within ten minutes, while nobody waits', async () => {
    keyServer.keys(await jwk(PAIRS.ES256, 'one'));
    const token = await sign(PAIRS.ES256);
    await read(token);
    const answered = new Promise<void>((resolve) => {
      keyServer.act = (response) => {
        response.once('close', resolve).end('{"keys":[]}');
      };
    });
    now += 11 * 60_000;
    await read(token);
    await answered;
    await assert.doesNotReject(untilRefused(token));
    assert.equal(keyServer.asked, 2);
  });

  test('is asked first where keys are an hour old', async () => {
    keyServer.keys(await jwk(PAIRS.ES256, 'one'));
    const token = await sign(PAIRS.ES256);
    await read(token);
    keyServer.keys();
    now += 61 * 60_000;
    await refuses(token);
  });
});

/** The answer has come; that it is read takes a few turns more. */
async function untilRefused(token: string): Promise<void> {
  for (let turn = 0; turn < 1_000; turn += 1) {
    if (await read(token).catch(() => null)) await new Promise((resolve) => setImmediate(resolve));
    else return;
  }
  throw new Error('The key goes on.');
}

describe('a newspaper that does not answer', () => {
  const huge = `{"keys":[],"x":"${'x'.repeat(300_000)}"}`;
  const ways: Record<string, KeyServer['act']> = {
    'with an error': (response) => void response.writeHead(500).end('{"keys":[]}'),
    'with a redirect': (response) => void response.writeHead(302, { Location: '/elsewhere' }).end(),
    'with garbage': (response) => void response.end('<html>'),
    'with something else': (response) => void response.end('{"keys":{}}'),
    'with too much': (response) => void response.end(huge),
    'with half an answer': (response) => {
      response.writeHead(200, { 'Content-Length': '1000' }).write('{"keys":');
      response.destroy();
    },
    'at all': (response) => void response.destroy(),
  };
  for (const [how, act] of Object.entries(ways)) {
    test(`${how}: its keys go on, others have to wait`, async () => {
      keyServer.keys(await jwk(PAIRS.ES256, 'one'));
      const known = await sign(PAIRS.ES256);
      const unknown = await sign(OTHER, { kid: 'two' });
      await read(known);
      keyServer.act = act;
      now += 61 * 60_000;
      assert.equal((await read(known)).subject, 'a');
      await isUnavailable(unknown);
      now += 9_000;
      await isUnavailable(unknown, 1);
      assert.equal(keyServer.asked, 2);
      assert.equal(complaints.length, 1, complaints.join());
      assert.match(complaints[0]!, /^The keys at PALABRE_JWKS_URL could not be fetched: [^:]+\.$/);

      keyServer.keys(await jwk(OTHER, 'two'));
      now += 1_000;
      assert.equal((await read(unknown)).subject, 'a');
    });
  }

  test('and has not yet: nobody is told that a token is bad', async () => {
    await keyServer.close();
    await isUnavailable(await sign(PAIRS.ES256));
    assert.match(complaints.join(), /ECONNREFUSED/);
  });

  for (const begins of [false, true]) {
    test(`in time${begins ? ' to the end' : ''}: it is not waited for`, async () => {
      read = readerFor({ timeout: SLOW });
      keyServer.act = (response) => {
        if (begins) response.writeHead(200).write('{"keys":[');
      };
      await isUnavailable(await sign(PAIRS.ES256));
      assert.match(complaints.join(), /no answer in time/);
    });
  }

  test('does not hold up those whose keys are known', async () => {
    keyServer.keys(await jwk(PAIRS.ES256, 'one'));
    const known = await sign(PAIRS.ES256);
    await read(known);
    keyServer.act = () => {};
    now += 11 * 60_000;
    const waiting = assert.rejects(read(await sign(OTHER, { kid: 'two' })), {
      code: 'unavailable',
    });
    // It never answers: this could not come back if it were waited for.
    assert.equal((await read(known)).subject, 'a');
    await keyServer.close();
    await waiting;
  });
});
