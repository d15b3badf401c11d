import type { ErrorCode } from './error-codes.js';

/** The list itself stands apart: a page needs it only when a call has failed. */
export type { ErrorCode } from './error-codes.js';

const RETRYABLE: readonly ErrorCode[] = [
  'network',
  'timeout',
  'malformed',
  'unavailable',
  'internal',
  'wait',
];

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
  return (error as Partial<Error> | null)?.name === 'AbortError';
}

/** Any thrown value as a {@link PalabreError}; what was not one becomes `internal`. */
export function toPalabreError(error: unknown): PalabreError {
  if (error instanceof PalabreError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new PalabreError('internal', message, { cause: error });
}
