/**
 * Everything that can go wrong, and whether asking again without a change may help.
 *
 * - `network`: no answer came; `timeout`: none came in time; `malformed`: the answer makes no sense.
 * - `unavailable`: the service is down or overloaded; `internal`: it failed.
 * - `login`: no token, or one that is not valid (any more); `name`: the same where a name is enough;
 *   `subscribe`, `suspended`, `wait`, `closed`, `unsupported`: as in {@link Denial}; `forbidden`:
 *   not this account's to do.
 * - `not-found`: no such thing; `gone`: there is only a tombstone; `conflict`: the id, or a guest's
 *   name, is taken.
 * - `empty`: no text; `too-long`: over 10,000 characters, a name over 80; `too-complex`: nested too
 *   deep or too slow to parse; `too-large`: the request as a whole; `invalid`: anything else in it.
 */
export const ERROR_CODES = [
  'network',
  'timeout',
  'malformed',
  'unavailable',
  'internal',
  'login',
  'name',
  'subscribe',
  'suspended',
  'wait',
  'closed',
  'unsupported',
  'forbidden',
  'not-found',
  'gone',
  'conflict',
  'empty',
  'too-long',
  'too-complex',
  'too-large',
  'invalid',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

const RETRYABLE: readonly ErrorCode[] = [
  'network',
  'timeout',
  'malformed',
  'unavailable',
  'internal',
  'wait',
];

export function isErrorCode(value: unknown): value is ErrorCode {
  return ERROR_CODES.includes(value as ErrorCode);
}

export interface PalabreErrorOptions extends ErrorOptions {
  /** Seconds from now. */
  retryAfter?: number | null;
}

/**
 * The one error that crosses the contract. `message` is for developers; what a reader sees is
 * chosen by `code`. An abort is not one of these: it stays the `AbortError` that the signal throws.
 */
export class PalabreError extends Error {
  readonly code: ErrorCode;
  /** Seconds until asking again makes sense; `null` when unknown. */
  readonly retryAfter: number | null;

  constructor(code: ErrorCode, message: string, options: PalabreErrorOptions = {}) {
    super(message, options);
    this.name = 'PalabreError';
    this.code = code;
    this.retryAfter = options.retryAfter ?? null;
  }

  get retryable(): boolean {
    return RETRYABLE.includes(this.code);
  }
}

/** Whether somebody called the work off; that is no failure. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Any thrown value as a {@link PalabreError}; what was not one becomes `internal`. */
export function toPalabreError(error: unknown): PalabreError {
  if (error instanceof PalabreError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new PalabreError('internal', message, { cause: error });
}
