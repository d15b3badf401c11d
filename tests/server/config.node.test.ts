import assert from 'node:assert/strict';
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
      },
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

  test('all mistakes are named at once, in one sentence', () => {
    assert.throws(
      () => readConfig({ PORT: '70000', PALABRE_VOTE_ACCESS: 'guests' }),
      /^StartError: PORT must be .*; PALABRE_JWT_SECRET is missing.*; PALABRE_ORIGINS is missing.*; PALABRE_VOTE_ACCESS must be [^;]*\.$/,
    );
  });
});
