import { Hono, type Context } from 'hono';
import { PalabreError } from '../model/errors.js';
import type { Site } from './context.js';
import { cors } from './cors.js';
import { operationsAt } from './openapi/operations.js';
import { observing, type AppEnv } from './operation/observing.js';
import { BadMethod, problemResponse, toKnownError } from './problems.js';
import type { Readers } from './readers.js';
import { admission } from './request.js';
import { accountRoutes } from './routes/accounts.js';
import { commentRoutes } from './routes/comments.js';
import { guestRoutes } from './routes/guests.js';
import { moderationRoutes } from './routes/moderation.js';
import { openApiRoutes } from './routes/openapi.js';
import { reportRoutes } from './routes/reports.js';
import { siteRoutes } from './routes/site.js';
import { threadRoutes } from './routes/thread.js';
import type { Observer } from './types.js';

/** The API under `/v1`: one group of routes per resource. */
export function createApp(
  site: Site,
  readers: Readers,
  onError: (message: string) => void,
  observer: Partial<Observer> = {},
): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  const fail = (error: unknown, c: Context<AppEnv>): Response => {
    const known = toKnownError(error, onError, observer.onDatabaseError);
    c.set('code', known.code);
    return problemResponse(known);
  };
  app.onError(fail);
  app.notFound((c) => fail(absence(c.req.path), c));
  app.use('*', observing(observer.onRequest));
  app.use('/v1/*', cors(site.rules.origins));
  app.use('/v1/*', admission(site.limits));
  app.route('/v1', threadRoutes(site, readers));
  app.route('/v1', commentRoutes(site, readers));
  app.route('/v1', reportRoutes(site, readers));
  app.route('/v1', moderationRoutes(site, readers));
  app.route('/v1', accountRoutes(site, readers));
  app.route('/v1', guestRoutes(site));
  app.route('/v1', siteRoutes(site));
  app.route('/v1', openApiRoutes());
  return app;
}

function absence(path: string): PalabreError {
  const methods = operationsAt(path).map(({ method }) => method.toUpperCase());
  if (methods.length === 0) return new PalabreError('not-found', 'There is nothing here.');
  return new BadMethod(methods.includes('GET') ? ['HEAD', ...methods].sort() : methods.sort());
}
