import { Hono } from 'hono';
import {
  changesQuerySchema,
  threadKeyQuerySchema,
  threadPatchSchema,
  threadQuerySchema,
} from '../../wire/requests.js';
import type { Ageing } from '../ageing.js';
import type { Site } from '../context.js';
import { loadChanges } from '../reads/changes.js';
import { loadThread } from '../reads/thread.js';
import { loadViewer } from '../reads/viewer.js';
import { addressOf, readBody, readQuery } from '../request.js';
import { respondPrivate, respondPublic } from '../respond.js';
import { updateThread } from '../writes/thread.js';
import type { Readers } from '../readers.js';

/** One thread: its first page, what changed in it, who reads it, and the newsroom's say. */
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
      const load = (ageing: Ageing) => loadChanges(site, thread, since, ageing);
      return respondPublic(c, await site.snapshots.get(thread, `changes ${since}`, load));
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
