import { z } from 'zod';
import { cleanLine } from '../../markup/clean.js';
import { NAME_MAX_LENGTH } from '../../model/guest.js';
import { articleUrlSchema, keySchema, TITLE_MAX_LENGTH } from '../../wire/thread.js';
import { subjectSchema } from '../../wire/requests.js';

/** What a token says of its bearer. */
export interface Identity {
  subject: string;
  /** `null` when the token has no name; then its bearer cannot write. */
  name: string | null;
  picture: string | null;
  badges: string[];
  subscriber: boolean;
  roles: string[];
  /** Somebody with a name and no account at the newspaper. */
  guest: boolean;
  /** Milliseconds; `null` when the token does not say. */
  issuedAt: number | null;
  /** The newspaper's own word for an article's title, and for its address. */
  thread: { key: string; title: string; url?: string } | null;
}

/** How a guest's subject begins; the newspaper's own begin otherwise. */
export const GUEST_PREFIX = 'guest:';

const PICTURE_MAX_LENGTH = 2_048;
const BADGES_MAX = 10;

const claimedUrlSchema = articleUrlSchema.transform((url) => new URL(url).href);

const claimsSchema = z.object({
  sub: subjectSchema.refine((subject) => !subject.startsWith(GUEST_PREFIX)),
  name: z.string().nullish(),
  picture: z.unknown().optional(),
  subscriber: z.boolean().default(false),
  roles: z.array(z.string()).default([]),
  badges: z.array(z.string()).default([]),
  iat: z.number().optional(),
  thread: z
    .object({ key: keySchema, title: z.string(), url: claimedUrlSchema.optional() })
    .optional(),
});

/** What the newspaper's claims say, or the name of the first one that is not what it should be. */
export function readClaims(payload: unknown): Identity | string {
  const claims = claimsSchema.safeParse(payload);
  if (claims.success) return toIdentity(claims.data);
  return String(claims.error.issues[0]?.path[0] ?? 'claims');
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
    guest: false,
    issuedAt: claims.iat === undefined ? null : claims.iat * 1_000,
    thread: claims.thread && title !== '' ? { ...claims.thread, title } : null,
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
