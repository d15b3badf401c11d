import type { Context, MiddlewareHandler } from 'hono';
import { PalabreError } from '../model/errors.js';
import type { Rules } from './context.js';
import { PUBLIC_PATHS } from './openapi/operations.js';

const EXPOSED = 'ETag, Retry-After, X-Request-Id, Palabre-Stale';
const PREFLIGHT_SECONDS = '7200';

/**
 * Who may call from a page: everybody reads what is public; the rest is for the allowed origins.
 * A call without an `Origin` comes from no page and is left to its token.
 */
export function cors(origins: Rules['origins']): MiddlewareHandler {
  const isAllowed = (origin: string): boolean => origins === '*' || origins.has(origin);

  return async (c, next) => {
    const origin = c.req.header('Origin');
    if (isPublicRead(c)) {
      await next();
      c.res.headers.set('Access-Control-Allow-Origin', '*');
      c.res.headers.set('Access-Control-Expose-Headers', EXPOSED);
      return undefined;
    }
    if (c.req.method === 'OPTIONS') {
      if (origin === undefined || !isAllowed(origin)) refuse();
      return preflight(origin);
    }
    if (origin === undefined) {
      await next();
    } else if (isAllowed(origin)) {
      await next();
      c.res.headers.set('Access-Control-Allow-Origin', origin);
      c.res.headers.set('Access-Control-Expose-Headers', EXPOSED);
    } else {
      refuse();
    }
    c.res.headers.append('Vary', 'Origin');
    return undefined;
  };
}

function isPublicRead({ req }: Context): boolean {
  return (req.method === 'GET' || req.method === 'HEAD') && PUBLIC_PATHS.has(req.path);
}

function preflight(origin: string): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type',
      'Access-Control-Max-Age': PREFLIGHT_SECONDS,
      Vary: 'Origin',
    },
  });
}

function refuse(): never {
  throw new PalabreError('forbidden', 'This origin may not call here (PALABRE_ORIGINS).');
}
