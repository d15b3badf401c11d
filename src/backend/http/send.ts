import { isErrorCode, PalabreError, type ErrorCode } from '../../model/errors.js';
import { isThreadKey } from '../../model/thread.js';

export type Parameter = [name: string, value: string | number | null | undefined];

/** @throws PalabreError `invalid` for a key that may not be sent */
export function checkKey(key: string): void {
  if (!isThreadKey(key)) throw new PalabreError('invalid', 'a thread key has 1 to 1,024 bytes');
}

/** The address of a call; what is `null` is left out. */
export function address(base: string, path: string, ...parameters: Parameter[]): string {
  const given = parameters.filter(([, value]) => value != null) as [string, string][];
  for (const [name, value] of given) if (name === 'thread') checkKey(value);
  const search = given.length ? `?${new URLSearchParams(given)}` : '';
  return `${base.replace(/\/+$/, '')}/v1/${path}${search}`;
}

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

/** The body of an answer; a failed one says why, or its status does where it says nothing known. */
async function read(response: Response): Promise<unknown> {
  const { ok, status } = response;
  if (status === 204) return null;
  if (ok) return response.json();
  const problem: unknown = await response.json().catch(() => null);
  const { code, detail, retryAfter } = (problem ?? {}) as Record<string, unknown>;
  throw new PalabreError(
    isErrorCode(code) ? code : (STATUS_CODES[status] ?? (status < 500 ? 'invalid' : 'unavailable')),
    typeof detail === 'string' ? detail : `${response.url}: ${status}`,
    { retryAfter: typeof retryAfter === 'number' ? retryAfter : null },
  );
}

/**
 * One call, from the request to the last byte of the answer.
 * @param timeout milliseconds
 * @param early a request for the same that is under way already; sent again if it gets no answer
 * @throws PalabreError `timeout`, `network`, `malformed` for what is not JSON, or the server's code
 */
export async function send(
  url: string,
  timeout: number,
  signal: AbortSignal | undefined,
  init?: RequestInit,
  early?: Promise<Response>,
): Promise<unknown> {
  const late = AbortSignal.timeout(timeout);
  const end = signal ? AbortSignal.any([signal, late]) : late;
  const request = (): Promise<Response> =>
    fetch(url, { credentials: 'omit', signal: end, ...init });
  try {
    // Raced, because an early request does not know the signal.
    return await Promise.race([
      (early ? early.catch(request) : request()).then(read),
      new Promise((_, reject) => end.addEventListener('abort', reject)),
    ]);
  } catch (error) {
    if (error instanceof PalabreError) throw error;
    const code = late.aborted ? 'timeout' : error instanceof SyntaxError ? 'malformed' : 'network';
    throw new PalabreError(code, url, { cause: error });
  }
}
