import { hkdfSync, randomUUID } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { GUEST_BADGE } from '../../model/guest.js';
import { GUEST_PREFIX, type Identity } from './identity.js';

/** The server's own tokens, for those who have a name and no account. */
export interface GuestTokens {
  /** A new guest of that name. */
  create(name: string): Promise<{ token: string; identity: Identity }>;
  /** `null` for one that does not hold, or not any more: its bearer is a visitor. */
  read(token: string): Promise<Identity | null>;
}

const TYPE = 'palabre-guest+jwt';
const ISSUER = 'palabre';
const LIFE = '180 days';

const claimsSchema = z.object({
  sub: z.string().startsWith(GUEST_PREFIX),
  name: z.string().min(1),
  iat: z.number(),
});

/**
 * Tokens signed with a key of the site's own, derived from its salt: nothing is stored, and the
 * newspaper's secret makes none of them.
 */
export function createGuestTokens(salt: string): GuestTokens {
  const key = new Uint8Array(hkdfSync('sha256', salt, '', 'palabre guest tokens', 32));

  return {
    async create(name) {
      const sub = GUEST_PREFIX + randomUUID();
      const iat = Math.floor(Date.now() / 1_000);
      const token = await new SignJWT({ name })
        .setProtectedHeader({ alg: 'HS256', typ: TYPE })
        .setIssuer(ISSUER)
        .setSubject(sub)
        .setIssuedAt(iat)
        .setExpirationTime(LIFE)
        .sign(key);
      return { token, identity: toIdentity({ sub, name, iat }) };
    },

    async read(token) {
      try {
        const { payload } = await jwtVerify(token, key, {
          algorithms: ['HS256'],
          typ: TYPE,
          issuer: ISSUER,
          requiredClaims: ['exp'],
        });
        return toIdentity(claimsSchema.parse(payload));
      } catch {
        return null;
      }
    },
  };
}

/** Whether a token says that it is a guest's; it then has to be one. */
export function isGuestToken(token: string): boolean {
  try {
    return decodeProtectedHeader(token).typ === TYPE;
  } catch {
    return false;
  }
}

function toIdentity({ sub, name, iat }: z.infer<typeof claimsSchema>): Identity {
  return {
    subject: sub,
    name,
    picture: null,
    badges: [GUEST_BADGE],
    subscriber: false,
    roles: [],
    guest: true,
    issuedAt: iat * 1_000,
    thread: null,
  };
}
