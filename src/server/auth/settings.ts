/** How a newspaper's tokens are known; at least one of `secret` and `jwksUrl`. */
export interface TokenSettings {
  /** The shared secret of HS256 tokens, at least 32 bytes of UTF-8. */
  secret?: string;
  /**
   * Where the public keys of RS256, ES256 and EdDSA tokens are (RFC 7517): https, or http on this
   * machine.
   */
  jwksUrl?: string;
  /** What every token's `iss` must be; unchecked by default. */
  issuer?: string;
  /** What every token's `aud` must be or contain; unchecked by default. */
  audience?: string;
}

const SECRET_MIN_BYTES = 32;
const LOOPBACK = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/;

/** What is wrong with a secret; `null` for a good one. */
export function secretProblem(secret: string): string | null {
  const { length } = new TextEncoder().encode(secret);
  return length < SECRET_MIN_BYTES ? `must have at least ${SECRET_MIN_BYTES} bytes` : null;
}

/** `fetch` refuses them, and they would stand in logs. */
export function credentialsProblem({ username, password }: URL): string | null {
  return username || password ? 'must not hold a user or a password' : null;
}

/** What is wrong with a JWKS address; `null` for a good one. */
export function jwksUrlProblem(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    return 'must be an address such as https://journal.example/.well-known/jwks.json';
  }
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    return 'must be https, except on localhost: whoever can change the keys can sign in as anybody';
  }
  return credentialsProblem(url);
}

/** @throws TypeError for settings by which nobody could sign in, or anybody */
export function checkTokenSettings({ secret, jwksUrl }: TokenSettings): void {
  if (secret === undefined && jwksUrl === undefined) {
    throw new TypeError('secret or jwksUrl is required.');
  }
  const ofSecret = secret === undefined ? null : secretProblem(secret);
  if (ofSecret !== null) throw new TypeError(`secret ${ofSecret}.`);
  const ofUrl = jwksUrl === undefined ? null : jwksUrlProblem(jwksUrl);
  if (ofUrl !== null) throw new TypeError(`jwksUrl ${ofUrl}.`);
}
