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

export function isErrorCode(value: unknown): value is ErrorCode {
  return ERROR_CODES.includes(value as ErrorCode);
}
