import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Comment } from '../../src/model/comment.js';
import { SORTS, type CommentPage, type Sort } from '../../src/model/thread.js';
import { newKey, onEachDatabase, signToken, type TestSite } from './support/site.js';

interface Entry {
  id: string;
  parent: string | null;
  /** The order of writing. */
  place: number;
  up: number;
  down: number;
}

/** Wilson's lower bound as it stands in the literature, not as the database computes it. */
function wilson(up: number, down: number): number {
  const n = up + down;
  if (n === 0) return 0;
  const z = 1.96;
  const p = up / n;
  const spread = z * Math.sqrt((p * (1 - p) + (z * z) / (4 * n)) / n);
  return (p + (z * z) / (2 * n) - spread) / (1 + (z * z) / n);
}

/** The model: a list in the order that the contract tells. */
function sorted(entries: Entry[], parent: string | null, sort: Sort): string[] {
  const list = entries.filter((entry) => entry.parent === parent);
  const replies = (id: string) => entries.filter((entry) => entry.parent === id).length;
  const effective = parent === null || sort === 'best' ? sort : 'oldest';
  const rank = {
    best: (a: Entry, b: Entry) => wilson(b.up, b.down) - wilson(a.up, a.down),
    'most-replied': (a: Entry, b: Entry) => replies(b.id) - replies(a.id),
    newest: () => 0,
    oldest: () => 0,
  }[effective];
  const near = (value: number) => (Math.abs(value) < 1e-9 ? 0 : value);
  const time = (a: Entry, b: Entry) =>
    effective === 'oldest' ? a.place - b.place : b.place - a.place;
  return list.sort((a, b) => near(rank(a, b)) || time(a, b)).map(({ id }) => id);
}

/** Follows a list's cursor to its end, from what the first answer holds of it. */
async function walk(
  site: TestSite,
  key: string,
  sort: Sort,
  parent: string | null,
  first: CommentPage,
  limit: number,
): Promise<string[]> {
  let list = first.lists.find((one) => one.parent === parent);
  const ids = [...(list?.ids ?? [])];
  while (list?.page.cursor) {
    const after = encodeURIComponent(list.page.cursor);
    const place = parent === null ? '' : `&parent=${parent}`;
    const page = await site.list(key, `&sort=${sort}&limit=${limit}${place}&after=${after}`);
    list = page.lists.find((one) => one.parent === parent);
    ids.push(...(list?.ids ?? []));
  }
  return ids;
}

