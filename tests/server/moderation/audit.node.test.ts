import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../../../src/server/storage/database.js';
import { stateOf } from '../../../src/server/storage/state.js';
import type { AuditPage } from '../../../src/wire/audit.js';
import { admin, decide, logOf, moderator, report } from '../support/moderation.js';
import { newKey, onEachDatabase, query, signToken } from '../support/site.js';

onEachDatabase('the log', { reportThreshold: 1 }, (site) => {
  test('tells who did what, the last first, and nothing of what was said', async () => {
    const key = newKey();
    const maud = await moderator();
    const { id } = await site.write(await signToken('alice'), key, { source: 'Mot secret.' });
    await report(site, await signToken('bob'), id, 'Détail secret.');
    await decide(site, id, 'published');
    await site.call('PUT', `/v1/comments/${id}/pick`, { token: maud, body: { picked: true } });
    await site.call('PUT', `/v1/comments/${id}/pick`, { token: maud, body: { picked: true } });
    await site.call('PUT', `/v1/comments/${id}/pick`, { token: maud, body: { picked: false } });
    const path = `/v1/thread?${query(key)}`;
    const body = { closed: true, title: 'Titre secret', authors: ['alice'], moderation: 'pre' };
    await site.call('PATCH', path, { token: maud, body });
    await site.call('PATCH', path, { token: maud, body });
    await decide(site, id, 'rejected');
    const entries = await logOf(site, 9);
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['withdraw', 'moderation', 'authors', 'title', 'close', 'unpick', 'pick', 'restore', 'hide'],
    );
    for (const { thread, actor, action } of entries) {
      assert.equal(thread, key);
      assert.equal(actor?.name, action === 'hide' ? undefined : 'Name of maud');
    }
    assert.doesNotMatch(JSON.stringify(entries), /secret/i);
  });

  test('tells that an account was exported and erased, and then no longer whose it was', async () => {
    const ada = await admin();
    const zoe = await signToken('zoe');
    const { author } = await site.write(zoe, newKey());
    await site.call('GET', '/v1/accounts/zoe/export', { token: ada });
    const [exported] = await logOf(site, 1);
    assert.equal(exported?.action, 'export');
    assert.deepEqual(exported?.account, { id: author.id, name: 'Name of zoe' });
    await site.call('DELETE', '/v1/accounts/zoe', { token: zoe });
    const [erased, then] = await logOf(site, 2);
    assert.deepEqual([erased?.action, erased?.actor, erased?.account], ['erase', null, null]);
    assert.deepEqual([then?.action, then?.account], ['export', null]);
  });

  test('is read in steps', async () => {
    const token = await moderator();
    const key = newKey();
    const { id } = await site.write(await signToken('alice'), key);
    for (const status of ['rejected', 'published', 'rejected'] as const)
      await decide(site, id, status);
    const steps: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null && steps.length < 6) {
      const after: string = cursor === '' ? '' : `&after=${encodeURIComponent(cursor)}`;
      const path: string = `/v1/audit?limit=2${after}`;
      const { body }: { body: AuditPage } = await site.call('GET', path, { token });
      steps.push(...body.entries.map((entry) => entry.id));
      ({ cursor } = body);
    }
    assert.deepEqual(
      steps,
      [...new Set(steps)].sort((a, b) => b - a),
    );
    assert.ok(steps.length >= 6);
    const problem = await site.fail('GET', '/v1/audit?after=MTI.AAAAAAAAAAAAAAAA', { token });
    assert.equal(problem.code, 'invalid');
  });

  test('cannot be changed, not even in the database', async () => {
    const { db } = stateOf(site.storage);
    await decide(site, (await site.write(await signToken('alice'), newKey())).id, 'rejected');
    const count = async () => (await rowsOf(db, sql`select id from audit`)).length;
    const before = await count();
    for (const statement of [
      'update audit set action = action',
      'delete from audit',
      'truncate audit',
    ]) {
      await assert.rejects(db.execute(sql.raw(statement)), (error: Error) => {
        assert.match(String(error.cause), /append-only/);
        return true;
      });
    }
    assert.equal(await count(), before);
  });
});
