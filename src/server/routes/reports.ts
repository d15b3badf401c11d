import { Hono } from 'hono';
import { idSchema } from '../../wire/comment.js';
import { reportSchema } from '../../wire/requests.js';
import type { Site } from '../context.js';
import type { Readers } from '../readers.js';
import { addressOf, readBody, readParam } from '../request.js';
import { respondDone } from '../respond.js';
import { reportComment } from '../writes/report.js';

/** What readers tell the newsroom about comments. */
export function reportRoutes(site: Site, readers: Readers): Hono {
  return new Hono().put('/reports/:id', async (c) => {
    const reader = await readers.demandOrVisitor(c.req.raw, 'report');
    const id = readParam(c, 'id', idSchema);
    const report = await readBody(c, reportSchema);
    const spend = () => site.limits.spend('report', reader, addressOf(c));
    await reportComment(site, reader, { ...report, id }, spend);
    return respondDone();
  });
}
