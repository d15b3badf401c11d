import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { ErrorCode } from '../../model/errors.js';
import type { Observer, RequestRecord } from '../types.js';

export interface AppEnv {
  Variables: { code: ErrorCode | undefined };
  Bindings: { address?: string | null };
}

/** What others may have chosen and what may stand in a log: no spaces, no quotes, no end. */
const REQUEST_ID = /^[\w.:=+/-]{1,128}$/;

/** The request's own id, from whoever is in front of us, or a new one. */
export function requestIdOf(sent: string | null | undefined): string {
  return sent != null && REQUEST_ID.test(sent) ? sent : randomUUID();
}

/** Gives each request its id, and tells what became of it. */
export function observing(onRequest?: Observer['onRequest']): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const begin = performance.now();
    const id = requestIdOf(c.req.header('X-Request-Id'));
    await next();
    c.res.headers.set('X-Request-Id', id);
    onRequest?.({
      ...recordOf(id, c.req.method, matchedRoutes(c).at(-1)?.path ?? '', c.res, begin),
      code: c.get('code') ?? null,
    });
  };
}

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'POST'];

/** A request's record but for its code. `begin` as `performance.now()`. */
export function recordOf(
  id: string,
  method: string,
  route: string,
  { status, headers }: Response,
  begin: number,
): Omit<RequestRecord, 'code'> {
  return {
    id,
    // One of few, as the route: they become names of metrics.
    method: METHODS.includes(method) ? method : 'other',
    route,
    status,
    duration: performance.now() - begin,
    bytes: Number(headers.get('Content-Length') ?? 0),
  };
}
