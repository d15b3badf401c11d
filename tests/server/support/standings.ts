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
  const { id, author } = await site.write(token, key);
  switch (standing) {
    case 'rejected':
    case 'withdrawn':
      await decide(site, id, 'rejected');
      break;
    case 'hidden':
      await report(site, await signToken('reporter'), id);
      break;
    case 'taken back':
      await site.call('DELETE', `/v1/comments/${id}`, { token, body: { reason: 'author' } });
      break;
    case 'erased':
      await site.call('DELETE', `/v1/accounts/${owner}`, { token });
      break;
    default:
  }
  return { id, key, account: author.id };
}

/** A thread comes into being with a comment: here with the newsroom's own. */
async function premoderate(site: TestSite, key: string): Promise<void> {
  await site.write(await moderator(), key);
  await site.call('PATCH', `/v1/thread?${query(key)}`, {
    token: await admin(),
    body: { moderation: 'pre' },
  });
}