onEachDatabase(
  'lists',
  { commentAccess: 'registered', voteAccess: 'registered', downVotes: true },
  (site) => {
    test('every list of a thread reads to its end in the order of its sort', async () => {
      const voters = await Promise.all([...'abcdef'].map((name) => signToken(`voter ${name}`)));
      const writer = await signToken('writer');
      const drawn = fc.array(
        fc.record({
          answers: fc.option(fc.nat(), { freq: 2 }),
          votes: fc.array(fc.constantFrom(1, -1), { maxLength: voters.length }),
        }),
        { minLength: 1, maxLength: 30 },
      );
      const property = fc.asyncProperty(
        drawn,
        fc.integer({ min: 1, max: 7 }),
        async (comments, limit) => {
          const key = newKey();
          const entries: Entry[] = [];
          for (const [place, { answers, votes }] of comments.entries()) {
            const parent = answers === null ? null : (entries[answers % (place || 1)]?.id ?? null);
            const { id } = await site.write(writer, key, { parent });
            for (const [index, value] of votes.entries()) {
              await site.vote(voters[index] ?? '', id, value);
            }
            const up = votes.filter((value) => value === 1).length;
            entries.push({ id, parent, place, up, down: votes.length - up });
          }
          for (const sort of SORTS) {
            const first = await site.thread(key, `&sort=${sort}&limit=${limit}`);
            for (const parent of [null, ...entries.map(({ id }) => id)]) {
              const begin = first.comments.some(({ id }) => id === parent)
                ? first
                : await site.list(
                    key,
                    `&sort=${sort}&limit=${limit}${parent === null ? '' : `&parent=${parent}`}`,
                  );
              const ids = await walk(site, key, sort, parent, parent ? begin : first, limit);
              assert.deepEqual(ids, sorted(entries, parent, sort), `${sort} under ${parent}`);
            }
          }
        },
      );
      await fc.assert(property, { numRuns: 6 });
    });

    for (const sort of SORTS) {
      test(`what is written or withdrawn meanwhile neither repeats nor skips (${sort})`, async () => {
        const key = newKey();
        const token = await signToken('writer');
        const root = await site.write(token, key);
        const middle = await site.write(token, key, { parent: root.id });
        for (const parent of [null, middle.id]) {
          const before: string[] = parent === null ? [root.id] : [];
          for (let count = 0; count < 12; count += 1) {
            before.push((await site.write(token, key, { parent })).id);
          }
          const place = parent === null ? '' : `&parent=${parent}`;
          const seen: string[] = [];
          let after = '';
          for (;;) {
            const page = await site.list(key, `&sort=${sort}&limit=3${place}${after}`);
            const [list] = page.lists;
            seen.push(...(list?.ids ?? []));
            if (!list?.page.cursor || seen.length > 60) break;
            after = `&after=${list.page.cursor}`;
            if (seen.length > 12) continue;
            await Promise.all([
              site.write(token, key, { parent }),
              site.call('DELETE', `/v1/comments/${seen[0]}`, {
                token,
                body: { reason: 'author' },
              }),
            ]);
          }
          assert.equal(new Set(seen).size, seen.length, 'an entry came twice');
          assert.deepEqual(
            before.filter((id) => !seen.includes(id)),
            [],
            'an entry was skipped',
          );
        }
      });
    }

    test('around leads to a comment at any depth, with every list on the way', async () => {
      const key = newKey();
      const token = await signToken('writer');
      const path: string[] = [];
      for (let depth = 0; depth < 60; depth += 1) {
        for (let older = 0; older < (depth % 20 === 5 ? 7 : 0); older += 1) {
          await site.write(token, key, { parent: path.at(-1) ?? null });
        }
        path.push((await site.write(token, key, { parent: path.at(-1) ?? null })).id);
      }
      const page = await site.thread(key, `&sort=oldest&limit=1&around=${path.at(-1)}`);
      assert.deepEqual(page.around, path);
      const records = new Map(page.comments.map((comment) => [comment.id, comment]));
      for (const [index, id] of path.entries()) {
        assert.ok(records.has(id));
        const list = page.lists.find(({ parent }) => parent === id);
        if (index < path.length - 1) assert.ok(list, 'an ancestor has replies');
        else assert.equal(list, undefined);
      }
      for (const { ids } of page.lists) for (const id of ids) assert.ok(records.has(id));
      const other = await site.write(token, newKey());
      assert.equal((await site.thread(key, `&around=${other.id}`)).around, null);
    });

    test('an answer holds at most 300 replies, and a cursor for every other list', async () => {
      const key = newKey();
      const token = await signToken('writer');
      const tops: string[] = [];
      for (let count = 0; count < 70; count += 1) {
        tops.push((await site.write(token, key)).id);
      }
      for (let count = 0; count < 5; count += 1) {
        await Promise.all(tops.map((parent) => site.write(token, key, { parent })));
      }
      const page = await site.thread(key, '&sort=oldest&limit=100');
      assert.equal(page.comments.length, 370);
      const lists = page.lists.filter(({ parent }) => parent !== null);
      assert.equal(lists.length, 70);
      const unbegun = lists.filter(({ ids }) => ids.length === 0);
      assert.equal(unbegun.length, 10);
      const [list] = unbegun;
      const rest = await site.list(
        key,
        `&sort=oldest&parent=${list?.parent}&after=${list?.page.cursor}`,
      );
      assert.equal(rest.lists[0]?.ids.length, 5);
    });

    test('a cursor is good for its own list and sort only', async () => {
      const key = newKey();
      const token = await signToken('writer');
      const top = await site.write(token, key);
      await site.write(token, key);
      await site.write(token, key, { parent: top.id });
      const { lists } = await site.thread(key, '&sort=newest&limit=1');
      const cursor = lists[0]?.page.cursor ?? '';
      const other = newKey();
      await site.write(token, other);
      const wrong = [
        [key, `&sort=oldest&after=${cursor}`],
        [key, `&sort=newest&parent=${top.id}&after=${cursor}`],
        [other, `&sort=newest&after=${cursor}`],
        [newKey(), `&sort=newest&after=${cursor}`],
        [key, '&sort=newest&after=garbage'],
        [key, `&sort=newest&after=${Buffer.from('[1,1,null,"newest",[1]]').toString('base64url')}`],
        [key, '&sort=newest&after='],
      ] as const;
      for (const [thread, rest] of wrong) {
        const path = `/v1/comments?thread=${encodeURIComponent(thread)}${rest}`;
        assert.equal((await site.fail('GET', path)).code, 'invalid', rest);
      }
    });

    test('replaying changes gives what a fresh reading gives', async () => {
      const tokens = await Promise.all([...'xyz'].map((name) => signToken(`account ${name}`)));
      const moderator = await signToken('maud', { roles: ['moderator'] });
      const act = fc.record({
        kind: fc.constantFrom('write', 'write', 'write', 'edit', 'withdraw', 'vote', 'pick'),
        who: fc.nat(tokens.length - 1),
        which: fc.nat(),
      });
      const property = fc.asyncProperty(fc.array(act, { maxLength: 40 }), async (acts) => {
        const key = newKey();
        const known = new Map<string, Comment>();
        const ids: string[] = [];
        let since = 0;
        const replay = async (): Promise<void> => {
          const changes = await site.changes(key, since);
          assert.ok(changes.revision >= since);
          for (const comment of changes.comments) known.set(comment.id, comment);
          since = changes.revision;
        };
        for (const [index, { kind, who, which }] of acts.entries()) {
          const token = tokens[who] ?? '';
          const id = ids[which % (ids.length || 1)];
          if (kind === 'write' || id === undefined) {
            const parent = which % 3 === 0 ? null : (id ?? null);
            const living = parent === null || known.get(parent)?.tombstone === null;
            ids.push((await site.write(token, key, { parent: living ? parent : null })).id);
          } else if (kind === 'edit') {
            await site.call('PATCH', `/v1/comments/${id}`, { token, body: { source: `${which}` } });
          } else if (kind === 'withdraw') {
            await site.call('DELETE', `/v1/comments/${id}`, {
              token: moderator,
              body: { reason: 'moderation' },
            });
            await replay();
          } else if (kind === 'vote') {
            await site.vote(token, id, (which % 3) - 1);
          } else {
            await site.call('PUT', `/v1/comments/${id}/pick`, {
              token: moderator,
              body: { picked: which % 2 === 0 },
            });
          }
          if (index % 4 === 0) await replay();
        }
        await replay();
        const fresh = await site.thread(key, '&sort=oldest&limit=100');
        assert.equal(since, fresh.thread.revision);
        for (const comment of fresh.comments) assert.deepEqual(known.get(comment.id), comment);
        const living = [...known.values()].filter(({ tombstone }) => tombstone === null);
        assert.equal(fresh.thread.total, living.length);
      });
      await fc.assert(property, { numRuns: 8 });
    });

    test('many changes come in steps', async () => {
      const key = newKey();
      const token = await signToken('writer');
      for (let count = 0; count < 5; count += 1) {
        await Promise.all(Array.from({ length: 50 }, () => site.write(token, key)));
      }
      const first = await site.changes(key, 0);
      assert.equal(first.comments.length, 200);
      assert.equal(first.more, true);
      const rest = await site.changes(key, first.revision);
      assert.equal(rest.comments.length, 50);
      assert.equal(rest.more, false);
      assert.equal(rest.revision, 250);
      assert.equal(new Set([...first.comments, ...rest.comments].map(({ id }) => id)).size, 250);
    });
  },
);
