import { PalabreError, type ErrorCode } from '../model/errors.js';
import type { Problem } from '../wire/problem.js';
import { databaseCode } from './storage/database.js';

/** How each code travels; see also {@link BadRequest} and {@link BadMethod}. */
export const STATUS: Record<ErrorCode, number> = {
  login: 401,
  subscribe: 403,
  suspended: 403,
  forbidden: 403,
  closed: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  empty: 422,
  'too-long': 422,
  'too-complex': 422,
  invalid: 422,
  wait: 429,
  internal: 500,
  malformed: 500,
  unsupported: 501,
  unavailable: 503,
  network: 503,
  timeout: 503,
};

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

/** Seconds after which a database that was away may be back. */
const UNAVAILABLE_RETRY = 2;

/**
 * SQLSTATE classes and system codes that say "not now": connection, resources, operator
 * intervention (https://www.postgresql.org/docs/15/errcodes-appendix.html).
 */
const NOT_NOW = /^(?:08|53|57)|^E(?:CONN|PIPE|HOST|NET|TIMEDOUT|NOTFOUND|AI_AGAIN)/;

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** A request that cannot even be read answers 400 (or 415), not 422. */
export class BadRequest extends PalabreError {
  readonly status: 400 | 415;

  constructor(message: string, status: 400 | 415 = 400) {
    super('invalid', message);
    this.status = status;
  }
}

/** An address that exists, asked by a method that it does not have. */
export class BadMethod extends PalabreError {
  readonly status = 405;
  /** For the header `Allow`. */
  readonly allow: string;

  constructor(methods: string[]) {
    super('unsupported', `This address answers ${methods.join(', ')} only.`);
    this.allow = methods.join(', ');
  }
}

export function titleOf(status: number): string {
  return TITLES[status] ?? 'Error';
}

/** Any failure as an answer. What was not meant for the client says nothing of itself. */
export function problemResponse(error: unknown, onError: (message: string) => void): Response {
  const known = error instanceof PalabreError ? error : fromFailure(error, onError);
  const hasStatus = known instanceof BadRequest || known instanceof BadMethod;
  const status = hasStatus ? known.status : STATUS[known.code];
  const problem: Problem = {
    type: 'about:blank',
    title: titleOf(status),
    status,
    detail: known.message,
    code: known.code,
    retryAfter: known.retryAfter,
  };
  const headers = new Headers({
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  if (known.retryAfter !== null) headers.set('Retry-After', String(known.retryAfter));
  if (status === 401) headers.set('WWW-Authenticate', 'Bearer');
  if (known instanceof BadMethod) headers.set('Allow', known.allow);
  return new Response(JSON.stringify(problem), { status, headers });
}

function fromFailure(error: unknown, onError: (message: string) => void): PalabreError {
  const code = databaseCode(error);
  if (isConnectionLoss(error, code)) {
    onError(`The database cannot be reached (${code ?? 'connection lost'}).`);
    return new PalabreError('unavailable', 'The database cannot be reached.', {
      retryAfter: UNAVAILABLE_RETRY,
    });
  }
  onError(describe(error, code));
  return new PalabreError('internal', 'The server failed.');
}

function isConnectionLoss(error: unknown, code: string | null): boolean {
  if (code !== null) return NOT_NOW.test(code);
  const { cause } = error as { cause?: unknown };
  const message = cause instanceof Error ? cause.message : String(error);
  return /connection (?:terminated|timeout|ended)|timeout exceeded|PGlite is closed/i.test(message);
}

/** A query's own message holds its parameters, that is, what readers wrote: never that one. */
function describe(error: unknown, code: string | null): string {
  if (SQLSTATE.test(code ?? '')) return `A query failed with SQLSTATE ${code}.`;
  const { cause } = error as { cause?: unknown };
  const origin = cause instanceof Error ? cause : error;
  return origin instanceof Error ? (origin.stack ?? origin.message) : String(origin);
}
