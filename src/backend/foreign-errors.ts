import { isErrorCode } from '../model/error-codes.js';
import { PalabreError } from '../model/errors.js';

/**
 * What a page's own backend has thrown, as one of our errors where it is one of another copy of this
 * package: such a backend brings along what it was bundled with. Known by its shape, and otherwise
 * as it is.
 */
export function ownError(thrown: unknown): unknown {
  if (thrown instanceof PalabreError) return thrown;
  const { name, code, message, retryAfter } = (thrown ?? {}) as Partial<PalabreError>;
  if (name !== 'PalabreError' || !isErrorCode(code)) return thrown;
  return new PalabreError(code, String(message), {
    cause: thrown,
    retryAfter: typeof retryAfter === 'number' ? retryAfter : null,
  });
}
