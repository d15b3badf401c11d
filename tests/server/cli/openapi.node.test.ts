import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DOCUMENT } from '../support/described.js';

const CLI = fileURLToPath(new URL('../../../src/server/cli.ts', import.meta.url));

test('palabre openapi prints the document, with no database and no settings', async () => {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', CLI, 'openapi'],
    { env: { PATH: process.env['PATH'] }, maxBuffer: 2 ** 24 },
  );
  assert.equal(stderr, '');
  assert.deepEqual(JSON.parse(stdout), DOCUMENT);
});
