import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import type { Guest } from '../../src/model/guest.js';
import type { Viewer } from '../../src/model/viewer.js';
import { rowsOf } from '../../src/server/storage/database.js';
import { stateOf } from '../../src/server/storage/state.js';
import {
  becomeGuest,
  newKey,
  onEachDatabase,
  query,
  signToken,
  type TestSite,
} from './support/site.js';

async function refusal(site: TestSite, name: unknown): Promise<string> {
  return (await site.fail('POST', '/v1/guests', { body: { name } })).code;
}

onEachDatabase('names of guests', { commentAccess: 'guests' }, (site, kind) => {
  test('a name must be seen, and have at most 80 characters', async () => {
    const unseen = [
      '',
      '  \t',
      '\u0301',
      '\u200b\u200d',
      '\u3164',
      '\u2800',
      '\u202e\u202c',
      '\u{e0041}',
    ];
    for (const name of unseen) assert.equal(await refusal(site, name), 'empty', escape(name));
    assert.equal(await refusal(site, '💬'.repeat(81)), 'too-long');
    assert.equal((await becomeGuest(site, '💬'.repeat(80))).account.name, '💬'.repeat(80));
    for (const name of [undefined, null, 1, ['Ana']]) {
      assert.equal(await refusal(site, name), 'invalid');
    }
  });

  test('any name becomes a guest or a refusal that says why', async () => {
    const names = fc.oneof(fc.string({ unit: 'binary', maxLength: 90 }), fc.string());
    await fc.assert(
      fc.asyncProperty(names, async (name) => {
        const { status, body } = await site.call<Guest & { code: string }>('POST', '/v1/guests', {
          body: JSON.stringify({ name }),
        });
        if (status === 422) return assert.match(body.code, /^(?:empty|too-long)$/);
        assert.equal(status, 201);
        const path = `/v1/viewer?${query(newKey())}`;
        const viewer = await site.call<Viewer>('GET', path, { token: body.token });
        assert.equal(viewer.body.account?.name, body.account.name);
      }),
      { numRuns: 60 },
    );
  });

  test('nobody takes the name that somebody with an account is known by', async () => {
    const subject = `zoe-${kind}`;
    const name = `Zoé Ébène ${kind}`;
    const mine = await signToken(subject, { name });
    const nearly = [
      name,
      name.toUpperCase(),
      ` zoe  ebene ${kind}`,
      `Zoe\u0301Ebene${kind}`,
      `Zoé\u200bÉbène${kind}`,
    ];
    const key = newKey();
    const { id } = await site.write(await signToken('bob'), key);
    await site.vote(mine, id);
    // Nobody has seen it yet, and nobody learns it this way.
    await becomeGuest(site, name);

    const written = await site.write(mine, key);
    for (const one of nearly) assert.equal(await refusal(site, one), 'conflict', one);
    await becomeGuest(site, `${name} junior`);
    const body = { reason: 'author' };
    await site.call('DELETE', `/v1/comments/${written.id}`, { token: mine, body });
    await becomeGuest(site, name);
  });

  test('nor that of the staff, though they have not written', async () => {
    const token = await signToken(`ed-${kind}`, { name: `Éd ${kind}`, roles: ['staff'] });
    const { id } = await site.write(await signToken('bob'), newKey());
    await site.vote(token, id);
    assert.equal(await refusal(site, `ed${kind.toLowerCase()}`), 'conflict');
  });

  test('the look for a name goes by an index', async () => {
    const { db } = stateOf(site.storage);
    await db.transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      const plan = await rowsOf(
        tx,
        sql`explain select id from accounts
          where fold_name(name) = fold_name(${'Ana'}) and sub not like 'guest:%'`,
      );
      assert.match(JSON.stringify(plan), /accounts_by_folded_name/);
    });
  });
});
