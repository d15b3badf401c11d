import { PalabreError } from '../model/errors.js';
import { readConfig, type Config } from './config.js';
import { createAssets } from './node/assets.js';
import { listen, type Listener, type ListenOptions } from './node/listen.js';
import { createHealth } from './operation/health.js';
import { createLog, type Log } from './operation/log.js';
import { createMetrics, type Metrics } from './operation/metrics.js';
import { recordOf, requestIdOf } from './operation/observing.js';
import { problemResponse } from './problems.js';
import { createServer } from './server.js';
import { openStorage } from './storage/open.js';
import type { Observer, RunningServer, Server, StartOptions } from './types.js';

/**
 * A whole server as the environment describes it: the API, the script tag's files under
 * `/dist/cdn/`, `/healthz` and `/readyz`, and where it is asked for, `/metrics` on a port of its
 * own.
 * @throws StartError one sentence: what is wrong, and where
 */
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const config = readConfig(options.env ?? process.env);
  const log =
    config.log.format === null ? null : createLog({ ...config.log, format: config.log.format });
  const onProgress = (message: string): void => {
    log?.event('info', message);
    options.onProgress?.(message);
  };
  const onError = (message: string): void => {
    log?.event('error', message);
    options.onError?.(message);
  };
  const metrics = config.metrics === null ? null : createMetrics();
  const observer = observerOf(log, metrics);
  const opened: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    const storage = options.storage ?? (await openStorage({ ...config.storage, onProgress }));
    if (!options.storage) opened.push(() => storage.close());
    const server = createServer({ ...config.site, storage, onError, observer });
    opened.push(() => server.close());
    metrics?.watch(() => server.state());
    if (metrics !== null && config.metrics !== null) {
      const names = { port: 'PALABRE_METRICS', host: 'PALABRE_METRICS' };
      const listener = await listen((request) => metrics.fetch(request), {
        ...config.metrics,
        names,
        onError,
      });
      opened.push(() => listener.close());
      onProgress(`Metrics are at ${listener.url}/metrics`);
    }
    const front = await openFront(config, server, observer, {
      ownProcess: options.ownProcess,
      onError,
    });
    opened.push(() => front.close());
    log?.event('info', `Palabre listens on ${front.url}`);
    return {
      url: front.url,
      async close() {
        log?.event('info', 'Palabre ends.');
        await closeAll();
        log?.flush();
      },
    };
  } catch (error) {
    await closeAll();
    log?.flush();
    throw error;
  }
}

/** The public port. */
async function openFront(
  config: Config,
  server: Server,
  observer: Observer,
  options: Pick<ListenOptions, 'ownProcess' | 'onError'>,
): Promise<Listener> {
  let isEnding = false;
  const assets = createAssets();
  const health = createHealth({ check: () => server.check(), isEnding: () => isEnding });

  const listener = await listen(
    async (request, client) => {
      const begin = performance.now();
      const id = requestIdOf(request.headers.get('X-Request-Id'));
      const { pathname } = new URL(request.url);
      const own =
        (await health(request)) ?? (isEnding ? refusal() : ((await assets(request)) ?? null));
      if (own === null) return server.fetch(request, client);
      own.headers.set('X-Request-Id', id);
      const record = recordOf(id, request.method, ownRouteOf(pathname), own, begin);
      observer.onRequest({ ...record, code: own.status === 503 ? 'unavailable' : null });
      return own;
    },
    {
      port: config.port,
      host: config.host,
      trustedProxies: config.trustedProxies,
      ...options,
      onUntoldProxy: () =>
        observer.onNotice(
          'A request has X-Forwarded-For, but PALABRE_TRUSTED_PROXIES is 0: behind a proxy, limits per address need it.',
        ),
      onMalformed: (status) =>
        observer.onRequest({
          id: requestIdOf(null),
          method: 'other',
          route: '(malformed)',
          status,
          duration: 0,
          bytes: 0,
          code: 'invalid',
        }),
    },
  );
  return {
    url: listener.url,
    close() {
      isEnding = true;
      // They would go on for ever.
      server.endEvents();
      return listener.close();
    },
  };
}

/** As a log and metrics name what never reaches the API. */
function ownRouteOf(pathname: string): string {
  if (/^\/(?:healthz|readyz)$/.test(pathname)) return pathname;
  return pathname.startsWith('/dist/cdn/') ? '/dist/cdn/:file' : '(ending)';
}

function refusal(): Response {
  return problemResponse(
    new PalabreError('unavailable', 'The server is ending.', { retryAfter: 1 }),
  );
}

function observerOf(log: Log | null, metrics: Metrics | null): Observer {
  return {
    onSnapshot: () => {},
    onLimited: () => {},
    onDatabaseError: () => {},
    ...metrics?.observer,
    onRequest(record) {
      log?.request(record);
      metrics?.observer.onRequest(record);
    },
    onNotice: (message) => log?.event('warn', message),
  };
}
