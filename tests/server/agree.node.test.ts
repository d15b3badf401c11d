import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { LatestComment, ThreadCount } from '../../src/model/thread.js';
import type { Viewer } from '../../src/model/viewer.js';
import { createServer, openStorage, type Server, type Storage } from '../../src/server/index.js';
import { MAX_STALE } from '../../src/server/server.js';
import { freshDatabase, postgresMissing, type TestDatabase } from '../support/postgres.js';
import { callsOf, newKey, ORIGIN, query, SECRET, signToken } from './support/site.js';

describe('two servers on one PostgreSQL', { skip: postgresMissing() }, () => {
  let database: TestDatabase;
  const storages: Storage[] = [];
  const servers: Server[] = [];
  let time = 1_000_000;

  before(async () => {
    database = await freshDatabase();
    for (let count = 0; count < 2; count += 1) {
      const storage = await openStorage({ url: database.url });
      storages.push(storage);
      servers.push(
        createServer({
          storage,
          origins: [ORIGIN],
          secret: SECRET,
          limits: 'off',
          now: () => time,
        }),
      );
    }
  });

  after(async () => {
    for (const server of servers) await server.close();
    for (const storage of storages) await storage.close();
    await database.drop();
  });

  test('agree two seconds after a write: thread, changes, counts, latest and viewer', async () => {
    const [one, two] = servers.map((server) => callsOf({ server }));
    const key = newKey();
    const alice = await signToken('alice');
    const bob = await signToken('bob');
    const seenBy = async (site: NonNullable<typeof one>) => {
      const get = async <T>(path: string, token?: string) =>
        (await site.call<T>('GET', path, token ? { token } : {})).body;
      const { counts } = await get<{ counts: ThreadCount[] }>(`/v1/counts?${query(key)}`);
      const { items } = await get<{ items: LatestComment[] }>('/v1/latest');
      const viewer = await get<Viewer>(`/v1/viewer?${query(key)}`, bob);
      return {
        page: await site.thread(key),
        changes: await site.changes(key, 0),
        count: counts[0]?.count,
        latest: items.map(({ comment }) => comment.id),
        votes: viewer.votes,
      };
    };
    await seenBy(two!);
    const { id } = await one!.write(alice, key);
    await one!.vote(bob, id);
    time += MAX_STALE + 1;
    const seen = await seenBy(two!);
    assert.deepEqual(seen, await seenBy(one!));
    assert.equal(seen.count, 1);
    assert.deepEqual([seen.latest, seen.votes], [[id], [{ id, value: 1 }]]);

    await one!.call('DELETE', `/v1/comments/${id}`, { token: alice, body: { reason: 'author' } });
    time += MAX_STALE + 1;
    const after = await seenBy(two!);
    assert.deepEqual(after, await seenBy(one!));
    assert.deepEqual([after.count, after.latest, after.votes], [0, [], []]);
    assert.ok(MAX_STALE <= 2_000);
  });
});
