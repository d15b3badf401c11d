import assert from 'node:assert/strict';
import { newId } from '../../../src/model/new-id.js';
import type { AuditEntry } from '../../../src/model/audit.js';
import type { Comment, LivingComment } from '../../../src/model/comment.js';
import type { Queue, QueuePage } from '../../../src/model/moderation.js';
import type { Viewer } from '../../../src/model/viewer.js';
import type { AuditPage } from '../../../src/wire/audit.js';
import { query, signToken, type Answer, type TestSite } from './site.js';

export function moderator(): Promise<string> {
  return signToken('maud', { roles: ['moderator'], subscriber: false });
}

export function admin(): Promise<string> {
  return signToken('ada', { roles: ['admin'], subscriber: false });
}

export async function decide(
  site: TestSite,
  id: string,
  status: 'published' | 'rejected',
): Promise<Answer<Comment>> {
  const token = await moderator();
  return site.call('PUT', `/v1/comments/${id}/status`, { token, body: { status } });
}

export async function viewer(site: TestSite, key: string, token: string | null): Promise<Viewer> {
  const { status, body } = await site.call<Viewer>('GET', `/v1/viewer?${query(key)}`, { token });
  assert.equal(status, 200);
  return body;
}

/** What waits in a thread, as a reader sees it: ids and statuses. */
export async function pendingOf(
  site: TestSite,
  key: string,
  token: string | null,
): Promise<[id: string, status: string][]> {
  const { pending } = await viewer(site, key, token);
  return pending.map((comment) => [comment.id, (comment as LivingComment).status]);
}

/** A whole queue, page by page. */
export async function queueOf(
  site: TestSite,
  queue: Queue,
  limit = 100,
): Promise<QueuePage['items']> {
  const token = await moderator();
  const items: QueuePage['items'] = [];
  let cursor: string | null = null;
  do {
    const after: string = cursor === null ? '' : `&after=${encodeURIComponent(cursor)}`;
    const path: string = `/v1/queue?queue=${queue}&limit=${limit}${after}`;
    const { status, body }: Answer<QueuePage> = await site.call('GET', path, { token });
    assert.equal(status, 200);
    items.push(...body.items);
    ({ cursor } = body.page);
  } while (cursor !== null);
  return items;
}

export async function report(
  site: TestSite,
  token: string,
  comment: string,
  details = '',
): Promise<number> {
  const body = { comment, reason: 'abuse', details };
  return (await site.call('PUT', `/v1/reports/${newId()}`, { token, body })).status;
}

/** The latest entries of the log, the last first. */
export async function logOf(site: TestSite, limit = 10): Promise<AuditEntry[]> {
  const token = await moderator();
  const { body } = await site.call<AuditPage>('GET', `/v1/audit?limit=${limit}`, { token });
  return body.entries;
}
