import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { sql } from 'drizzle-orm';
import type { Comment } from '../../src/model/comment.js';
import { newId } from '../../src/model/new-id.js';
import type { Permission } from '../../src/model/viewer.js';
import { createServer } from '../../src/server/index.js';
import { stateOf } from '../../src/server/storage/state.js';
import { admin, decide, logOf, moderator, viewer } from './support/moderation.js';
import {
  callsOf,
  newKey,
  onEachDatabase,
  ORIGIN,
  query,
  SECRET,
  signToken,
  threadOf,
} from './support/site.js';

const DAY = 86_400_000;
const word = (permission: Permission): string => (permission.allowed ? 'ok' : permission.reason);

onEachDatabase('an archive', { commentAccess: 'guests', readOnly: true }, (site) => {
  /** The same site, before it became an archive. */
  async function before(work: (open: ReturnType<typeof callsOf>) => Promise<void>): Promise<void> {
    const { storage } = site;
    const server = createServer({ storage, origins: [ORIGIN], secret: SECRET, limits: 'off' });
    await work(callsOf({ server }));
    await server.close();
  }

  test('takes no comment, edit, vote or report of anybody', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    let id = '';
    await before(async (open) => {
      ({ id } = await open.write(alice, key));
    });
    const calls: [string, string, unknown][] = [
      [
        'PUT',
        `/v1/comments/${newId()}`,
        { thread: threadOf(key), parent: null, source: 'Un mot.' },
      ],
      ['PATCH', `/v1/comments/${id}`, { source: 'Un autre mot.' }],
      ['PUT', `/v1/comments/${id}/vote`, { value: 1 }],
      ['PUT', `/v1/reports/${newId()}`, { comment: id, reason: 'spam', details: '' }],
      ['POST', '/v1/guests', { name: 'Ana' }],
    ];
    for (const token of [null, alice, await signToken('bob'), await moderator()]) {
      for (const [method, path, body] of calls) {
        const problem = await site.fail(method, path, { token, body });
        assert.equal(problem.code, 'unsupported', `${method} ${path}`);
      }
      const { can } = await viewer(site, key, token);
      const writes = [can.comment, can.edit, can.vote, can.report];
      assert.deepEqual(new Set(writes.map(word)), new Set(['unsupported']));
      assert.equal(word(can.delete), token === null ? 'login' : 'ok');
    }
    const sent = { thread: threadOf(key), parent: null, source: 'Un mot.' };
    const again = await site.call<Comment>('PUT', `/v1/comments/${id}`, {
      token: alice,
      body: sent,
    });
    assert.deepEqual([again.status, again.body.id], [200, id]);
  });

  test('lets take back, moderate and pick', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    let ids: string[] = [];
    await before(async (open) => {
      ids = [(await open.write(alice, key)).id, (await open.write(alice, key)).id];
    });
    const own = { token: alice, body: { reason: 'author' } };
    const taken = await site.call<Comment>('DELETE', `/v1/comments/${ids[0]}`, own);
    assert.equal(taken.body.tombstone, 'author');
    const { can } = await viewer(site, key, await moderator());
    assert.deepEqual([can.moderate, can.pick, can.close].map(word), ['ok', 'ok', 'ok']);
    const pick = { token: await moderator(), body: { picked: true } };
    assert.equal((await site.call('PUT', `/v1/comments/${ids[1]}/pick`, pick)).status, 200);
    assert.equal((await decide(site, ids[1]!, 'rejected')).body.tombstone, 'moderation');
    assert.equal((await decide(site, ids[1]!, 'published')).body.tombstone, null);
  });
});

let ahead = 0;
const closing = {
  closeAfterDays: 30,
  commentAccess: 'guests',
  now: () => Date.now() + ahead,
} as const;

onEachDatabase('threads that close by themselves', closing, (site) => {
  beforeEach(() => {
    ahead = 0;
  });

  test('are closed for everybody when the time has come, though nobody wrote', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    const { id } = await site.write(alice, key);
    const closed = async () => [
      (await site.thread(key)).thread.closed,
      (await site.changes(key, 0)).thread.closed,
    ];
    assert.deepEqual(await closed(), [false, false]);
    ahead = 30 * DAY - 60_000;
    assert.deepEqual(await closed(), [false, false]);
    ahead = 30 * DAY + 1_000;
    assert.deepEqual(await closed(), [true, true]);
    for (const token of [alice, null]) {
      assert.equal(word((await viewer(site, key, token)).can.comment), 'closed');
    }
    const body = { thread: threadOf(key), parent: null, source: 'Trop tard.' };
    const create = { token: alice, body };
    assert.equal((await site.fail('PUT', `/v1/comments/${newId()}`, create)).code, 'closed');
    const edit = { token: alice, body: { source: 'Trop tard.' } };
    assert.equal((await site.fail('PATCH', `/v1/comments/${id}`, edit)).code, 'closed');
    assert.equal((await decide(site, id, 'rejected')).body.tombstone, 'moderation');
    assert.equal((await site.thread(newKey())).thread.closed, false);
  });

  test('are open again for as long when somebody reopens them', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    await site.write(alice, key);
    const { db } = stateOf(site.storage);
    await db.execute(
      sql`update threads set written_at = written_at - interval '31 days' where key = ${key}`,
    );
    const patch = async (body: object) =>
      site.call<{ closed: boolean; revision: number }>('PATCH', `/v1/thread?${query(key)}`, {
        token: await admin(),
        body,
      });
    const named = (await patch({ title: 'Titre' })).body;
    assert.equal(named.closed, true);
    const reopened = (await patch({ closed: false })).body;
    assert.deepEqual([reopened.closed, reopened.revision], [false, named.revision + 1]);
    const [entry] = await logOf(site);
    assert.deepEqual([entry?.action, entry?.thread], ['reopen', key]);
    await site.write(alice, key);
    ahead = 31 * DAY;
    assert.equal((await site.thread(key)).thread.closed, true);
  });
});
