import type { Client as PgClient } from 'pg';
import { StartError } from '../node/start-error.js';
import { databaseCode } from './database.js';
import { createPool, cut } from './pool.js';
import * as schema from './schema.js';
import type { Listen, OpenDatabase } from './state.js';

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 15_000;
/** Who waits for a lock holds a connection that others could use. */
const LOCK_TIMEOUT_MS = 5_000;
const OLDEST_VERSION = 15;

/** How long the end waits for connections that are in use. */
const END_MS = 5_000;

/** A PostgreSQL server, through a pool of connections. */
export async function openPostgres(url: string): Promise<OpenDatabase> {
  const place = describe(url);
  const { Client, Pool, drizzle } = await loadPackages();
  const { pool, client, state, watch } = createPool(Pool, {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'palabre',
  });
  try {
    const { rows } = await pool.query<{ version: string }>(
      `select current_setting('server_version_num') as version`,
    );
    const version = Math.floor(Number(rows[0]?.version) / 10_000);
    if (version < OLDEST_VERSION) {
      throw new StartError(
        `DATABASE_URL: ${place} runs PostgreSQL ${version}; it takes ${OLDEST_VERSION} or later.`,
      );
    }
  } catch (error) {
    await pool.end();
    if (error instanceof StartError) throw error;
    throw new StartError(`DATABASE_URL: ${place} ${reason(error)}.`, { cause: error });
  }
  return {
    db: drizzle(pool, { schema }),
    exclusive: false,
    pool: { client, state, listen: listener(Client, url) },
    ready: watch,
    close: () => inTime(pool.end()),
  };
}

/** Not one of the pool's: it is held for as long as the server lives. */
function listener(Client: typeof PgClient, url: string): Listen {
  return async (channel, onMessage, onLost) => {
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      application_name: 'palabre events',
    });
    client.on('error', () => {});
    client.on('end', onLost);
    client.on('notification', ({ payload = '' }) => onMessage(payload));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
    } catch (error) {
      // Some poolers refuse it: each try would leave a connection behind.
      void client.end().catch(() => undefined);
      throw error;
    }
    return async () => {
      await inTime(client.end());
      // Over a dead network its end never comes.
      cut(client);
    };
  };
}

async function inTime(end: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([end, new Promise((resolve) => (timer = setTimeout(resolve, END_MS)))]);
  clearTimeout(timer);
}

/** A database's address without its password. */
function describe(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !/^postgres(?:ql)?:$/.test(parsed.protocol)) {
    throw new StartError('DATABASE_URL must look like postgres://user:password@host:5432/name.');
  }
  return `${parsed.host || 'the local server'}${parsed.pathname}`;
}

function reason(error: unknown): string {
  const code = databaseCode(error);
  switch (code) {
    case '28P01':
    case '28000':
      return 'refuses the user name or the password';
    case '3D000':
      return 'does not exist';
    case '53300':
      return 'has no free connection';
    default:
      return `cannot be reached${code === null ? ' in time' : ` (${code})`}`;
  }
}

async function loadPackages() {
  try {
    const { default: pg } = await import('pg');
    const { drizzle } = await import('drizzle-orm/node-postgres');
    return { Client: pg.Client, Pool: pg.Pool, drizzle };
  } catch (error) {
    throw new StartError('With DATABASE_URL the package pg is needed: npm install pg', {
      cause: error,
    });
  }
}
