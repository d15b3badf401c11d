import { Hono } from 'hono';
import { subjectSchema } from '../../wire/requests.js';
import type { Site } from '../context.js';
import type { Readers } from '../readers.js';
import { exportAccount } from '../reads/export.js';
import { addressOf, readParam } from '../request.js';
import { respondDone, respondPrivate } from '../respond.js';
import { eraseAccount } from '../writes/erase.js';

/** What a person may ask of their own account, by its subject at the newspaper. */
export function accountRoutes(site: Site, readers: Readers): Hono {
  return new Hono()
    .delete('/accounts/:sub', async (c) => {
      const reader = await readers.demandEvenErased(c.req.raw);
      const subject = readParam(c, 'sub', subjectSchema);
      await site.limits.spend('write', reader, addressOf(c));
      await eraseAccount(site, reader, subject);
      return respondDone();
    })
    .get('/accounts/:sub/export', async (c) => {
      const reader = await readers.demandEvenErased(c.req.raw);
      const subject = readParam(c, 'sub', subjectSchema);
      await site.limits.spend('write', reader, addressOf(c));
      return respondPrivate(await exportAccount(site, reader, subject));
    });
}
