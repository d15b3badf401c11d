import { jwtVerify } from 'jose';
import { z } from 'zod';
import { cleanLine } from '../markup/clean.js';
import { PalabreError } from '../model/errors.js';
import { keySchema, TITLE_MAX_LENGTH } from '../wire/thread.js';
import { subjectSchema } from '../wire/requests.js';

/** What a token says of its bearer. */
export interface Identity {
  subject: string;
  /** `null` when the token has no name; then its bearer cannot write. */
  name: string | null;
  picture: string | null;
  badges: string[];
  subscriber: boolean;
  roles: string[];
  /** Milliseconds; `null` when the token does not say. */
  issuedAt: number | null;
  /** The newspaper's own word for an article's title. */
  thread: { key: string; title: string } | null;
}

/** Seconds by which two clocks may differ. */
const CLOCK_TOLERANCE = 10;
const NAME_MAX_LENGTH = 80;
const PICTURE_MAX_LENGTH = 2_048;
const BADGES_MAX = 10;
export const SECRET_MIN_BYTES = 32;

const claimsSchema = z.object({
  sub: subjectSchema,
  name: z.string().nullish(),
  picture: z.unknown().optional(),
  subscriber: z.boolean().default(false),
  roles: z.array(z.string()).default([]),
  badges: z.array(z.string()).default([]),
  iat: z.number().optional(),
  thread: z.object({ key: keySchema, title: z.string() }).optional(),
});

/**
 * Reads bearer tokens: HS256 and nothing else, `exp` required, `nbf` heeded.
 * @returns `null` without a token; rejects with `login` for one that does not hold
 */
export function createAuthentication(
  secret: string,
): (request: Request) => Promise<Identity | null> {
  const key = new TextEncoder().encode(secret);
  return async (request) => {
    const header = request.headers.get('Authorization');
    if (header === null) return null;
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header)?.[1];
    if (token === undefined) throw new PalabreError('login', 'The token is not a JWT.');
    let payload: unknown;
    try {
      ({ payload } = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        clockTolerance: CLOCK_TOLERANCE,
        requiredClaims: ['sub', 'exp'],
      }));
    } catch (error) {
      const why = (error as { code?: unknown }).code;
      throw new PalabreError(
        'login',
        why === 'ERR_JWT_EXPIRED' ? 'The token has expired.' : 'The token is not valid.',
      );
    }
    const claims = claimsSchema.safeParse(payload);
    if (!claims.success) {
      const claim = String(claims.error.issues[0]?.path[0] ?? 'claims');
      throw new PalabreError('login', `The token's "${claim}" is not what it should be.`);
    }
    return toIdentity(claims.data);
  };
}

function toIdentity(claims: z.infer<typeof claimsSchema>): Identity {
  const badges = claims.badges.map((badge) => shorten(badge, NAME_MAX_LENGTH)).filter(Boolean);
  if (claims.roles.includes('staff')) badges.unshift('staff');
  const title = shorten(claims.thread?.title ?? '', TITLE_MAX_LENGTH);
  return {
    subject: claims.sub,
    name: shorten(claims.name ?? '', NAME_MAX_LENGTH) || null,
    picture: pictureOf(claims.picture),
    badges: [...new Set(badges)].slice(0, BADGES_MAX),
    subscriber: claims.subscriber,
    roles: claims.roles,
    issuedAt: claims.iat === undefined ? null : claims.iat * 1_000,
    thread: claims.thread && title !== '' ? { key: claims.thread.key, title } : null,
  };
}

/** A line of at most `length` characters, in code points. */
export function shorten(text: string, length: number): string {
  return [...cleanLine(text)].slice(0, length).join('').trim();
}

function pictureOf(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > PICTURE_MAX_LENGTH) return null;
  return URL.canParse(value) && new URL(value).protocol === 'https:' ? new URL(value).href : null;
}
