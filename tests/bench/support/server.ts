import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorage, type Storage } from '../../../src/server/index.js';
import { ORIGIN, SECRET } from '../../server/support/site.js';
import { freshDatabase } from '../../support/postgres.js';
import { answerOf, startChild } from './child.js';

export const DATABASES = ['PGlite', 'PostgreSQL'] as const;
export type DatabaseName = (typeof DATABASES)[number];

/** Microseconds of processor time since the start; bytes, after a collection if it was asked for. */
export interface Usage {
  cpuMicroseconds: number;
  rss: number;
  heapUsed: number;
  external: number;
}

export interface BenchServer {
  url: string;
  usage: (options?: { collect: boolean }) => Promise<Usage>;
  stop(): Promise<void>;
}

export interface BenchDatabase {
  name: DatabaseName;
  /** The database itself, to fill it and to look into it; PGlite's has one process at a time. */
  withStorage<T>(work: (storage: Storage) => Promise<T>): Promise<T>;
  /** The built server on it, in a process of its own, with more in its environment if need be. */
  serve(more?: Record<string, string>): Promise<BenchServer>;
  drop(): Promise<void>;
}

/** A new and empty database, on this machine. */
export async function openBenchDatabase(name: DatabaseName): Promise<BenchDatabase> {
  const place = await (name === 'PGlite' ? pgliteFolder() : postgresDatabase());
  return {
    name,
    serve: (more) => serve({ ...place.env, ...more }),
    drop: () => place.drop(),
    async withStorage(work) {
      const storage = await openStorage(place.options);
      try {
        return await work(storage);
      } finally {
        await storage.close();
      }
    },
  };
}

async function pgliteFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'palabre-bench-'));
  const data = join(folder, 'data');
  return {
    options: { data },
    env: { PALABRE_DATA: data },
    drop: () => rm(folder, { recursive: true, force: true }),
  };
}

async function postgresDatabase() {
  const database = await freshDatabase();
  const { url } = database;
  return { options: { url }, env: { DATABASE_URL: url }, drop: () => database.drop() };
}

/** Readers and voters need no subscription here, and nobody is slowed down. */
async function serve(env: Record<string, string>): Promise<BenchServer> {
  const child = startChild(
    'server-child.js',
    {
      PATH: process.env['PATH'],
      PORT: '0',
      PALABRE_JWT_SECRET: SECRET,
      PALABRE_ORIGINS: ORIGIN,
      PALABRE_COMMENT_ACCESS: 'registered',
      PALABRE_VOTE_ACCESS: 'registered',
      PALABRE_LIMITS: 'off',
      ...env,
    },
    ['--expose-gc'],
  );
  const { url } = await answerOf<{ url: string }>(child);
  return {
    url,
    usage: ({ collect } = { collect: false }) =>
      answerOf<Usage>(child, collect ? 'collect' : 'usage'),
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
