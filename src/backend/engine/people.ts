import { PalabreError } from '../../model/errors.js';
import type { Suspension } from '../../model/moderation.js';
import type { State } from './state.js';

/** Somebody, as the newspaper's login would say who it is. */
export interface Person {
  name: string;
  /** An absolute https URL. */
  picture?: string | null;
  badges?: string[];
  subscriber?: boolean;
  /** `moderator`, `staff`, `admin`: what they may do besides is the reference server's. */
  roles?: string[];
}

/** By token, which is also the account's identifier (`subject`). Looked up at each call. */
export type People = Record<string, Person>;

/** Whoever makes a call. */
export interface Reader extends Required<Person> {
  subject: string;
  /** The public id: another one after an erasure. */
  id: string;
  /** What stays of the account on tombstones. */
  writer: string;
  isGuest: boolean;
  /** Only one that is not over. */
  suspension: Suspension | null;
}

/** Who makes a call, by its token; `null` for a visitor. @throws PalabreError `login` */
export type Identify = (token: string | null) => Identity | null;

export interface Identity {
  /** The account's identifier at the newspaper. */
  subject: string;
  person: Person;
  isGuest?: boolean;
}

/** Knows people by their tokens. */
export function byToken(people: People): Identify {
  return (subject) => {
    if (subject === null) return null;
    if (Object.hasOwn(people, subject)) return { subject, person: people[subject]! };
    throw new PalabreError('login', 'Nobody has this token.');
  };
}

/** An identity with what the state makes of it; `now` in milliseconds. */
export function readerOf(
  state: State,
  { subject, person, isGuest = false }: Identity,
  now: number,
): Reader {
  const { name, picture = null, badges = [], subscriber = false, roles = [] } = person;
  const writer = writerOf(state, subject);
  const id = stableId(`account ${state.salt} ${state.erasures.get(writer) ?? ''} ${subject}`);
  const kept = state.suspensions.get(writer);
  const isOver = kept?.until != null && Date.parse(kept.until) <= now;
  const suspension = kept && !isOver ? kept : null;
  return { name, picture, badges, subscriber, roles, subject, writer, id, isGuest, suspension };
}

export function writerOf({ salt }: State, subject: string): string {
  return stableId(`writer ${salt} ${subject}`);
}

/**
 * The same UUID (version 8, RFC 9562 §5.8) for the same text: FNV-1a in four lanes, mixed as
 * MurmurHash3 ends. Browsers have no hash that answers at once, and none at all without TLS; nothing
 * here is a secret, for the salt lies beside what it salts.
 */
export function stableId(text: string): string {
  const bytes = new DataView(new ArrayBuffer(16));
  const input = new TextEncoder().encode(text);
  for (let lane = 0; lane < 4; lane += 1) {
    let hash = 0x811c9dc5 ^ Math.imul(lane, 0x9e3779b9);
    for (const byte of input) hash = Math.imul(hash ^ byte, 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    bytes.setInt32(lane * 4, hash ^ (hash >>> 16));
  }
  bytes.setUint8(6, (bytes.getUint8(6) & 0x0f) | 0x80);
  bytes.setUint8(8, (bytes.getUint8(8) & 0x3f) | 0x80);
  const hex = [...new Uint8Array(bytes.buffer)].map((byte) => byte.toString(16).padStart(2, '0'));
  return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
