import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { PalabreError } from '../../model/errors.js';
import { fetchText } from '../fetch-text.js';

export interface KeySetOptions {
  /** Told, in one sentence, why the keys could not be fetched. */
  onError: (message: string) => void;
  now?: () => number;
  /** Milliseconds until a fetch fails. */
  timeout?: number;
}

/** Milliseconds after which known keys are fetched anew, without anybody waiting for it. */
const FRESH = 10 * 60_000;
/** Milliseconds after which they are not used any more before that was tried. */
const OLD = 60 * 60_000;
/** Milliseconds between two fetches, whatever is asked for. */
const COOL_DOWN = 10_000;
const TIMEOUT = 3_000;
const MAX_BYTES = 256 * 1_024;

/**
 * The public keys at an address (RFC 7517 §5), as `jwtVerify` asks for them. Fetched when the first
 * token comes, and again for a key that is not among them. Where that fails, the known keys go on.
 *
 * The key that it answers with was found by `kid`, or is the only one that the algorithm fits; it
 * rejects with PalabreError `login` for an unknown one, and with `unavailable` while nobody can say.
 */
export function createKeySet(url: string, options: KeySetOptions): JWTVerifyGetKey {
  const { onError, now = Date.now, timeout = TIMEOUT } = options;
  let keys: JWTVerifyGetKey | null = null;
  let loadedAt = -Infinity;
  let triedAt = -Infinity;
  let underWay: Promise<void> | null = null;

  async function load(): Promise<void> {
    try {
      keys = await fetchKeys(url, timeout);
      loadedAt = triedAt = now();
    } catch (error) {
      triedAt = now();
      onError(`The keys at PALABRE_JWKS_URL could not be fetched: ${reasonOf(error)}.`);
    } finally {
      underWay = null;
    }
  }

  /** Never rejects; those who ask at once share one fetch. */
  function refresh(): Promise<void> {
    if (underWay === null && now() - triedAt < COOL_DOWN) return Promise.resolve();
    return (underWay ??= load());
  }

  return async (header, token) => {
    const age = now() - loadedAt;
    if (age > OLD) await refresh();
    else if (age > FRESH) void refresh();
    const known = await find(keys, header, token);
    if (known !== null) return known;
    await refresh();
    const found = await find(keys, header, token);
    if (found !== null) return found;
    if (loadedAt === triedAt) throw new PalabreError('login', 'The key of the token is not known.');
    const retryAfter = Math.max(1, Math.ceil((triedAt + COOL_DOWN - now()) / 1_000));
    throw new PalabreError('unavailable', 'The keys of the newspaper cannot be fetched.', {
      retryAfter,
    });
  };
}

async function find(
  keys: JWTVerifyGetKey | null,
  ...[header, token]: Parameters<JWTVerifyGetKey>
): Promise<Awaited<ReturnType<JWTVerifyGetKey>> | null> {
  try {
    return keys === null ? null : await keys(header, token);
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return null;
    throw error;
  }
}

async function fetchKeys(url: string, timeout: number): Promise<JWTVerifyGetKey> {
  const headers = { Accept: 'application/jwk-set+json, application/json' };
  const text = await fetchText(url, { headers }, { timeout, max: MAX_BYTES });
  return createLocalJWKSet(JSON.parse(text) as JSONWebKeySet);
}

/** The address may hold a secret: it is not named. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JWKSInvalid || error instanceof SyntaxError) {
    return 'the answer is not a key set';
  }
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') return 'no answer in time';
  const { code, message: detail } = (cause ?? {}) as { code?: string; message?: string };
  return code ?? detail ?? message;
}
