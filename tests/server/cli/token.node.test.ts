import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { decodeJwt } from 'jose';
import { createNewspaperTokens } from '../../../src/server/auth/newspaper.js';
import { mint } from '../../../src/server/cli/token.js';
import { StartError } from '../../../src/server/index.js';
import { SECRET } from '../support/site.js';

const CLI = fileURLToPath(new URL('../../../src/server/cli.ts', import.meta.url));

const ENV = { PALABRE_JWT_SECRET: SECRET };

/** What `palabre token` writes, and with which code it ends. */
async function run(args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', CLI, 'token', ...args], {
    env: { PATH: process.env['PATH'], ...ENV },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, out, err };
}

describe('palabre token', () => {
  test('prints one and nothing else, or says why not', async () => {
    const { code, out, err } = await run(['--sub', 'alice']);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    assert.deepEqual(await run([]), {
      code: 1,
      out: '',
      err: '--sub is missing: whose token it is.\n',
    });
  });

  test('makes one that the server accepts', async () => {
    const env = {
      PALABRE_JWT_SECRET: SECRET,
      PALABRE_JWT_ISSUER: 'https://n.example',
      PALABRE_JWT_AUDIENCE: 'comments',
    };
    const flags = '--sub alice --subscriber --role moderator --role staff --badge expert';
    const minted = await mint([...flags.split(' '), '--name', 'Alice A.'], env);
    const settings = { secret: SECRET, issuer: 'https://n.example', audience: 'comments' };
    const read = createNewspaperTokens(settings, { onError: assert.fail });
    const { subject, name, badges, subscriber, roles } = await read(minted);
    assert.deepEqual(
      { subject, name, badges, subscriber, roles },
      {
        subject: 'alice',
        name: 'Alice A.',
        badges: ['staff', 'expert'],
        subscriber: true,
        roles: ['moderator', 'staff'],
      },
    );
  });

  for (const [flag, seconds] of [
    ['', 3_600],
    ['90s', 90],
    ['7d', 604_800],
  ] as const) {
    test(`one lives ${seconds} s with --expires ${flag || 'left out'}`, async () => {
      const minted = await mint(['--sub', 'alice', ...(flag ? ['--expires', flag] : [])], ENV);
      const { exp, iat, name } = decodeJwt(minted);
      assert.deepEqual([exp! - iat!, name], [seconds, 'alice']);
    });
  }

  const refused: [string[], RegExp, Record<string, string>?][] = [
    [[], /^--sub is missing/],
    [['--sub', ''], /^--sub must be text of 1 to 255 characters/],
    [['--sub', 'guest:1'], /^--sub must be text .* does not begin with "guest:"/],
    [['--sub', 'a', '--role', 'boss'], /^--role must be moderator, staff or admin, not "boss"/],
    [['--sub', 'a', '--expires', 'soon'], /^--expires must be such as/],
    [['--sub', 'a', '--expires', '0h'], /^--expires must be such as/],
    [['--sub', 'a', '--expires', '400d'], /^--expires must be such as .* at most 366d/],
    [['--sub', 'a', '--bogus'], /^Unknown option '--bogus'; see palabre token --help\.$/m],
    [['--sub'], /^Option '--sub <value>' argument missing; see palabre token --help\.$/m],
    [['--sub', 'a'], /^PALABRE_JWT_SECRET is missing/, {}],
    [['--sub', 'a'], /^PALABRE_JWT_SECRET must have at least 32/, { PALABRE_JWT_SECRET: 'short' }],
    [
      ['--sub', 'a'],
      /^With PALABRE_JWKS_URL alone, only the newspaper can sign a token/,
      { PALABRE_JWKS_URL: 'https://n.example/jwks.json' },
    ],
  ];
  for (const [args, sentence, env = ENV] of refused) {
    test(`refuses ${args.join(' ') || 'nothing'}: ${sentence.source}`, async () => {
      await assert.rejects(mint(args, env), (error) => {
        assert.ok(error instanceof StartError);
        assert.match(error.message, sentence);
        return true;
      });
    });
  }
});
