import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { readConfig } from '../../../src/server/config.js';
import { ROOT } from '../../support/steps.js';
import { toolMissing } from '../../support/tools.js';
import { ORIGIN, SECRET } from '../support/site.js';

const DEPLOY = join(ROOT, 'src/server/deploy');
const read = (name: string): string => readFileSync(join(DEPLOY, name), 'utf8');

/** Of 100, where 0 is best; systemd calls everything up to 50 OK. */
const EXPOSURE = 20;

interface Service {
  build?: { context: string; dockerfile: string };
  environment: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  ports?: string[];
  restart: string;
  volumes?: string[];
}

interface Compose {
  services: Record<'server' | 'database', Service>;
  volumes: Record<string, unknown>;
}

describe('palabre.service', () => {
  const unit = read('palabre.service');

  test('is a unit that systemd takes, and hardly exposed', { skip: toolMissing('systemd') }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'palabre-unit-'));
    const path = join(folder, 'palabre.service');
    writeFileSync(path, unit.replace('/usr/bin/node', process.execPath));
    const verified = spawnSync('systemd-analyze', ['verify', path], { encoding: 'utf8' });
    const security = ['security', '--offline=true', `--threshold=${EXPOSURE}`, path];
    const exposed = spawnSync('systemd-analyze', security, { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    assert.deepEqual([verified.status, verified.stderr], [0, '']);
    assert.equal(exposed.status, 0, exposed.stdout);
  });

  test('gives the server time to end, and starts it again', () => {
    const value = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1];
    assert.equal(value('KillSignal'), 'SIGTERM');
    assert.ok(Number(value('TimeoutStopSec')) > 10, 'more than the server takes');
    assert.equal(value('Restart'), 'always');
    assert.equal(value('DynamicUser'), 'yes');
  });
});

describe('compose.yaml', { skip: toolMissing('yaml') }, () => {
  const { services, volumes } = parseYaml<Compose>(read('compose.yaml'));

  test('builds the server from the Dockerfile and starts it on a healthy database', () => {
    const { build, depends_on: needs } = services.server;
    assert.ok(build !== undefined);
    const context = resolve(DEPLOY, build.context);
    assert.equal(`${context}/`, ROOT);
    assert.ok(existsSync(join(context, build.dockerfile)));
    assert.equal(needs?.['database']?.condition, 'service_healthy');
    assert.ok((services.database.healthcheck?.test.length ?? 0) > 0);
  });

  test('gives the server a whole configuration, and no secret of its own', () => {
    const said: Record<string, string> = {
      POSTGRES_PASSWORD: 'a password',
      PALABRE_JWT_SECRET: SECRET,
      PALABRE_ORIGINS: ORIGIN,
    };
    const filled = Object.entries(services.server.environment).map(([name, value]) => [
      name,
      value.replaceAll(/\$\{(\w+):\?[^}]*\}/g, (_, asked: string) => said[asked] ?? ''),
    ]);
    const config = readConfig(Object.fromEntries(filled) as Record<string, string>);
    assert.equal(config.storage.url, 'postgres://palabre:a password@database:5432/palabre');
    const secrets = { ...services.server.environment, ...services.database.environment };
    for (const [name, value] of Object.entries(secrets)) {
      if (/SECRET|PASSWORD/.test(name)) assert.match(value, /^\$\{\w+:\?/, name);
    }
  });

  test('shows the database to nobody, and keeps what it holds', () => {
    assert.equal(services.database.ports, undefined);
    assert.ok(services.server.ports?.every((port) => port.startsWith('127.0.0.1:')));
    const [volume = ''] = services.database.volumes?.[0]?.split(':') ?? [];
    assert.ok(volume in volumes);
    for (const { restart } of Object.values(services)) assert.equal(restart, 'unless-stopped');
  });
});

function parseYaml<T>(text: string): T {
  const program = 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)';
  const { stdout } = spawnSync('python3', ['-c', program], { input: text, encoding: 'utf8' });
  return JSON.parse(stdout || '{"services": {}}') as T;
}
