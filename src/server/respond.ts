import type { Context } from 'hono';
import { encodingFor, type Bytes } from './encoding.js';
import type { Answer } from './snapshot.js';

const PUBLIC = 'public, max-age=0, s-maxage=5, must-revalidate';
const JSON_TYPE = 'application/json; charset=utf-8';
export const EVENTS_TYPE = 'text/event-stream';

/**
 * A public answer: the same for everybody, or 304 to whoever has it already. `Palabre-Stale` says
 * for how many seconds the database could not be asked about it.
 */
export async function respondPublic(c: Context, { snapshot, stale }: Answer): Promise<Response> {
  const headers = new Headers({
    ETag: snapshot.etag,
    'Cache-Control': PUBLIC,
    Vary: 'Accept-Encoding',
  });
  if (stale !== null) headers.set('Palabre-Stale', String(stale));
  if (isMatch(c.req.header('If-None-Match'), snapshot.etag)) {
    return new Response(null, { status: 304, headers });
  }
  headers.set('Content-Type', snapshot.type);
  const encoding = encodingFor(c.req.header('Accept-Encoding'));
  const encoded = encoding === null ? null : await snapshot.encoded(encoding);
  if (encoding !== null && encoded !== null) {
    headers.set('Content-Encoding', encoding);
    // Other bytes: the strong tag is the plain ones' own.
    headers.set('ETag', `W/${snapshot.etag}`);
  }
  const body = encoded ?? snapshot.body;
  headers.set('Content-Length', String(body.byteLength));
  return new Response(body, { headers });
}

/** An answer that concerns one reader. */
export function respondPrivate(value: unknown, status = 200): Response {
  const body = new TextEncoder().encode(JSON.stringify(value));
  return new Response(body, {
    status,
    headers: {
      'Content-Type': JSON_TYPE,
      'Content-Length': String(body.byteLength),
      'Cache-Control': 'private, no-store',
    },
  });
}

/** Events for as long as the reader stays; without a stream, the headers alone. */
export function respondEvents(stream: ReadableStream<Bytes> | null): Response {
  return new Response(stream, {
    headers: {
      'Content-Type': EVENTS_TYPE,
      'Cache-Control': 'no-store',
      // By it nginx passes on each event when it comes.
      'X-Accel-Buffering': 'no',
    },
  });
}

export function respondDone(): Response {
  return new Response(null, { status: 204, headers: { 'Cache-Control': 'private, no-store' } });
}

/** Weak comparison (RFC 9110 §13.1.2): what is compressed has a weak tag. */
function isMatch(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === etag);
}
