import { PalabreError } from '../model/errors.js';
import type { Action } from '../model/viewer.js';
import { permissions } from './access.js';
import { findReader, type Reader } from './accounts.js';
import { createAuthentication } from './auth/authentication.js';
import { createNewspaperTokens } from './auth/newspaper.js';
import type { TokenSettings } from './auth/settings.js';
import type { Site } from './context.js';

export interface Readers {
  /** `null` for a visitor. @throws PalabreError `login` for a token that does not hold */
  find(request: Request): Promise<Reader | null>;
  /**
   * @throws PalabreError `login` for visitors too, and for tokens older than an erasure; or what the
   * `action` takes: `name` where that is enough, `unsupported` in an archive
   */
  demand(request: Request, action?: Action): Promise<Reader>;
  /** The same, but `null` for a visitor who may do it. */
  demandOrVisitor(request: Request, action: Action): Promise<Reader | null>;
  /** As `demand`, but an erased account's old token may still ask about what it did. */
  demandEvenErased(request: Request, action?: Action): Promise<Reader>;
}

/** Who is behind a request. */
export function createReaders(
  site: Pick<Site, 'db' | 'salt' | 'rules' | 'guests'>,
  settings: TokenSettings,
  onError: (message: string) => void,
): Readers {
  const authenticate = createAuthentication(
    createNewspaperTokens(settings, { onError }),
    site.guests,
  );

  const find = async (request: Request): Promise<Reader | null> => {
    const identity = await authenticate(request);
    return identity === null ? null : findReader(site, identity);
  };

  const refusal = (reader: Reader | null, action: Action): PalabreError => {
    const permission = permissions(reader, site.rules, null)[action];
    const code = permission.allowed ? 'login' : permission.reason;
    if (code === 'unsupported') return new PalabreError(code, 'This site is an archive.');
    return new PalabreError(code, reader ? 'The account was erased.' : 'Nobody is signed in.');
  };

  const demandEvenErased: Readers['demandEvenErased'] = async (request, action = 'moderate') => {
    const reader = await find(request);
    if (reader === null) throw refusal(null, action);
    return reader;
  };

  return {
    find,
    demandEvenErased,
    async demand(request, action = 'moderate') {
      const reader = await demandEvenErased(request, action);
      if (reader.erased) throw refusal(reader, action);
      return reader;
    },
    async demandOrVisitor(request, action) {
      const reader = await find(request);
      if (reader !== null && !reader.erased) return reader;
      const isVisitor = reader === null || reader.identity.guest;
      if (isVisitor && permissions(null, site.rules, null)[action].allowed) return null;
      throw refusal(reader, action);
    },
  };
}
