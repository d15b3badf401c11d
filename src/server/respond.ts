import type { Context } from 'hono';
import type { Snapshot } from './snapshot.js';

const PUBLIC = 'public, max-age=0, s-maxage=5, must-revalidate';
const JSON_TYPE = 'application/json; charset=utf-8';

/** A public answer: the same for everybody, or 304 to whoever has it already. */
export function respondPublic(c: Context, { body, etag }: Snapshot): Response {
  const headers = { ETag: etag, 'Cache-Control': PUBLIC };
  if (isMatch(c.req.header('If-None-Match'), etag)) {
    return new Response(null, { status: 304, headers });
  }
  return new Response(body, { headers: { ...headers, 'Content-Type': JSON_TYPE } });
}

/** An answer that concerns one reader. */
export function respondPrivate(value: unknown, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'Content-Type': JSON_TYPE, 'Cache-Control': 'private, no-store' },
  });
}

export function respondDone(): Response {
  return new Response(null, { status: 204, headers: { 'Cache-Control': 'private, no-store' } });
}

/** Weak comparison (RFC 9110 §13.1.2): a proxy that compresses marks the tag as weak. */
function isMatch(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === etag);
}
