import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'drizzle-orm';
import type { Comment } from '../../src/model/comment.js';
import { newId } from '../../src/model/new-id.js';
import { SORTS, type CommentPage } from '../../src/model/thread.js';
import type { Problem } from '../../src/wire/problem.js';
import { stateOf } from '../../src/server/storage/state.js';
import { decide, moderator } from './support/moderation.js';
import { watchPlans } from './support/plans.js';
import {
  newKey,
  onEachDatabase,
  query,
  signToken,
  threadOf,
  type TestSite,
} from './support/site.js';

const ROUNDS = 20;
const MANY = 2_000;
/** Rows that a page of 25 with its first replies may look at. */
const ROWS = 200;

onEachDatabase('what stands in no list', {}, (site) => {
  const takeBack = async (token: string, id: string): Promise<Comment> => {
    const init = { token, body: { reason: 'author' } };
    const { status, body } = await site.call<Comment>('DELETE', `/v1/comments/${id}`, init);
    assert.deepEqual([status, body.tombstone], [200, 'author']);
    return body;
  };

  test('has a deletion that is answered, and its place among the changes', async () => {
    const [key, token] = [newKey(), await signToken('alice')];
    const { id } = await site.write(token, key);
    const kept = await site.write(token, key);
    const { revision } = (await site.thread(key)).thread;
    const gone = await takeBack(token, id);
    assert.deepEqual((await site.changes(key, revision)).comments, [gone]);
    const page = await site.thread(key, `&around=${id}`);
    assert.deepEqual([page.around, page.thread.total], [null, 1]);
    assert.deepEqual(page.comments, [kept]);
    assert.deepEqual(await takeBack(token, id), gone);
  });

  test('is a whole dispute, once its last comment goes', async () => {
    const [key, token] = [newKey(), await signToken('alice')];
    const path: string[] = [];
    for (let depth = 0; depth < 40; depth += 1) {
      path.push((await site.write(token, key, { parent: path.at(-1) ?? null })).id);
    }
    for (const id of path.slice(0, -1)) await takeBack(token, id);
    const page = await site.thread(key, `&around=${path.at(-1)}`);
    assert.deepEqual([page.around, page.thread.total], [path, 1]);
    await takeBack(token, path.at(-1)!);
    const { comments, lists, thread } = await site.thread(key);
    assert.deepEqual([comments, thread.total], [[], 0]);
    assert.deepEqual(lists, [{ parent: null, ids: [], page: { total: 0, cursor: null } }]);
    const rest = await site.list(key, `&parent=${path[0]}`);
    assert.deepEqual(rest.lists[0]?.page, { total: 0, cursor: null });
  });

  test('comes back with an answer that waited', async () => {
    const [key, token] = [newKey(), await signToken('alice')];
    const { id: top } = await site.write(token, key);
    const { id } = await site.write(token, key, { parent: top });
    const mode = { token: await moderator(), body: { moderation: 'pre' } };
    await site.call('PATCH', `/v1/thread?${query(key)}`, mode);
    const { id: answer } = await site.write(await signToken('bob'), key, { parent: id });
    await takeBack(token, id);
    await takeBack(token, top);
    assert.deepEqual((await site.thread(key)).lists[0]?.ids, []);
    await decide(site, answer, 'published');
    const { lists, thread } = await site.thread(key);
    assert.deepEqual(
      lists.map(({ parent, ids, page }) => [parent, ids, page.total]),
      [
        [null, [top], 1],
        [top, [id], 1],
        [id, [answer], 1],
      ],
    );
    assert.equal(thread.total, 1);
  });

  for (const sort of SORTS) {
    test(`ends no reading at its place (${sort})`, async () => {
      const [key, token] = [newKey(), await signToken('alice')];
      const { id: top } = await site.write(token, key);
      for (const parent of [null, top]) {
        const written = parent === null ? [top] : [];
        while (written.length < 9) written.push((await site.write(token, key, { parent })).id);
        const place = `&sort=${sort}&limit=2${parent === null ? '' : `&parent=${parent}`}`;
        const seen: string[] = [];
        for (let after: string | null = ''; after !== null;) {
          const page: CommentPage = await site.list(key, place + after);
          const { ids, page: info } = page.lists.find((list) => list.parent === parent)!;
          seen.push(...ids);
          // Where the cursor stands, and what would come next but one.
          for (const id of [
            ids.at(-1),
            written.find((one) => !seen.includes(one) && one !== top),
          ]) {
            if (id !== undefined && id !== top) await takeBack(token, id);
          }
          after = info.cursor && `&after=${info.cursor}`;
        }
        assert.equal(new Set(seen).size, seen.length, 'an entry came twice');
        const { lists } = await site.list(key, `${place}&limit=100`.replace('&limit=2', ''));
        for (const id of lists[0]?.ids ?? []) assert.ok(seen.includes(id), 'an entry was skipped');
      }
    });
  }

  test('is never answered: a reply and a deletion at once come one after the other', async () => {
    const [key, alice, bob] = [newKey(), await signToken('alice'), await signToken('bob')];
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id: parent } = await site.write(alice, key);
      const id = newId();
      const body = { thread: threadOf(key), parent, source: 'Un mot.' };
      const answer = () => site.call<Problem>('PUT', `/v1/comments/${id}`, { token: bob, body });
      const remove = () => takeBack(alice, parent);
      const [answered] =
        round % 2 === 0
          ? await Promise.all([answer(), remove()])
          : await Promise.all([remove(), answer()]).then(([, second]) => [second] as const);
      const { lists } = await site.list(key, '&limit=100');
      const isListed = lists[0]?.ids.includes(parent);
      const replies = lists.find((list) => list.parent === parent)?.ids ?? [];
      if (answered.status === 201) assert.deepEqual([isListed, replies], [true, [id]]);
      else {
        assert.deepEqual([answered.status, answered.body.code], [410, 'gone']);
        assert.deepEqual([isListed, replies], [false, []]);
      }
    }
  });

  test(`is what an erased account wrote ${MANY} times, and a page is read as before`, async () => {
    const [key, token] = [newKey(), await signToken('prolific')];
    const { id: answered } = await site.write(await signToken('bob'), key);
    const first = await site.write(token, key);
    const reply = await site.write(await signToken('bob'), key, { parent: first.id });
    await fill(site, key, first.author.id, answered);
    assert.equal((await site.thread(key)).thread.total, MANY + 3);
    const status = await erase('prolific', token);
    assert.equal(status, 204);
    const plans = await watchPlans(site.storage).plansOf(async () => {
      const { lists, thread } = await site.thread(key, '&sort=oldest');
      assert.equal(thread.total, 2);
      assert.deepEqual(
        lists.map(({ parent, ids, page }) => [parent, ids, page.total]),
        [
          [null, [answered, first.id], 2],
          [first.id, [reply.id], 1],
        ],
      );
    });
    const examined = plans
      .flatMap(({ scans }) => scans)
      .filter(({ table }) => table === 'comments');
    assert.ok(examined.length > 0);
    for (const scan of examined) assert.ok(scan.examined < ROWS, JSON.stringify(scan));
  });

  async function erase(subject: string, token: string): Promise<number> {
    const { status } = await site.call('DELETE', `/v1/accounts/${subject}`, { token });
    return status;
  }
});

/** Comments of one account, half of them answers to one comment. */
async function fill(
  { storage }: Pick<TestSite, 'storage'>,
  key: string,
  account: string,
  parent: string,
): Promise<void> {
  const { db } = stateOf(storage);
  await db.execute(sql`
    insert into comments (id, thread, parent, account, writer, source, body, status, created_at,
      revision)
    select gen_random_uuid(), threads.id, case when n % 2 = 0 then ${parent}::uuid end,
      ${account}::uuid, 'prolific', 'Mot.', '{"type":"root","children":[]}', 'published',
      now() + n * interval '1 millisecond', n
    from threads cross join generate_series(1, ${MANY}::integer) as n where key = ${key}`);
  await db.execute(sql`update threads set revision = ${MANY} where key = ${key}`);
  await db.execute(sql`analyze comments`);
}
