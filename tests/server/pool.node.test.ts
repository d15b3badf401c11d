import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg, { type PoolClient } from 'pg';
import { createPool, type ResilientPool } from '../../src/server/storage/pool.js';
import { freshDatabase, postgresMissing, type TestDatabase } from '../support/postgres.js';
import { until } from '../support/processes.js';

describe('the pool', { skip: postgresMissing() }, () => {
  let database: TestDatabase;
  let connections: ResilientPool;

  before(async () => {
    database = await freshDatabase();
    connections = createPool(pg.Pool, { connectionString: database.url, max: 2 });
  });

  after(async () => {
    await connections.pool.end();
    await database.drop();
  });

  const cut = (client: PoolClient): void => {
    (
      client as unknown as { connection: { stream: { destroy(): void } } }
    ).connection.stream.destroy();
  };
  const isFree = async (): Promise<boolean> => connections.state().inUse === 0;

  test('gets back what ends before a transaction has begun', async () => {
    const db = drizzle(connections.pool);
    for (let count = 0; count < 4; count += 1) {
      connections.pool.once('acquire', cut);
      await assert.rejects(db.transaction(async () => 'never'));
      await until(isFree, 'the connection to be given back');
    }
    assert.equal(await db.transaction(async () => 'done'), 'done');
  });

  test('gets back what ends within a transaction, and nothing else ends with it', async () => {
    const db = drizzle(connections.pool);
    for (let count = 0; count < 4; count += 1) {
      const other = await connections.pool.connect();
      const broken = db.transaction(async (tx) => {
        await tx.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
      });
      await assert.rejects(broken);
      assert.equal((await other.query('select 1')).rowCount, 1);
      other.release();
      await until(isFree, 'the connection to be given back');
    }
    assert.equal(await db.transaction(async () => 'done'), 'done');
  });

  test('takes a connection from whoever holds it for too long', async (context) => {
    connections.watch();
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const client = await connections.pool.connect();
    const isEnded = new Promise((resolve) => client.once('end', resolve));
    context.mock.timers.tick(60_000);
    await isEnded;
    assert.equal(connections.state().inUse, 0);
  });
});
