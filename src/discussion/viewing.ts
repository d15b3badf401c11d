import type { CommentsBackend } from '../backend/contract.js';
import { isAbort, PalabreError, toPalabreError } from '../model/errors.js';
import type { Action, Permission, Viewer } from '../model/viewer.js';
import { setClock } from './clock.js';
import type { Discussion } from './discussion.js';
import { identityOf } from './device/identity.js';
import { setViewer } from './reader.js';
import { forgetViewers, keepViewer, recallViewer } from './device/recalling.js';
import { NOBODY, sessionOf, type Credential } from './session.js';

const UNSUPPORTED: Permission = { allowed: false, reason: 'unsupported', until: null };

/** The method that each action of a viewer needs. */
const METHODS = {
  comment: 'createComment',
  vote: 'voteComment',
  report: 'reportComment',
  edit: 'editComment',
  delete: 'deleteComment',
  moderate: 'deleteComment',
  pick: 'pickComment',
  close: 'updateThread',
} as const satisfies Record<Action, keyof CommentsBackend>;

const turns = new WeakMap<Discussion, number>();
const underWay = new WeakMap<Discussion, Promise<void>>();
/** Those whose viewer was asked for and is not known yet. */
const asking = new WeakSet<Discussion>();
const unconfirmed = new WeakSet<Discussion>();
/** Those whose console knows why. */
const warned = new WeakSet<Discussion>();
const credentials = new WeakMap<Discussion, Credential>();

/** What the viewer that is shown was asked for with. */
export function credentialOf(discussion: Discussion): Credential {
  return credentials.get(discussion) ?? NOBODY;
}

/** Says with what else the same viewer can be asked for. */
export function setCredential(discussion: Discussion, credential: Credential): void {
  credentials.set(discussion, credential);
}

/** Learns who reads and what they may do. Until then, and if that fails, they may only read. */
export function loadViewer(discussion: Discussion): Promise<void> {
  const loading = load(discussion);
  underWay.set(discussion, loading);
  return loading;
}

/** Asks again where an answer is on its way: what the reader has just done may not be in it. */
export function outdateViewer(discussion: Discussion): void {
  if (asking.has(discussion)) void loadViewer(discussion);
}

/** Whether nobody could be asked who reads, for a reason that passes. */
export function isUnconfirmed(discussion: Discussion): boolean {
  return unconfirmed.has(discussion);
}

/** What the reader may do, once that is known. */
export async function permission(discussion: Discussion, action: Action): Promise<Permission> {
  await (underWay.get(discussion) ?? loadViewer(discussion));
  return can(discussion, action);
}

/** What the reader may do here as far as it is known, or why not. */
export function can(
  { backend, viewer }: Pick<Discussion, 'backend' | 'viewer'>,
  action: Action,
): Permission {
  if (!backend[METHODS[action]]) return UNSUPPORTED;
  const may = viewer?.can[action] ?? UNSUPPORTED;
  const lacksNames = !may.allowed && may.reason === 'name' && !backend.createGuest;
  return lacksNames ? { ...may, reason: 'login' } : may;
}

async function load(discussion: Discussion): Promise<void> {
  const { signal } = discussion;
  const turn = (turns.get(discussion) ?? 0) + 1;
  turns.set(discussion, turn);
  asking.add(discussion);
  const isOver = (): boolean => signal.aborted || turn !== turns.get(discussion);
  let viewer: Viewer | null;
  let credential: Credential;
  try {
    [viewer, credential] = await ask(discussion);
    // A later call knows better, and is perhaps another reader's.
    if (isOver()) return;
    unconfirmed.delete(discussion);
    warned.delete(discussion);
    void keepViewer(discussion, viewer, credential);
  } catch (error) {
    if (signal.aborted) return;
    [viewer, credential] = await whoItWas(discussion, error);
    if (toPalabreError(error).retryable && !isOver()) unconfirmed.add(discussion);
  }
  if (isOver()) return;
  asking.delete(discussion);
  setCredential(discussion, credential);
  if (viewer !== discussion.viewer) setClock(discussion, viewer?.now ?? null);
  const known = { backend: discussion.backend, viewer };
  const offered = (action: Action): boolean => isOpen(can(known, action));
  setViewer(discussion, viewer, { comment: offered('comment'), vote: offered('vote') });
}

/** Who is shown while nobody can be asked: the same reader as before, if that is who reads now. */
async function whoItWas(
  discussion: Discussion,
  error: unknown,
): Promise<[Viewer | null, Credential]> {
  const isPassing = toPalabreError(error).retryable;
  const recalled = isPassing ? await recallViewer(discussion) : null;
  const { viewer: known } = discussion;
  // Of the same reader the page knows more than it has kept.
  if (recalled && known?.account?.id === recalled[0].account?.id) return [known!, recalled[1]];
  if (recalled) return recalled;
  const shown = credentialOf(discussion);
  const session = sessionOf(discussion);
  // Where there is no network, the session has said so.
  const isSaid = warned.has(discussion) || (isPassing && session.hasFailed);
  if (!isAbort(error) && !isSaid) {
    warned.add(discussion);
    console.warn('Palabre: the reader’s rights are unknown, so they may only read.', error);
  }
  const { token } = await session.credential();
  if (!discussion.viewer?.account || session.hasFailed || (await isSamePerson(token, shown.token)))
    return [discussion.viewer, shown];
  if (token === null) await forgetViewers(discussion, null);
  return [null, NOBODY];
}

async function isSamePerson(one: string | null, other: string | null): Promise<boolean> {
  if (one === null || other === null) return one === other;
  return one === other || (await identityOf(one)) === (await identityOf(other));
}

function isOpen(permission: Permission): boolean {
  return permission.allowed || !['unsupported', 'closed'].includes(permission.reason);
}

async function ask(discussion: Discussion): Promise<[Viewer | null, Credential]> {
  const { backend, signal, thread } = discussion;
  if (!backend.loadViewer) return [null, NOBODY];
  const send = async (credential: Credential): Promise<[Viewer, Credential]> => {
    const { token } = credential;
    return [await backend.loadViewer!(thread.key, { signal, token }), credential];
  };
  try {
    return await sessionOf(discussion).call(send);
  } catch (error) {
    // A token that nobody accepts is none.
    const refused = error instanceof PalabreError && /^(login|name)$/.test(error.code);
    if (refused) return send(NOBODY);
    throw error;
  }
}
