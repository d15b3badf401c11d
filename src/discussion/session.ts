import type { GuestToken } from '../cache/guest-token.js';
import { PalabreError } from '../model/errors.js';
import type { Discussion } from './discussion.js';

/**
 * A token, how to get a fresh one (`null` means that nobody is signed in), or an address of the
 * newspaper's own that answers one, see {@link tokenFrom}.
 */
export type TokenSource = string | (() => Promise<string | null> | string | null) | { url: string };

/** A token, and whose it is: the guest's of this device, or that of whom the newspaper knows. */
export interface Credential {
  token: string | null;
  isGuest: boolean;
}

/** What a call takes that comes from nobody. */
export const NOBODY: Credential = { token: null, isGuest: false };

/** How long a token may take to come before the reader counts as a visitor, in milliseconds. */
export const TOKEN_TIMEOUT = 10_000;

/**
 * Who reads, as the newspaper's own login says; where it knows nobody, the guest of this device.
 * Never throws for a source that fails.
 */
export class Session {
  readonly source: TokenSource | null;
  /** Where the guest's token is kept. */
  guest: GuestToken | null;
  /** Whether the source failed when it was last asked: then nobody knows whether somebody is signed in. */
  hasFailed = false;
  readonly #source: Exclude<TokenSource, { url: string }> | null;
  readonly #timeout: number;
  #token: Promise<string | null> | null = null;

  constructor(
    source: TokenSource | null,
    timeout: number = TOKEN_TIMEOUT,
    guest: GuestToken | null = null,
  ) {
    this.source = source;
    this.guest = guest;
    this.#source = source && typeof source === 'object' ? tokenFrom(source.url) : source;
    this.#timeout = timeout;
  }

  /** Asks the source anew the next time: somebody else may be signed in. */
  forget(): void {
    this.#token = null;
  }

  async credential(): Promise<Credential> {
    return this.#orGuest(await this.#own());
  }

  /**
   * Makes a call with the token; when that has expired, once more with a fresh one.
   * @throws PalabreError `unavailable` where the newspaper's login gives none
   */
  async call<T>(send: (credential: Credential) => Promise<T>): Promise<T> {
    const asked = this.#own();
    const credential = this.#orGuest(await asked);
    try {
      return await send(credential);
    } catch (error) {
      const expired = error instanceof PalabreError && error.code === 'login';
      if (!expired || typeof this.#source !== 'function') throw error;
      // Of several calls that fail together, the first one asks for all.
      if (this.#token === asked) this.#token = null;
      const fresh = await this.credential();
      if (this.hasFailed) throw new PalabreError('unavailable', 'The login is out of reach');
      if (fresh.token === null || fresh.token === credential.token) throw error;
      return send(fresh);
    }
  }

  #own(): Promise<string | null> {
    return (this.#token ??= this.#ask());
  }

  #orGuest(own: string | null): Credential {
    if (own !== null) return { token: own, isGuest: false };
    const token = this.guest?.read() ?? null;
    return { token, isGuest: token !== null };
  }

  async #ask(): Promise<string | null> {
    const source = this.#source;
    if (typeof source !== 'function') return source;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const token = await Promise.race([
        // Later, so that one which throws at once fails as any other does.
        Promise.resolve().then(source),
        new Promise<never>((_, reject) => {
          timer = setTimeout(reject, this.#timeout, new Error('it did not answer in time'));
        }),
      ]);
      this.hasFailed = false;
      // Whoever is not signed in yet may be next time.
      if (token === null) this.#token = null;
      return token;
    } catch (error) {
      // It is asked again and again while there is no network.
      if (!this.hasFailed) {
        console.warn('Palabre: no token, so the reader counts as a visitor.', error);
      }
      this.#token = null;
      this.hasFailed = true;
      return null;
    } finally {
      clearTimeout(timer);
    }
  }
}

const sessions = new WeakMap<Discussion, Session>();
const guests = new WeakMap<Discussion, GuestToken>();

/** The session of a discussion: one for each source of tokens. */
export function sessionOf(discussion: Discussion): Session {
  const known = sessions.get(discussion);
  if (known?.source === discussion.tokens) return known;
  const guest = guests.get(discussion);
  const session = new Session(discussion.tokens, TOKEN_TIMEOUT, guest);
  sessions.set(discussion, session);
  return session;
}

/** Says where the token of a discussion's guest is kept. */
export function keepGuest(discussion: Discussion, guest: GuestToken): void {
  guests.set(discussion, guest);
  sessionOf(discussion).guest = guest;
}

/** What an address answers that knows nobody: any other failure says nothing of who reads. */
const NOBODYS = [204, 401, 403];

/**
 * A token source for an address of the newspaper's own: a GET with its cookies, answered by
 * `{"token": "…"}`, or by 204 (401 and 403 count the same) when nobody is signed in.
 */
export function tokenFrom(url: string): () => Promise<string | null> {
  return async () => {
    const response = await fetch(url, { credentials: 'same-origin', cache: 'no-store' });
    if (NOBODYS.includes(response.status)) return null;
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    const { token } = (await response.json()) as { token?: unknown };
    if (typeof token !== 'string') throw new Error(`${url} answered no "token"`);
    return token;
  };
}
