import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readConfig } from '../../src/server/config.js';
import { StartError } from '../../src/server/index.js';
import { SECRET } from './support/site.js';

const REQUIRED = { PALABRE_JWT_SECRET: SECRET, PALABRE_ORIGINS: 'https://journal.example' };

describe('configuration', () => {
  test('everything but the secret and the origins has a default', () => {
    assert.deepEqual(readConfig({ ...REQUIRED, PORT: '' }), {
      port: 8787,
      host: '127.0.0.1',
      storage: { url: undefined, data: './data/palabre' },
      site: {
        secret: SECRET,
        origins: ['https://journal.example'],
        commentAccess: 'subscribers',
        voteAccess: 'subscribers',
        downVotes: false,
        highlightVotes: 3,
        editMinutes: 15,
        moderation: 'post',
        reportThreshold: 5,
        words: [],
        maxLinks: null,
        check: null,
        outageSeconds: 300,
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
});
