import { Hono } from 'hono';
import { PalabreError } from '../model/errors.js';
import type { Site } from './context.js';
import { cors } from './cors.js';
import { problemResponse } from './problems.js';
import type { Readers } from './readers.js';
import { accountRoutes } from './routes/accounts.js';
import { commentRoutes } from './routes/comments.js';
import { moderationRoutes } from './routes/moderation.js';
import { reportRoutes } from './routes/reports.js';
import { siteRoutes } from './routes/site.js';
import { threadRoutes } from './routes/thread.js';

/** The API under `/v1`: one group of routes per resource. */
export function createApp(site: Site, readers: Readers, onError: (message: string) => void): Hono {
  const app = new Hono();
  app.onError((error) => problemResponse(error, onError));
  app.notFound(() =>
    problemResponse(new PalabreError('not-found', 'There is nothing here.'), onError),
  );
  app.use('/v1/*', cors(site.rules.origins));
  app.route('/v1', threadRoutes(site, readers));
  app.route('/v1', commentRoutes(site, readers));
  app.route('/v1', reportRoutes(site, readers));
  app.route('/v1', moderationRoutes(site, readers));
  app.route('/v1', accountRoutes(site, readers));
  app.route('/v1', siteRoutes(site));
  return app;
}
