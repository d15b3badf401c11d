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

/** Who reads, and what they were asked for with. */
type Reader = [Viewer | null, Credential];

interface Answer {
  reader: Reader;
  /** Whether the newspaper could not say who reads. */
  isGuess: boolean;
}

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
  let asked: Promise<void> | undefined;
  // One that a later one has overtaken ends without an answer.
  while (asked !== (underWay.get(discussion) ?? loadViewer(discussion)))
    await (asked = underWay.get(discussion));
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
  let reader: Reader;
  try {
    const { isGuess, reader: answered } = await ask(discussion);
    // A later call knows better, and is perhaps another reader's.
    if (isOver()) return;
    reader = isGuess ? await whoMayBe(discussion, answered) : answered;
    if (isOver()) return;
    if (isGuess) unconfirmed.add(discussion);
    else {
      unconfirmed.delete(discussion);
      warned.delete(discussion);
      void keepViewer(discussion, ...reader);
    }
  } catch (error) {
    if (signal.aborted) return;
    reader = await whoItWas(discussion, error);
    const isPassing = toPalabreError(error).retryable || sessionOf(discussion).hasFailed;
    if (isPassing && !isOver()) unconfirmed.add(discussion);
  }
  if (isOver()) return;
  asking.delete(discussion);
  const [viewer, credential] = reader;
  setCredential(discussion, credential);
  if (viewer !== discussion.viewer) setClock(discussion, viewer?.now ?? null);
  const known = { backend: discussion.backend, viewer };
  const offered = (action: Action): boolean => isOpen(can(known, action));
  setViewer(discussion, viewer, { comment: offered('comment'), vote: offered('vote') });
}

/**
 * Who is shown while the newspaper cannot say who reads: whoever did before. Else whom the backend has
 * answered for, who may read meanwhile.
 */
async function whoMayBe(discussion: Discussion, answered: Reader): Promise<Reader> {
  const [viewer, credential] = answered;
  const recalled = await recall(discussion, credential);
  const stays = recalled ? false : await mayStay(discussion, credential);
  const before = recalled ?? (stays ? shownIn(discussion) : null);
  const account = before?.[0]?.account;
  return before && account && account.id !== viewer?.account?.id ? before : answered;
}

/** Who is shown while nobody can be asked: the same reader as before, if that is who reads now. */
async function whoItWas(discussion: Discussion, error: unknown): Promise<Reader> {
  const session = sessionOf(discussion);
  const isPassing = toPalabreError(error).retryable;
  const credential = await session.credential();
  const recalled = isPassing ? await recall(discussion, credential) : null;
  if (recalled) return recalled;
  // Where there is no network, the session has said so.
  const isSaid = warned.has(discussion) || (isPassing && session.hasFailed);
  if (!isAbort(error) && !isSaid) {
    warned.add(discussion);
    console.warn('Palabre: the reader’s rights are unknown, so they may only read.', error);
  }
  if (!discussion.viewer?.account || (await mayStay(discussion, credential)))
    return shownIn(discussion);
  if (credential.token === null && !session.hasFailed) await forgetViewers(discussion, null);
  return [null, NOBODY];
}

/** Who read this thread last on this device, if that may be who reads now. */
async function recall(discussion: Discussion, credential: Credential): Promise<Reader | null> {
  const recalled = await recallViewer(discussion, credential);
  const { viewer: known } = discussion;
  // Of the same reader the page knows more than it has kept.
  const isShown = recalled && known?.account?.id === recalled[0].account?.id;
  return isShown ? [known, recalled[1]] : recalled;
}

function shownIn(discussion: Discussion): Reader {
  return [discussion.viewer, credentialOf(discussion)];
}

/** Whether who is shown may still be who reads: of a guest, the device itself knows. */
async function mayStay(discussion: Discussion, { token }: Credential): Promise<boolean> {
  const shown = credentialOf(discussion);
  if (sessionOf(discussion).hasFailed && !shown.isGuest) return true;
  return isSamePerson(token, shown.token);
}

async function isSamePerson(one: string | null, other: string | null): Promise<boolean> {
  if (one === other) return true;
  if (one === null || other === null) return false;
  const identity = await identityOf(one);
  // Without HTTPS nobody can tell.
  return identity !== null && identity === (await identityOf(other));
}

function isOpen(permission: Permission): boolean {
  return permission.allowed || !['unsupported', 'closed'].includes(permission.reason);
}

async function ask(discussion: Discussion): Promise<Answer> {
  const { backend, signal, thread } = discussion;
  if (!backend.loadViewer) return { reader: [null, NOBODY], isGuess: false };
  const session = sessionOf(discussion);
  const send = async (credential: Credential): Promise<Answer> => {
    const { token, isGuest } = credential;
    // Later, another call may have got a token.
    const isGuess = session.hasFailed && (token === null || isGuest);
    const viewer = await backend.loadViewer!(thread.key, { signal, token });
    return { reader: [viewer, credential], isGuess };
  };
  try {
    return await session.call(send);
  } catch (error) {
    // A token that nobody accepts is none.
    const refused = error instanceof PalabreError && /^(login|name)$/.test(error.code);
    if (refused) return send(NOBODY);
    throw error;
  }
}
