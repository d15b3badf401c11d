import { PalabreError } from '../../model/errors.js';
import { checkKey } from '../check-key.js';

export type Parameter = [name: string, value: string | number | null | undefined];

/** The address of a call; what is `null` is left out. */
export function address(base: string, path: string, ...parameters: Parameter[]): string {
  const given = parameters.filter(([, value]) => value != null) as [string, string][];
  for (const [name, value] of given) if (name === 'thread') checkKey(value);
  const search = given.length ? `?${new URLSearchParams(given)}` : '';
  return `${base.replace(/\/+$/, '')}/v1/${path}${search}`;
}

/** The body of an answer. */
async function read(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  if (response.ok) return response.json();
  const { failureOf } = await import('./failure.js');
  throw await failureOf(response);
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
