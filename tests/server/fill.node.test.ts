import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { openStorage, type Storage } from '../../src/server/index.js';
import { rowsOf } from '../../src/server/storage/database.js';
import { stateOf } from '../../src/server/storage/state.js';
import { fillDatabase } from '../support/fill/fill.js';

const SIZES = { threads: [{ key: 'long', comments: 1_200 }], others: 2_500, accounts: 400 };

async function filled(byTriggers: boolean): Promise<Storage> {
  const storage = await openStorage({ data: 'memory://' });
  await fillDatabase(storage, { ...SIZES, byTriggers });
  return storage;
}

function ask(storage: Storage, query: string): Promise<Record<string, unknown>[]> {
  return rowsOf(stateOf(storage).db, sql.raw(query));
}

describe('a database that was filled at once', () => {
  let storage: Storage;
  let counted: Storage;

  before(async () => {
    storage = await filled(false);
    counted = await filled(true);
  });
  after(async () => {
    await storage.close();
    await counted.close();
  });

  test('has the counts that the triggers would have made', async () => {
    for (const query of [
      'select key, entries, total from threads order by key',
      'select id, status, up, down, replies from comments order by id',
    ]) {
      assert.deepEqual(await ask(storage, query), await ask(counted, query), query);
    }
  });

  test('has of everything that a newspaper has', async () => {
    const [found] = await ask(
      storage,
      `select count(*)::integer as comments,
        count(*) filter (where parent is null)::integer as entries,
        count(*) filter (where tombstone is not null)::integer as tombstones,
        count(*) filter (where status = 'unlisted')::integer as unlisted,
        count(*) filter (where status = 'pending')::integer as pending,
        count(*) filter (where status = 'rejected')::integer as rejected,
        count(*) filter (where up > 3)::integer as liked,
        count(*) filter (where replies > 10)::integer as answered,
        (select count(*) from reports)::integer as reports,
        (select count(distinct thread) from comments)::integer as threads
      from comments`,
    );
    assert.equal(found?.['comments'], 3_700);
    for (const [name, count] of Object.entries(found ?? {})) assert.ok(Number(count) > 0, name);
  });

  test('holds its longest dispute at the depth that it promises', async () => {
    const [found] = await ask(
      storage,
      `with recursive below (id, depth) as (
        select id, 1 from comments where parent is null
        union all
        select comments.id, depth + 1 from comments join below on comments.parent = below.id
      ) select max(depth) as depth from below`,
    );
    assert.ok(Number(found?.['depth']) >= 40);
  });
});
