import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readConfig } from '../../src/server/config.js';
import { createServer, StartError, type TokenSettings } from '../../src/server/index.js';
import { SECRET } from './support/site.js';

const REQUIRED = { PALABRE_JWT_SECRET: SECRET, PALABRE_ORIGINS: 'https://journal.example' };

describe('configuration', () => {
  test('everything but how tokens are signed and the origins has a default', () => {
    assert.deepEqual(readConfig({ ...REQUIRED, PORT: '' }), {
      port: 8787,
      host: '127.0.0.1',
      storage: { url: undefined, data: './data/palabre' },
      site: {
        secret: SECRET,
        jwksUrl: undefined,
        issuer: undefined,
        audience: undefined,
        origins: ['https://journal.example'],
        commentAccess: 'subscribers',
        voteAccess: 'subscribers',
        reportAccess: 'registered',
        downVotes: false,
        highlightVotes: 3,
        readOnly: false,
        closeAfterDays: 0,
        hideVotesMinutes: 0,
        editMinutes: 15,
        moderation: 'post',
        reportThreshold: 5,
        words: [],
        maxLinks: null,
        check: null,
        outageSeconds: 300,
        events: { total: 5_000, perAddress: 20 },
        limits: {},
      },
      trustedProxies: 0,
      log: { format: null, level: 'info' },
      metrics: null,
    });
  });

  test('origins are a list, with or without a slash, or explicitly everything', () => {
    const origins = (PALABRE_ORIGINS: string) =>
      readConfig({ ...REQUIRED, PALABRE_ORIGINS }).site.origins;
    assert.deepEqual(origins('https://a.example/, http://localhost:5173'), [
      'https://a.example',
      'http://localhost:5173',
    ]);
    assert.equal(origins('*'), '*');
    for (const wrong of ['https://a.example,*', 'a.example', 'ftp://a.example', 'https://a/b']) {
      assert.throws(() => origins(wrong), StartError, wrong);
    }
  });

  test('a list of words is read from its file, a check takes its secret', () => {
    const folder = mkdtempSync(join(tmpdir(), 'palabre-words-'));
    const file = join(folder, 'words.txt');
    const read = (env: Record<string, string>) => readConfig({ ...REQUIRED, ...env }).site;
    writeFileSync(file, '# mots\r\ncrétin\n!arnaque');
    assert.deepEqual(read({ PALABRE_WORDS: file }).words, ['# mots', 'crétin', '!arnaque']);
    writeFileSync(file, Buffer.from([0x63, 0xe9]));
    assert.throws(() => read({ PALABRE_WORDS: file }), /PALABRE_WORDS cannot be read .*UTF-8/);
    rmSync(folder, { recursive: true });
    assert.throws(() => read({ PALABRE_WORDS: file }), /PALABRE_WORDS cannot be read .*ENOENT/);

    const url = 'https://check.example/palabre';
    const check = { PALABRE_CHECK_URL: url, PALABRE_CHECK_SECRET: SECRET };
    const rest = { timeout: 2_000, failure: 'hold' };
    assert.deepEqual(read(check).check, { url, secret: SECRET, ...rest });
    for (const wrong of ['check.example', 'ftp://check.example', 'https://me:you@check.example']) {
      assert.throws(() => read({ ...check, PALABRE_CHECK_URL: wrong }), /PALABRE_CHECK_URL must /);
    }
    assert.throws(
      () => read({ PALABRE_CHECK_URL: url, PALABRE_MODERATION: 'maybe' }),
      /PALABRE_MODERATION must be pre or post; PALABRE_CHECK_SECRET is missing/,
    );
  });

  test('all mistakes are named at once, in one sentence', () => {
    assert.throws(
      () => readConfig({ PORT: '70000', PALABRE_VOTE_ACCESS: 'guests' }),
      /^StartError: PORT must be .*; PALABRE_JWT_SECRET is missing.*; PALABRE_ORIGINS is missing.*; PALABRE_VOTE_ACCESS must be [^;]*\.$/,
    );
  });

  test('a misspelt variable is a mistake, and named with what it may mean', () => {
    const env = { ...REQUIRED, PALABRE_ORIGIN: '*', PALABRE_XYZ: '1', PALABRE_TEST_X: '1' };
    assert.throws(
      () => readConfig(env),
      /^StartError: PALABRE_ORIGIN is no setting \(is PALABRE_ORIGINS meant\?\); PALABRE_XYZ is no setting\.$/,
    );
  });

  test('limits are numbers per time, for each budget, or off', () => {
    const limits = (env: Record<string, string>) => readConfig({ ...REQUIRED, ...env }).site.limits;
    assert.deepEqual(limits({ PALABRE_LIMIT_COMMENTS: '2/hour', PALABRE_LIMIT_VOTES: 'off' }), {
      comment: [{ points: 2, seconds: 3_600 }],
      vote: [],
    });
    assert.equal(limits({ PALABRE_LIMITS: 'off' }), 'off');
    assert.throws(
      () => limits({ PALABRE_LIMIT_WRITES: 'many' }),
      /WRITES must look like 5\/minute/,
    );
  });

  test('metrics are answered on a port of their own, by default of this machine only', () => {
    const metrics = (PALABRE_METRICS: string) =>
      readConfig({ ...REQUIRED, PALABRE_METRICS }).metrics;
    assert.equal(metrics(''), null);
    assert.deepEqual(metrics('9090'), { host: '127.0.0.1', port: 9090 });
    assert.deepEqual(metrics('0.0.0.0:9090'), { host: '0.0.0.0', port: 9090 });
    assert.deepEqual(metrics('[::1]:9090'), { host: '::1', port: 9090 });
    for (const wrong of ['on', '70000', ':9090', 'a b:1']) {
      assert.throws(() => metrics(wrong), /PALABRE_METRICS must be a port/, wrong);
    }
  });

  test('public keys stand in for the secret, or beside it', () => {
    const PALABRE_JWKS_URL = 'https://journal.example/jwks.json';
    const rest = { PALABRE_ORIGINS: '*', PALABRE_JWT_ISSUER: 'i', PALABRE_JWT_AUDIENCE: 'a' };
    const { site } = readConfig({ ...rest, PALABRE_JWKS_URL });
    assert.deepEqual(
      [site.secret, site.jwksUrl, site.issuer, site.audience],
      [undefined, PALABRE_JWKS_URL, 'i', 'a'],
    );
    assert.equal(readConfig({ ...REQUIRED, PALABRE_JWKS_URL }).site.secret, SECRET);
    assert.throws(
      () => readConfig({ ...rest, PALABRE_JWKS_URL, PALABRE_JWT_SECRET: 'short' }),
      /PALABRE_JWT_SECRET must have at least 32 bytes\.$/,
    );
  });

  test('public keys come over https, or from this machine', () => {
    const read = (url: string) => () => readConfig({ ...REQUIRED, PALABRE_JWKS_URL: url });
    for (const good of [
      'https://n.example/a?b=c',
      'http://localhost:1/j',
      'http://auth.localhost/',
      'http://127.0.0.1:9/',
      'http://[::1]/',
    ]) {
      assert.doesNotThrow(read(good), good);
    }
    for (const remote of ['http://n.example/', 'http://localhost.n.example/', 'http://10.0.0.1/']) {
      assert.throws(read(remote), /PALABRE_JWKS_URL must be https, except on localhost/, remote);
    }
    for (const wrong of ['n.example/jwks', 'ftp://n.example/', 'file:///etc/keys']) {
      assert.throws(read(wrong), /PALABRE_JWKS_URL must be an address such as https:/, wrong);
    }
    assert.throws(read('https://user:word@n.example/'), /must not hold a user or a password/);
  });

  test('a server is not made without a way to know tokens, or with an unsafe one', () => {
    const storage = { close: () => Promise.resolve() };
    const make = (settings: TokenSettings) => () =>
      createServer({ ...settings, storage, origins: '*' });
    assert.throws(make({}), /^TypeError: secret or jwksUrl is required\.$/);
    assert.throws(make({ secret: 'short' }), /^TypeError: secret must have at least 32 bytes\.$/);
    assert.throws(make({ jwksUrl: 'http://n.example/' }), /^TypeError: jwksUrl must be https/);
  });
});
