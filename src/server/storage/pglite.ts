import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { takeLock } from '../node/lock.js';
import { StartError } from '../node/start-error.js';
import { reasonOf } from './database.js';
import * as schema from './schema.js';
import type { OpenDatabase } from './state.js';

/** PGlite's own name for a database that lives in memory. */
const MEMORY = 'memory://';

/** PostgreSQL in this process, in a folder that belongs to it alone, or in memory. */
export async function openPglite(
  data: string,
  onProgress: (message: string) => void,
): Promise<OpenDatabase> {
  const { PGlite, drizzle } = await loadPackages();
  if (data === MEMORY) {
    const client = await PGlite.create();
    return { ...opened(drizzle(client, { schema })), close: () => client.close() };
  }
  const folder = resolve(data);
  const release = await lockFolder(folder);
  try {
    onProgress(`Starting PGlite in ${folder} …`);
    const client = await PGlite.create(folder, { relaxedDurability: false });
    return {
      ...opened(drizzle(client, { schema })),
      close: async () => {
        await client.close();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw new StartError(
      `The data folder ${folder} cannot be opened as a database (${reasonOf(error)}).`,
      { cause: error },
    );
  }
}

function opened(db: OpenDatabase['db']): Omit<OpenDatabase, 'close'> {
  return { db, exclusive: true, pool: null, ready: () => {} };
}

async function lockFolder(folder: string): Promise<() => Promise<void>> {
  try {
    await mkdir(dirname(folder), { recursive: true });
    // Not recursive: where a folder cannot be made, as under /proc, that never ends.
    await mkdir(folder).catch(unlessThere);
    return await takeLock(`${folder}.lock`);
  } catch (error) {
    if (error instanceof StartError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new StartError(`The data folder ${folder} cannot be written (${code}).`, {
      cause: error,
    });
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function loadPackages() {
  try {
    const { PGlite } = await import('@electric-sql/pglite');
    const { drizzle } = await import('drizzle-orm/pglite');
    return { PGlite, drizzle };
  } catch (error) {
    throw new StartError(
      'Without DATABASE_URL the package @electric-sql/pglite is needed: npm install @electric-sql/pglite',
      { cause: error },
    );
  }
}
