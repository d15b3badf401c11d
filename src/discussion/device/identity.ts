/**
 * Whose a token is, as a digest: the same for each token of one account, where they are JWTs; else
 * for each copy of the same token. `null` where the page cannot make digests.
 */
export async function identityOf(token: string): Promise<string | null> {
  try {
    const bytes = new TextEncoder().encode(subjectOf(token));
    const digest = await crypto.subtle.digest('SHA-256', bytes);
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch {
    return null;
  }
}

function subjectOf(token: string): string {
  try {
    const payload = token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/');
    const text = new TextDecoder().decode(Uint8Array.from(atob(payload), (c) => c.charCodeAt(0)));
    const { iss, sub } = JSON.parse(text) as Record<string, unknown>;
    return typeof sub === 'string' ? JSON.stringify([iss, sub]) : token;
  } catch {
    return token;
  }
}
