import { guestToken } from '../cache/guest-token.js';
import { PalabreError } from '../model/errors.js';
import { nameProblem } from '../model/guest.js';
import type { Discussion } from './discussion.js';
import { keepGuest, sessionOf } from './session.js';
import { credentialOf, loadViewer } from './viewing.js';

/** Knows again who was a guest of this backend on this device. */
export function rememberGuest(discussion: Discussion, backend: string | object): void {
  keepGuest(discussion, guestToken(backend));
}

/** Whether who reads is a guest, whom the newspaper does not know. */
export function isGuest(discussion: Discussion): boolean {
  return !!discussion.viewer?.account && credentialOf(discussion).isGuest;
}

/** Gives the reader a name under which to take part, and keeps it. @throws PalabreError */
export async function becomeGuest(discussion: Discussion, name: string): Promise<void> {
  const problem = nameProblem(name);
  if (problem) throw new PalabreError(problem, `The name is ${problem}`);
  const { token } = await discussion.backend.createGuest!(name, {});
  sessionOf(discussion).guest?.write(token);
  await loadViewer(discussion);
  if (!discussion.viewer?.account) {
    throw new PalabreError('unavailable', 'The guest is not known yet');
  }
}

/** Goes on without the guest, whose token is lost. */
export async function forgetGuest(discussion: Discussion): Promise<void> {
  sessionOf(discussion).guest?.write(null);
  await loadViewer(discussion);
}
