import { PalabreError } from '../model/errors.js';
import type { Discussion } from './discussion.js';
import { actorOf, type Actor } from './reader.js';
import { sessionOf, type Credential } from './session.js';
import { credentialOf, loadViewer, setCredential } from './viewing.js';

/**
 * Makes a write as the one whom the reader was shown, or not at all: a session may have ended before
 * a guest's did, and another tab may have changed either.
 * @throws PalabreError `name` or `login`, once the page shows whom the reader would act as;
 * `unavailable` where the newspaper's login cannot say
 */
export function actAs<T>(
  discussion: Discussion,
  actor: Actor,
  send: (token: string | null) => Promise<T>,
): Promise<T> {
  return sessionOf(discussion).call(async (credential) => {
    await demand(discussion, actor, credential);
    return send(credential.token);
  });
}

async function demand(discussion: Discussion, actor: Actor, credential: Credential): Promise<void> {
  const shown = credentialOf(discussion);
  // Who was recalled without a token is not known to be who reads.
  const isGuess = sessionOf(discussion).hasFailed && credential.token === null && !!actor;
  if (actorOf(discussion) === actor) {
    if (isSame(shown, credential) && !isGuess) return;
    if (await isToken(discussion, actor, credential)) {
      setCredential(discussion, credential);
      return;
    }
    // Where nobody has come instead, what asks for a name or a login says so beside the text.
    if (credential.token !== null) await loadViewer(discussion);
  }
  if (sessionOf(discussion).hasFailed)
    throw new PalabreError('unavailable', 'The login is out of reach');
  throw new PalabreError(shown.isGuest ? 'name' : 'login', 'This would be somebody else’s');
}

/** Whether a fresh token is still the same person's. */
async function isToken(
  { backend, thread, signal }: Discussion,
  actor: Actor,
  { token }: Credential,
): Promise<boolean> {
  if (token === null) return false;
  const { account } = await backend.loadViewer!(thread.key, { token, signal });
  return account?.id === actor;
}

function isSame(one: Credential, other: Credential): boolean {
  return one.token === other.token && one.isGuest === other.isGuest;
}
