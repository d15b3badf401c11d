import { errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { PalabreError } from '../../model/errors.js';
import { readClaims, type Identity } from './identity.js';
import { createKeySet, type KeySetOptions } from './key-set.js';
import type { TokenSettings } from './settings.js';

/** Seconds by which two clocks may differ. */
export const CLOCK_TOLERANCE = 10;

/** What a key set may be used for; a shared secret is for HS256 alone, whatever a token says. */
const ASYMMETRIC = ['RS256', 'ES256', 'EdDSA'];

/**
 * Reads the tokens that the newspaper's own login makes: `sub` and `exp` required, `nbf` heeded,
 * `iss` and `aud` where they are configured. Keys in a token's header, or where that points to, are
 * never used.
 * @throws PalabreError `login` for one that does not hold, `unavailable` while its key is out of reach
 */
export function createNewspaperTokens(
  settings: TokenSettings,
  options: KeySetOptions,
): (token: string) => Promise<Identity> {
  const { secret, jwksUrl, issuer, audience } = settings;
  const ofSecret = secret === undefined ? null : new TextEncoder().encode(secret);
  const ofUrl = jwksUrl === undefined ? null : createKeySet(jwksUrl, options);
  const getKey: JWTVerifyGetKey = (header, token) => {
    if (header.alg === 'HS256' && ofSecret !== null) return ofSecret;
    if (header.alg !== 'HS256' && ofUrl !== null) return ofUrl(header, token);
    throw invalid();
  };
  const rules = {
    algorithms: [...(ofSecret === null ? [] : ['HS256']), ...(ofUrl === null ? [] : ASYMMETRIC)],
    clockTolerance: CLOCK_TOLERANCE,
    requiredClaims: ['sub', 'exp'],
    ...(issuer === undefined ? {} : { issuer }),
    ...(audience === undefined ? {} : { audience }),
  };

  return async (token) => {
    const { payload } = await jwtVerify(token, getKey, rules).catch((error: unknown) => {
      throw error instanceof PalabreError ? error : refusal(error);
    });
    const identity = readClaims(payload);
    if (typeof identity === 'string') throw wrong(identity);
    return identity;
  };
}

function refusal(error: unknown): PalabreError {
  if (error instanceof errors.JWTExpired)
    return new PalabreError('login', 'The token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed) return wrong(error.claim);
  return invalid();
}

function wrong(claim: string): PalabreError {
  return new PalabreError('login', `The token's "${claim}" is not what it should be.`);
}

function invalid(): PalabreError {
  return new PalabreError('login', 'The token is not valid.');
}
