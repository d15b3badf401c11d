import assert from 'node:assert/strict';
import { newId } from '../../../src/model/new-id.js';
import type { Operation } from '../../../src/server/openapi/operation.js';
import type { Entries } from './garbage.js';
import { newKey, signToken, threadOf, type TestSite } from './site.js';

/** Things that are there: a thread with a reader's comments, an answer to them and a report. */
export async function seed(site: TestSite) {
  const key = newKey();
  const [sub, other] = [`gaston ${newId()}`, `gerda ${newId()}`];
  const reader = await signToken(sub);
  const team = await signToken(other, { roles: ['moderator', 'staff'] });
  const { id: comment, author } = await site.write(reader, key);
  const { id: second } = await site.write(reader, key);
  const { id: reply, author: answering } = await site.write(team, key, { parent: comment });
  const report = newId();
  const body = { comment, reason: 'spam', details: '' };
  const { status } = await site.call('PUT', `/v1/reports/${report}`, { token: team, body });
  assert.equal(status, 204);
  const names = [comment, second, reply, report, author.id, answering.id, key, sub, other];
  return { key, sub, account: author.id, comment: second, tokens: [reader, team], names };
}
type Seed = Awaited<ReturnType<typeof seed>>;

/** The call as it should be, about what is there. */
export function rightCall(
  { method, path, query, body }: Operation,
  { key, sub, account, comment }: Seed,
) {
  const isNew = method === 'put' && /\/\{id\}$/.test(path);
  const values: Record<string, string> = { sub, account, id: isNew ? newId() : comment };
  const name = /\{(\w+)\}/.exec(path)?.[1];
  const asked = Object.entries({ thread: key, since: '0' });
  const about = { thread: threadOf(key), comment };
  const example = (body?.example ?? {}) as Record<string, unknown>;
  return {
    segment: name === undefined ? '' : encodeURIComponent(values[name] ?? ''),
    query: asked.filter(([parameter]) => parameter in (query?.shape ?? {})) as Entries,
    body: Object.fromEntries(
      Object.entries(example).map(([field, value]) => [field, { [field]: value, ...about }[field]]),
    ),
  };
}
