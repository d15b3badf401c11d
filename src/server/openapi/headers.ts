import type { oas31 } from 'zod-openapi';
import type { ErrorCode } from '../../model/errors.js';

export type Headers = Record<string, oas31.ReferenceObject>;

function constant(description: string, value: string): oas31.HeaderObject {
  return { description, required: true, schema: { type: 'string', const: value } };
}

/** The components by which answers name their headers. */
export const HEADERS = {
  ETag: {
    description: 'Names this very answer.',
    required: true,
    schema: { type: 'string', pattern: '^(?:W/)?"[\\w-]+"$' },
  },
  PublicCache: constant(
    'A CDN may keep it for 5 seconds; everybody else asks again, with the ETag.',
    'public, max-age=0, s-maxage=5, must-revalidate',
  ),
  PrivateCache: constant('It concerns one reader.', 'private, no-store'),
  NoCache: constant('Nobody keeps it: a failure, or events.', 'no-store'),
  NoBuffer: constant('A proxy passes on each event when it comes.', 'no'),
  AnyOrigin: constant('Any page may read it.', '*'),
  Bearer: constant('What is asked for.', 'Bearer'),
  RetryAfter: {
    description: 'Seconds, where they are known; `retryAfter` in the body says the same.',
    schema: { type: 'string', pattern: '^\\d+$' },
  },
  RequestId: {
    description: 'As it came in `X-Request-Id`, or made here: by it the log knows the request.',
    required: true,
    schema: { type: 'string', pattern: '^[\\w.:=+/-]{1,128}$' },
  },
  Stale: {
    description:
      'The database is away; for so many seconds it could not be asked about this answer.',
    schema: { type: 'string', pattern: '^\\d+$' },
  },
} satisfies Record<string, oas31.HeaderObject>;

function ref(name: keyof typeof HEADERS): oas31.ReferenceObject {
  return { $ref: `#/components/headers/${name}` };
}

/** Headers of every answer. */
const EVERY: Headers = { 'X-Request-Id': ref('RequestId') };

export const PUBLIC_HEADERS: Headers = {
  ...EVERY,
  ETag: ref('ETag'),
  'Cache-Control': ref('PublicCache'),
  'Palabre-Stale': ref('Stale'),
  'Access-Control-Allow-Origin': ref('AnyOrigin'),
};

export const EVENTS_HEADERS: Headers = {
  ...EVERY,
  'Cache-Control': ref('NoCache'),
  'X-Accel-Buffering': ref('NoBuffer'),
  'Access-Control-Allow-Origin': ref('AnyOrigin'),
};

export const PRIVATE_HEADERS: Headers = { ...EVERY, 'Cache-Control': ref('PrivateCache') };

/** Headers of a failure; `isPublic` where any page may read it. */
export function failureHeaders(status: number, codes: ErrorCode[], isPublic: boolean): Headers {
  return {
    ...EVERY,
    'Cache-Control': ref('NoCache'),
    ...(isPublic ? { 'Access-Control-Allow-Origin': ref('AnyOrigin') } : {}),
    ...(status === 401 ? { 'WWW-Authenticate': ref('Bearer') } : {}),
    ...(mayRetry(codes) ? { 'Retry-After': ref('RetryAfter') } : {}),
  };
}

/** Whether an answer may say when to ask again. */
export function mayRetry(codes: ErrorCode[]): boolean {
  return codes.some((code) => ['suspended', 'wait', 'unavailable'].includes(code));
}
