import { Hono } from 'hono';
import {
  changesQuerySchema,
  eventsHeadersSchema,
  eventsQuerySchema,
  REVISION_MAX,
  threadKeyQuerySchema,
  threadPatchSchema,
  threadQuerySchema,
} from '../../wire/requests.js';
import type { Ageing } from '../ageing.js';
import type { Site } from '../context.js';
import { answerChanges } from '../reads/changes.js';
import { loadThread } from '../reads/thread.js';
import { loadViewer } from '../reads/viewer.js';
import { addressOf, readBody, readHeaders, readQuery } from '../request.js';
import { respondEvents, respondPrivate, respondPublic } from '../respond.js';
import { updateThread } from '../writes/thread.js';
import type { Readers } from '../readers.js';

/** One thread: its first page, what changed and changes in it, who reads it, the newsroom's say. */
export function threadRoutes(site: Site, readers: Readers): Hono {
  return new Hono()
    .get('/thread', async (c) => {
      const query = readQuery(c, threadQuerySchema);
      const name = `thread ${JSON.stringify(query)}`;
      const load = (ageing: Ageing) => loadThread(site, query, ageing);
      return respondPublic(c, await site.snapshots.get(query.thread, name, load));
    })
    .get('/changes', async (c) => {
      const { thread, since } = readQuery(c, changesQuerySchema);
      return respondPublic(c, await answerChanges(site, thread, since));
    })
    .get('/events', async (c) => {
      const { thread, since: asked = REVISION_MAX } = readQuery(c, eventsQuerySchema);
      // A browser comes back to the address that it knows: how far it got is in the header.
      const last = readHeaders(c, eventsHeadersSchema, ['Last-Event-ID']);
      if (c.req.method === 'HEAD') return respondEvents(null);
      const since = last['Last-Event-ID'] ?? asked;
      const from = { address: addressOf(c), signal: c.req.raw.signal };
      return respondEvents(await site.events.follow(thread, since, from));
    })
    .get('/viewer', async (c) => {
      const { thread } = readQuery(c, threadKeyQuerySchema);
      return respondPrivate(await loadViewer(site, thread, await readers.find(c.req.raw)));
    })
    .patch('/thread', async (c) => {
      const reader = await readers.demand(c.req.raw);
      const { thread } = readQuery(c, threadKeyQuerySchema);
      const patch = await readBody(c, threadPatchSchema);
      await site.limits.spend('write', reader, addressOf(c));
      return respondPrivate(await updateThread(site, reader, thread, patch));
    });
}
