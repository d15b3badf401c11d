import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QUEUES, type Queue } from '../../src/model/moderation.js';
import { SORTS, type Sort } from '../../src/model/thread.js';
import {
  createCursors,
  type ListPlace,
  type QueuePosition,
} from '../../src/server/storage/cursor.js';
import type { Position } from '../../src/server/storage/order.js';
import { stateOf } from '../../src/server/storage/state.js';
import { decide, moderator, report } from './support/moderation.js';
import { newKey, onEachDatabase, query, signToken, type TestSite } from './support/site.js';

/** Lists of every kind with more than one entry, as addresses. */
async function seedLists(site: TestSite): Promise<string[]> {
  const [token, maud] = [await signToken('writer'), await moderator()];
  const [key, other, held] = [newKey(), newKey(), newKey()];
  const written = async (thread: string, parent: string | null = null) => [
    (await site.write(token, thread, { parent })).id,
    (await site.write(token, thread, { parent })).id,
  ];
  const tops = await written(key);
  for (const parent of tops) await written(key, parent);
  for (const id of await written(other)) await report(site, await signToken('reader'), id);
  for (const id of await written(other)) await decide(site, id, 'rejected');
  await written(other);
  await written(held);
  const path = `/v1/thread?${query(held)}`;
  const patched = await site.call('PATCH', path, { token: maud, body: { moderation: 'pre' } });
  assert.equal(patched.status, 200);
  await written(held);
  return [
    ...SORTS.map((sort) => `/v1/comments?${query(key)}&sort=${sort}`),
    ...tops.map((parent) => `/v1/comments?${query(key)}&sort=newest&parent=${parent}`),
    `/v1/comments?${query(other)}&sort=newest`,
    ...QUEUES.map((queue) => `/v1/queue?queue=${queue}`),
    '/v1/audit?',
  ];
}

/** Any answer with a cursor. */
interface Page {
  cursor?: string | null;
  page?: { cursor: string | null };
  lists?: { page: { cursor: string | null } }[];
}

/** A cursor to where this one leads, as a site of this salt makes it. */
function madeWith(salt: string, cursor: string): string {
  const [text = ''] = cursor.split('.');
  const parts = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
  const cursors = createCursors(salt);
  if (parts[0] === 'audit') return cursors.writeAudit(parts[1] as number);
  if (parts[0] === 'queue') {
    return cursors.writeQueue(parts[1] as Queue, parts.slice(2) as QueuePosition);
  }
  const [, thread, parent, sort, position] = parts as [
    string,
    number,
    string | null,
    Sort,
    Position,
  ];
  const place: ListPlace = { thread, parent, sort };
  return cursors.writeList(place, position);
}

onEachDatabase('a cursor', {}, (site) => {
  /** Every list with the cursor that its first entry ends with. */
  async function begin(): Promise<{ address: string; cursor: string }[]> {
    const token = await moderator();
    const begun: { address: string; cursor: string }[] = [];
    for (const address of await seedLists(site)) {
      const { body } = await site.call<Page>('GET', `${address}&limit=1`, { token });
      const cursor = body.cursor ?? body.page?.cursor ?? body.lists?.[0]?.page.cursor;
      assert.ok(cursor, `${address} has more`);
      begun.push({ address, cursor });
    }
    return begun;
  }

  const follow = async (address: string, cursor: string) => {
    const path = `${address}&limit=1&after=${encodeURIComponent(cursor)}`;
    const { status, body } = await site.call<{ code?: string }>('GET', path, {
      token: await moderator(),
    });
    return [status, body.code];
  };

  test('leads on in its own list, and in no other of any kind', async () => {
    const begun = await begin();
    for (const { address } of begun) {
      for (const { address: of, cursor } of begun) {
        const expected = address === of ? [200, undefined] : [422, 'invalid'];
        assert.deepEqual(await follow(address, cursor), expected, `${of} in ${address}`);
      }
    }
  });

  test('of another site, or signed for another place, is none', async () => {
    const begun = await begin();
    const { salt } = stateOf(site.storage);
    for (const [index, { address, cursor }] of begun.entries()) {
      assert.equal(madeWith(salt, cursor), cursor);
      const [text = '', signature = ''] = cursor.split('.');
      const neighbour = begun[(index + 1) % begun.length]?.cursor.split('.')[1] ?? '';
      for (const wrong of [
        madeWith(`${salt} of another site`, cursor),
        `${text}.${neighbour}`,
        `${text}.`,
        text,
        `${cursor}.${signature}`,
      ]) {
        assert.deepEqual(await follow(address, wrong), [422, 'invalid'], `${wrong} in ${address}`);
      }
    }
  });
});
