import assert from 'node:assert/strict';
import type { Comment } from '../../../src/model/comment.js';
import { decide, moderator, admin, report } from './moderation.js';
import { newKey, query, secondsFromNow, signToken, type TestSite } from './site.js';

/**
 * What a comment can be: published; waiting or refused before anybody saw it; `hidden` by reports;
 * `withdrawn` by a moderator; `taken back` by its author; `erased` with its account.
 */
export const STANDINGS = [
  'published',
  'pending',
  'rejected',
  'hidden',
  'withdrawn',
  'taken back',
  'erased',
] as const;
export type Standing = (typeof STANDINGS)[number];

/** A comment of that kind in a thread of its own, on a site where one report hides. */
export async function commentThatIs(
  site: TestSite,
  standing: Standing,
  owner: string,
): Promise<{ id: string; key: string; account: string }> {
  const key = newKey();
  const token = await signToken(owner, { iat: secondsFromNow(-60) });
  if (standing === 'pending' || standing === 'rejected') await premoderate(site, key);
  const { id, author, status } = await site.write(token, key);
  const isHeld = standing === 'pending' || standing === 'rejected';
  assert.equal(status, isHeld ? 'pending' : 'published');
  switch (standing) {
    case 'rejected':
    case 'withdrawn': {
      const { body } = await decide(site, id, 'rejected');
      assert.equal(body.tombstone ?? body.status, isHeld ? 'rejected' : 'moderation');
      break;
    }
    case 'hidden':
      assert.equal(await report(site, await signToken('reporter'), id), 204);
      assert.equal((await site.thread(key)).comments[0]?.tombstone, 'moderation');
      break;
    case 'taken back': {
      const init = { token, body: { reason: 'author' } };
      const { body } = await site.call<Comment>('DELETE', `/v1/comments/${id}`, init);
      assert.equal(body.tombstone, 'author');
      break;
    }
    case 'erased':
      assert.equal((await site.call('DELETE', `/v1/accounts/${owner}`, { token })).status, 204);
      break;
    default:
  }
  return { id, key, account: author.id };
}

/** A thread comes into being with a comment: here with the newsroom's own. */
async function premoderate(site: TestSite, key: string): Promise<void> {
  await site.write(await moderator(), key);
  const init = { token: await admin(), body: { moderation: 'pre' } };
  assert.equal((await site.call('PATCH', `/v1/thread?${query(key)}`, init)).status, 200);
}
