import { DrizzleQueryError } from 'drizzle-orm';
import { PalabreError, type ErrorCode } from '../model/errors.js';
import type { Problem } from '../wire/problem.js';
import { databaseCode } from './storage/database.js';

/** How each code travels; see also {@link BadRequest} and {@link BadMethod}. */
export const STATUS: Record<ErrorCode, number> = {
  login: 401,
  name: 401,
  subscribe: 403,
  suspended: 403,
  forbidden: 403,
  closed: 403,
  unsupported: 403,
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
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** Seconds after which a database that was away may be back. */
const UNAVAILABLE_RETRY = 2;

/**
 * SQLSTATE classes and system codes that say "not now": connection, resources, operator
 * intervention, a deadlock that several tries did not get past (https://www.postgresql.org/docs/15/errcodes-appendix.html).
 */
const NOT_NOW =
  /^(?:08|53|57|55P03|40001|40P01)|^E(?:CONN|PIPE|HOST|NET|TIMEDOUT|NOTFOUND|AI_AGAIN)/;

/** Of these, what only one query, or only a write, meets: cancelled, full, locked. */
const PASSING = /^(?:57014|53[124]|55P03|40001|40P01)/;

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** Statuses of a request that cannot even be read; elsewhere `invalid` is 422, `too-large` 413. */
export type BadRequestStatus = 400 | 408 | 414 | 415 | 431;

export class BadRequest extends PalabreError {
  readonly status: BadRequestStatus;

  constructor(message: string, status: BadRequestStatus = 400) {
    super(status === 414 || status === 431 ? 'too-large' : 'invalid', message);
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

/** What a failure is to the client. What was not meant for it says nothing of itself. */
export function toKnownError(
  error: unknown,
  onError: (message: string) => void,
  onDatabaseError: (code: string) => void = () => {},
): PalabreError {
  if (error instanceof PalabreError) return error;
  const code = databaseCode(error);
  if (isNotNow(error)) {
    onDatabaseError(code ?? 'connection');
    onError(`The database cannot be reached (${code ?? 'connection lost'}).`);
    return new PalabreError('unavailable', 'The database cannot be reached.', {
      retryAfter: UNAVAILABLE_RETRY,
    });
  }
  if (SQLSTATE.test(code ?? '')) onDatabaseError(code ?? '');
  onError(describe(error, code));
  return new PalabreError('internal', 'The server failed.');
}

/** A failure as an answer. */
export function problemResponse(known: PalabreError): Response {
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
  const body = new TextEncoder().encode(JSON.stringify(problem));
  const headers = new Headers({
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': String(body.byteLength),
    'Cache-Control': 'no-store',
  });
  if (known.retryAfter !== null) headers.set('Retry-After', String(known.retryAfter));
  if (status === 401) headers.set('WWW-Authenticate', 'Bearer');
  if (known instanceof BadMethod) headers.set('Allow', known.allow);
  return new Response(body, { status, headers });
}

/** Whether it is the database that failed, and may not the next time. */
export function isNotNow(error: unknown): boolean {
  if (error instanceof PalabreError) return error.code === 'unavailable';
  const code = databaseCode(error);
  if (code !== null) return NOT_NOW.test(code);
  const { cause } = error as { cause?: unknown };
  const message = cause instanceof Error ? cause.message : String(error);
  return LOST_MESSAGE.test(message);
}

/** Whether the whole database cannot be reached, and not only by this query. */
export function isLost(error: unknown): boolean {
  return isNotNow(error) && !PASSING.test(databaseCode(error) ?? '');
}

/** How the drivers say that a connection is lost, or that there is none. */
const LOST_MESSAGE =
  /connection (?:terminated|timeout|ended|error)|not queryable|timeout exceeded|PGlite is closed|after calling end on the pool/i;

/** A query's own message holds its parameters, that is, what readers wrote: never that one. */
function describe(error: unknown, code: string | null): string {
  if (SQLSTATE.test(code ?? '')) return `A query failed with SQLSTATE ${code}.`;
  const { cause } = error as { cause?: unknown };
  if (error instanceof DrizzleQueryError && !(cause instanceof Error)) return 'A query failed.';
  const origin = cause instanceof Error ? cause : error;
  return origin instanceof Error ? (origin.stack ?? origin.message) : String(origin);
}
