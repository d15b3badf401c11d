import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { freshDatabase, postgresMissing, type TestDatabase } from '../../support/postgres.js';
import { freePort, supervise, until, type Supervised } from '../../support/processes.js';
import { ORIGIN, SECRET } from '../support/site.js';
import { assembleImage, type Image } from './image.js';

describe('what the Dockerfile puts together', { skip: postgresMissing() }, () => {
  let temporary: string;
  let image: Image;
  let database: TestDatabase;
  let server: Supervised;
  let env: Record<string, string>;

  before(async () => {
    temporary = mkdtempSync(join(tmpdir(), 'palabre-image-'));
    chmodSync(temporary, 0o755);
    image = assembleImage(temporary);
    database = await freshDatabase();
    env = {
      PATH: process.env['PATH'] ?? '',
      ...image.env,
      PORT: String(await freePort()),
      DATABASE_URL: database.url,
      PALABRE_JWT_SECRET: SECRET,
      PALABRE_ORIGINS: ORIGIN,
    };
    const [command = '', ...args] = image.command;
    server = supervise(command, args, { cwd: image.folder, env, ...idsOf(image.user) });
    await Promise.race([
      until(async () => (await statusOf('/v1/latest')) === 200, 'the server to answer'),
      server.ended.then(() => assert.fail(server.output())),
    ]);
  });

  after(async () => {
    await server.stop();
    await database.drop();
    rmSync(temporary, { recursive: true });
  });

  const statusOf = (path: string): Promise<number> =>
    fetch(`http://127.0.0.1:${env['PORT']}${path}`).then(
      ({ status }) => status,
      () => 0,
    );

  test('is the built server, the script tag and a driver, and nothing else', () => {
    assert.deepEqual(readdirSync(image.folder).sort(), ['dist', 'node_modules', 'package.json']);
    assert.deepEqual(readdirSync(join(image.folder, 'dist')).sort(), ['cdn', 'server']);
    const packages = readdirSync(join(image.folder, 'node_modules'));
    assert.ok(packages.includes('pg') && !packages.includes('@electric-sql'), String(packages));
    const files = readdirSync(image.folder, { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      files.filter((file) => /^dist.*\.(?:ts|map)$/.test(file)),
      [],
    );
  });

  test('serves as nobody, with the files of the script tag', async () => {
    assert.equal(image.user, 'nobody');
    assert.equal(await statusOf('/dist/cdn/palabre.js'), 200);
  });

  test('finds itself healthy while it is, and only then', async () => {
    const [command = '', ...args] = image.healthcheck;
    assert.equal(spawnSync(command, args, { env }).status, 0);
    assert.equal(spawnSync(command, args, { env: { ...env, PORT: '1' } }).status, 1);
  });

  test('ends by itself when it is asked to', async () => {
    await server.stop();
    assert.equal(await server.ended, 0, server.output());
  });
});

/** Only the administrator can become somebody else; everybody else is nobody already. */
function idsOf(user: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(execFileSync('id', [flag, user]));
  return { uid: id('-u'), gid: id('-g') };
}
