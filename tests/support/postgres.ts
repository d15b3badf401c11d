import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { execFile, execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import {
  freePort,
  supervise,
  until,
  type Supervised,
  type SupervisedOptions,
} from './processes.js';

const URL_VARIABLE = 'PALABRE_TEST_DATABASE_URL';

export interface TestDatabase {
  url: string;
  drop(): Promise<void>;
}

export interface Cluster {
  url: string;
  stop(): Promise<void>;
}

let cluster: Promise<Cluster> | undefined;

/** Whether tests can run on a real PostgreSQL here; the reason to give to `skip` where not. */
export function postgresMissing(): string | false {
  if (process.env[URL_VARIABLE] || findBinaries()) return false;
  return `no PostgreSQL: ${URL_VARIABLE} is not set and there is no postgres binary`;
}

/** A new, empty database: on the server that PALABRE_TEST_DATABASE_URL names, or on our own. */
export async function freshDatabase(): Promise<TestDatabase> {
  const admin = process.env[URL_VARIABLE] || (await (cluster ??= startPostgres(SHORT_LIVED))).url;
  const name = `palabre_test_${randomBytes(6).toString('hex')}`;
  await query(admin, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => query(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** For databases that live for seconds: nothing in them is worth cleaning up after. */
export const SHORT_LIVED = ['autovacuum=off'];

/** Starts a throwaway server, which ends with this process. */
export async function startPostgres(settings: readonly string[] = []): Promise<Cluster> {
  const made = await makeCluster(settings);
  const server = await launch(made, made.folder);
  return { url: made.url, stop: () => server.stop() };
}

export interface CrashableCluster extends Cluster {
  /** Ends it at once, as `pg_ctl stop -m immediate` does; what was written stays. */
  crash(): Promise<void>;
  restart(): Promise<void>;
}

/** The same, to be taken away and brought back with every write that it has confirmed. */
export async function startCrashablePostgres(): Promise<CrashableCluster> {
  const made = await makeCluster(['synchronous_commit=on']);
  // The folder outlives each server, and goes when this process does.
  const keeper = supervise('sleep', ['infinity'], { signal: 'KILL', leftovers: made.folder });
  let server = await launch(made);
  return {
    url: made.url,
    crash: () => server.stop(),
    async restart() {
      server = await launch(made);
    },
    async stop() {
      await server.stop();
      await keeper.stop();
    },
  };
}

/** Why no server of our own can be started here; the reason to give to `skip`. */
export function ownPostgresMissing(): string | false {
  return findBinaries() ? false : 'no postgres binary';
}

interface MadeCluster {
  binaries: string;
  folder: string;
  port: number;
  url: string;
  settings: readonly string[];
  options: SupervisedOptions & { cwd: string };
}

async function makeCluster(settings: readonly string[] = []): Promise<MadeCluster> {
  const binaries = findBinaries();
  if (!binaries) throw new Error(String(postgresMissing()));
  const user = unprivilegedUser();
  const folder = mkdtempSync(join(tmpdir(), 'palabre-postgres-'));
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = { cwd: folder, env: { ...process.env, HOME: folder, LC_ALL: 'C' }, ...user };
  const init = ['-D', data, '-U', 'palabre', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'];
  await promisify(execFile)(join(binaries, 'initdb'), init, options);
  const port = await freePort();
  const url = `postgresql://palabre@127.0.0.1:${port}/postgres`;
  return { binaries, folder, port, url, settings: [...SETTINGS, ...settings], options };
}

async function launch(
  { binaries, folder, port, url, settings, options }: MadeCluster,
  leftovers = '',
): Promise<Supervised> {
  const server = supervise(
    join(binaries, 'postgres'),
    [
      ...['-D', join(folder, 'data'), '-p', String(port), '-h', '127.0.0.1', '-k', folder],
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
    // QUIT is PostgreSQL's immediate shutdown: nobody needs these data again.
    { ...options, signal: 'QUIT', leftovers },
  );
  const ready = (): Promise<boolean> =>
    query(url, 'SELECT 1').then(
      () => true,
      () => false,
    );
  await Promise.race([
    until(ready, 'PostgreSQL to answer'),
    server.ended.then(() => Promise.reject(new Error(`PostgreSQL ended\n${server.output()}`))),
  ]);
  return server;
}

// Nothing here outlives the tests, so nothing is worth waiting for the disk.
const SETTINGS = [
  ...['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'],
  ...['max_connections=200', 'unix_socket_permissions=0700'],
];

/** Runs one statement. */
export async function query(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  // A server that goes away is the query's failure, and not an event that nobody handles.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function findBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => +b - +a) : [];
  const folders = [
    ...(process.env['PATH'] ?? '').split(':'),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  const isComplete = (folder: string): boolean =>
    ['postgres', 'initdb'].every((name) => existsSync(join(folder, name)));
  return folders.find((folder) => folder !== '' && isComplete(folder));
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string): number => Number(execFileSync('id', [flag, name]));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      continue;
    }
  }
  throw new Error('PostgreSQL cannot run as root, and there is no user postgres or nobody');
}
