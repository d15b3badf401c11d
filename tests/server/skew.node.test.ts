import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'drizzle-orm';
import type { LivingComment } from '../../src/model/comment.js';
import { SORTS } from '../../src/model/thread.js';
import { rowsOf } from '../../src/server/storage/database.js';
import { stateOf } from '../../src/server/storage/state.js';
import { newKey, onEachDatabase, signToken } from './support/site.js';

onEachDatabase('a thread that is ahead of the clock', {}, (site) => {
  /** As a server leaves it whose clock is put back by an hour; the time of its last comment. */
  async function putAhead(key: string): Promise<number> {
    const { db } = stateOf(site.storage);
    await db.execute(sql`
      update comments set created_at = created_at + interval '1 hour'
      where thread = (select id from threads where key = ${key})`);
    const [row] = await rowsOf<{ ahead: string }>(
      db,
      sql`update threads set written_at = written_at + interval '1 hour' where key = ${key}
        returning (extract(epoch from written_at) * 1000)::bigint::text as ahead`,
    );
    assert.ok(row);
    return Number(row.ahead);
  }

  test('goes on after its last comment, one after the other', async () => {
    const key = newKey();
    const token = await signToken('writer');
    const { id: parent, createdAt } = await site.write(token, key);
    let last = await putAhead(key);
    assert.ok(last > Date.parse(createdAt));
    for (const answered of [null, parent, null, parent]) {
      const comment = await site.write(token, key, { parent: answered });
      const time = Date.parse(comment.createdAt);
      assert.ok(time > last, `${comment.createdAt} is not later than ${new Date(last).toJSON()}`);
      last = time;
    }
    const { comments } = await site.changes(key, 0);
    const times = (comments as LivingComment[]).map((comment) => comment.createdAt);
    assert.deepEqual(times, [...times].sort());
  });

  for (const sort of SORTS) {
    test(`has its lists and cursors in order (${sort})`, async () => {
      const key = newKey();
      const token = await signToken('writer');
      const write = async (parent: string | null) => (await site.write(token, key, { parent })).id;
      const top = await write(null);
      const written = { tops: [top], replies: [await write(top)] };
      await putAhead(key);
      for (let count = 0; count < 4; count += 1) {
        written.tops.push(await write(null));
        written.replies.push(await write(top));
      }
      for (const parent of [null, top]) {
        const place = parent === null ? '' : `&parent=${parent}`;
        const ids = parent === null ? written.tops : written.replies;
        const isOldestFirst = sort === 'oldest' || (parent !== null && sort !== 'best');
        const expected = isOldestFirst ? [...ids] : [...ids].reverse();
        // Nobody else is answered.
        if (sort === 'most-replied' && parent === null) expected.unshift(expected.pop() ?? '');
        const seen: string[] = [];
        for (let after: string | null = ''; after !== null;) {
          const page = await site.list(key, `&sort=${sort}&limit=2${place}${after}`);
          const list = page.lists.find((one) => one.parent === parent);
          assert.ok(list);
          seen.push(...list.ids);
          const { cursor } = list.page;
          after = cursor === null ? null : `&after=${encodeURIComponent(cursor)}`;
          // What comes meanwhile is where the order has it, whatever the clock says.
          if (seen.length === 2) {
            const late = await write(parent);
            if (isOldestFirst) expected.push(late);
          }
        }
        assert.deepEqual(seen, expected);
      }
    });
  }
});
