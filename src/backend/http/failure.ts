import { isErrorCode, type ErrorCode } from '../../model/error-codes.js';
import { PalabreError } from '../../model/errors.js';

const STATUS_CODES: Record<number, ErrorCode> = {
  401: 'login',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  410: 'gone',
  413: 'too-large',
  429: 'wait',
  500: 'internal',
  501: 'unsupported',
};

/** What a failed answer means: its body says why, or its status where the body says nothing known. */
export async function failureOf(response: Response): Promise<PalabreError> {
  const { status, url, headers } = response;
  const problem: unknown = await response.json().catch(() => null);
  const { code, detail, retryAfter } = (problem ?? {}) as Record<string, unknown>;
  return new PalabreError(
    isErrorCode(code) ? code : (STATUS_CODES[status] ?? (status < 500 ? 'invalid' : 'unavailable')),
    typeof detail === 'string' ? detail : `${url}: ${status}`,
    // What stands before a server may answer in its place: by RFC 9110 (10.2.3), in seconds; not by a date.
    { retryAfter: Number(retryAfter ?? headers.get('Retry-After')) || null },
  );
}
