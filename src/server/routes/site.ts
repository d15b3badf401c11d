import { Hono } from 'hono';
import { countsQuerySchema, feedQuerySchema, latestQuerySchema } from '../../wire/requests.js';
import type { Ageing } from '../ageing.js';
import type { Site } from '../context.js';
import { loadSiteFeed, loadThreadFeed } from '../reads/feed.js';
import { loadCounts, loadLatest } from '../reads/site.js';
import { readQuery } from '../request.js';
import { respondPublic } from '../respond.js';

/** What a front page asks about many threads at once. */
export function siteRoutes(site: Site): Hono {
  return new Hono()
    .get('/counts', async (c) => {
      const { thread: keys } = readQuery(c, countsQuerySchema, ['thread']);
      const load = async () => ({ counts: await loadCounts(site, keys) });
      return respondPublic(
        c,
        await site.snapshots.get(null, `counts ${JSON.stringify(keys)}`, load),
      );
    })
    .get('/latest', async (c) => {
      const { limit } = readQuery(c, latestQuerySchema);
      const load = async (ageing: Ageing) => ({ items: await loadLatest(site, limit, ageing) });
      return respondPublic(c, await site.snapshots.get(null, `latest ${limit}`, load));
    })
    .get('/feed', async (c) => {
      const { thread } = readQuery(c, feedQuerySchema);
      const load = () => (thread === null ? loadSiteFeed(site) : loadThreadFeed(site, thread));
      return respondPublic(c, await site.snapshots.get(thread, 'feed', load));
    });
}
