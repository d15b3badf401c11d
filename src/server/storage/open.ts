import { StartError } from '../node/start-error.js';
import type { Storage, StorageOptions } from '../types.js';
import { reasonOf } from './database.js';
import { migrate } from './migrate.js';
import { openPglite } from './pglite.js';
import { openPostgres } from './postgres.js';
import { site } from './schema.js';
import { states } from './state.js';

/**
 * Opens the database and brings its tables up to date.
 * @throws StartError one sentence: what is wrong, and where
 */
export async function openStorage(options: StorageOptions = {}): Promise<Storage> {
  const { url, data = './data/palabre', onProgress = () => {} } = options;
  const opened = url === undefined ? await openPglite(data, onProgress) : await openPostgres(url);
  try {
    await migrate(opened.db);
    const [row] = await opened.db.select({ salt: site.salt }).from(site);
    if (row === undefined) throw new StartError('The database has lost its salt (table site).');
    const storage: Storage = { close: opened.close };
    const { db, exclusive, pool } = opened;
    states.set(storage, { db, exclusive, pool, salt: row.salt, servers: 0, hearers: new Set() });
    opened.ready();
    return storage;
  } catch (error) {
    await opened.close();
    if (error instanceof StartError) throw error;
    const message = `The tables cannot be brought up to date (${reasonOf(error)}).`;
    throw new StartError(message, { cause: error });
  }
}
