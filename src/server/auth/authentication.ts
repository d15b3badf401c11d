import { PalabreError } from '../../model/errors.js';
import { isGuestToken, type GuestTokens } from './guests.js';
import type { Identity } from './identity.js';

/** Characters; a newspaper's tokens have some hundred. */
const TOKEN_MAX_LENGTH = 8_192;

/**
 * Reads bearer tokens, the newspaper's and the server's own for guests.
 * @returns `null` without a token, and for a guest's that does not hold; rejects with `login` for any
 * other that does not
 */
export function createAuthentication(
  readNewspapers: (token: string) => Promise<Identity>,
  guests: GuestTokens,
): (request: Request) => Promise<Identity | null> {
  return async (request) => {
    const header = request.headers.get('Authorization');
    if (header === null) return null;
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header)?.[1];
    if (token === undefined) throw new PalabreError('login', 'The token is not a JWT.');
    if (token.length > TOKEN_MAX_LENGTH) throw new PalabreError('login', 'The token is too long.');
    return isGuestToken(token) ? guests.read(token) : readNewspapers(token);
  };
}
