export interface AnswerLimits {
  /** Milliseconds until its last byte is there. */
  timeout: number;
  /** Bytes. */
  max: number;
}

/** An answer that is no use, in words that quote nothing of it. */
export class AnswerError extends Error {}

/**
 * The text of an answer with a 2xx status. A redirect is refused: one asks who was configured.
 *
 * The time is taken here: while a body is read, `fetch` may have lost the signal that it was given
 * (https://github.com/nodejs/node/issues/55428).
 *
 * @throws AnswerError for another status and for more than `max` bytes
 * @throws DOMException `TimeoutError` where it is not there in time
 * @throws TypeError as `fetch` does
 */
export async function fetchText(
  url: string,
  init: RequestInit,
  { timeout, max }: AnswerLimits,
): Promise<string> {
  const controller = new AbortController();
  const { signal } = controller;
  const late = new DOMException('There was no answer in time.', 'TimeoutError');
  const timer = setTimeout(() => controller.abort(late), timeout);
  try {
    return await Promise.race([
      fetch(url, { ...init, redirect: 'error', signal }).then((it) => read(it, signal, max)),
      new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(late))),
    ]);
  } finally {
    clearTimeout(timer);
  }
}

async function read(response: Response, signal: AbortSignal, max: number): Promise<string> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new AnswerError(`status ${response.status}`);
  }
  const reader = response.body?.getReader();
  const end = (): void => void reader?.cancel().catch(() => undefined);
  signal.addEventListener('abort', end);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > max) {
      end();
      throw new AnswerError('too long an answer');
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString();
}
