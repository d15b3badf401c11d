import { toPalabreError } from '../model/errors.js';

/**
 * Asks and parses. Whatever goes wrong becomes a `PalabreError` (`internal`, if it was not one); a
 * call whose signal was aborted rejects with the signal's reason, even if nobody paid it attention.
 */
export async function guard<T>(
  signal: AbortSignal | undefined,
  ask: () => unknown,
  parse: (answer: unknown) => T,
): Promise<T> {
  try {
    signal?.throwIfAborted();
    const answer = await ask();
    signal?.throwIfAborted();
    return parse(answer);
  } catch (error) {
    throw signal?.aborted ? signal.reason : toPalabreError(error);
  }
}
