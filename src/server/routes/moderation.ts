import { Hono } from 'hono';
import { auditQuerySchema } from '../../wire/audit.js';
import { idSchema } from '../../wire/comment.js';
import { queueQuerySchema, statusSchema, suspensionSchema } from '../../wire/moderation.js';
import type { Site } from '../context.js';
import type { Readers } from '../readers.js';
import { loadAudit } from '../reads/audit.js';
import { loadQueue } from '../reads/queue.js';
import { readBody, readParam, readQuery } from '../request.js';
import { respondDone, respondPrivate } from '../respond.js';
import { moderateComment } from '../writes/moderate.js';
import { suspendAccount } from '../writes/suspend.js';

/** What moderators see and decide. */
export function moderationRoutes(site: Site, readers: Readers): Hono {
  return new Hono()
    .put('/comments/:id/status', async (c) => {
      const reader = await readers.demand(c.req.raw);
      const id = readParam(c, 'id', idSchema);
      const { status } = await readBody(c, statusSchema);
      return respondPrivate(await moderateComment(site, reader, id, status));
    })
    .get('/queue', async (c) => {
      const reader = await readers.demand(c.req.raw);
      return respondPrivate(await loadQueue(site, reader, readQuery(c, queueQuerySchema)));
    })
    .get('/audit', async (c) => {
      const reader = await readers.demand(c.req.raw);
      return respondPrivate(await loadAudit(site, reader, readQuery(c, auditQuerySchema)));
    })
    .put('/suspensions/:account', async (c) => {
      const reader = await readers.demand(c.req.raw);
      const account = readParam(c, 'account', idSchema);
      await suspendAccount(site, reader, account, await readBody(c, suspensionSchema));
      return respondDone();
    })
    .delete('/suspensions/:account', async (c) => {
      const reader = await readers.demand(c.req.raw);
      await suspendAccount(site, reader, readParam(c, 'account', idSchema), null);
      return respondDone();
    });
}
