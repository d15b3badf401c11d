import { PalabreError } from '../model/errors.js';
import { findReader, type Reader } from './accounts.js';
import { createAuthentication } from './auth.js';
import type { Site } from './context.js';

export interface Readers {
  /** `null` for a visitor. @throws PalabreError `login` for a token that does not hold */
  find(request: Request): Promise<Reader | null>;
  /** @throws PalabreError `login` for visitors too, and for tokens older than an erasure */
  demand(request: Request): Promise<Reader>;
  /** The same, but an erased account's old token may still ask about what it did. */
  demandEvenErased(request: Request): Promise<Reader>;
}

/** Who is behind a request. */
export function createReaders(site: Pick<Site, 'db' | 'salt'>, secret: string): Readers {
  const authenticate = createAuthentication(secret);

  const find = async (request: Request): Promise<Reader | null> => {
    const identity = await authenticate(request);
    return identity === null ? null : findReader(site, identity);
  };

  const demandEvenErased = async (request: Request): Promise<Reader> => {
    const reader = await find(request);
    if (reader === null) throw new PalabreError('login', 'Nobody is signed in.');
    return reader;
  };

  return {
    find,
    demandEvenErased,
    async demand(request) {
      const reader = await demandEvenErased(request);
      if (reader.erased) throw new PalabreError('login', 'The account was erased.');
      return reader;
    },
  };
}
