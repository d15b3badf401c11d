import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'drizzle-orm';
import type { CommentPage } from '../../src/model/thread.js';
import { stateOf } from '../../src/server/storage/state.js';
import { newKey, onEachDatabase, signToken } from './support/site.js';

const REPLIES = 10_000;
const LIMIT = 100;

onEachDatabase(`a comment with ${REPLIES} replies`, {}, (site) => {
  const key = newKey();
  let parent = '';

  before(async () => {
    const { id, author } = await site.write(await signToken('alice'), key);
    parent = id;
    await stateOf(site.storage).db.transaction(async (tx) => {
      // One after the other they are counted as one writes them; here only their number matters.
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`
        insert into comments (id, thread, parent, account, writer, source, body, status, created_at,
          revision)
        select gen_random_uuid(), thread, id, ${author.id}::uuid, 'writer', 'Mot.',
          '{"type":"root","children":[]}', 'published', created_at + n / 3 * interval '1 ms', n
        from comments cross join generate_series(1, ${REPLIES}::integer) as n
        where id = ${parent}::uuid`);
      await tx.execute(sql`update comments set replies = ${REPLIES} where id = ${parent}::uuid`);
      await tx.execute(sql`update threads set total = ${REPLIES} + 1 where key = ${key}`);
    });
  });

  test('comes with the first five of them', async () => {
    const { comments, lists, thread } = await site.thread(key);
    assert.deepEqual([comments.length, thread.total], [6, REPLIES + 1]);
    const list = lists.find((one) => one.parent === parent);
    assert.deepEqual([list?.ids.length, list?.page.total], [5, REPLIES]);
  });

  test('has each of them once, in as many pages as it takes, three of each moment', async () => {
    const seen = new Set<string>();
    let pages = 0;
    for (let after: string | null = ''; after !== null; pages += 1) {
      const page: CommentPage = await site.list(key, `&limit=${LIMIT}&parent=${parent}${after}`);
      const [list] = page.lists;
      assert.equal(list?.ids.length, LIMIT);
      for (const id of list.ids) seen.add(id);
      after = list.page.cursor && `&after=${list.page.cursor}`;
    }
    assert.deepEqual([seen.size, pages], [REPLIES, REPLIES / LIMIT]);
  });
});
