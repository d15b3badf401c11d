import type { Timestamp } from '../../model/comment.js';
import { PalabreError } from '../../model/errors.js';
import { ACTIONS, type Action, type Denial, type Permission } from '../../model/viewer.js';
import { isClosed } from './closing.js';
import type { Reader } from './people.js';
import type { Rules } from './rules.js';
import { refuse, type State, type Thread } from './state.js';

/** One call's circumstances. */
export interface Call {
  state: State;
  rules: Rules;
  /** `null` for a visitor, and in every public read. */
  reader: Reader | null;
}

/** What of a thread decides about what may be done in it. */
type ThreadState = Pick<Thread, 'closed' | 'authors' | 'writtenAt'>;

type Permissions = Record<Action, Permission>;

const YES: Permission = { allowed: true };
const TEAM = ['moderator', 'staff', 'admin'];

function no(reason: Denial, until: Timestamp | null = null): Permission {
  return { allowed: false, reason, until };
}

/** Who may do what: the only place that decides it. The rules are the reference server's. */
export function permissions(call: Call, thread: ThreadState | null): Permissions {
  const all = whereOneWrites(call, thread);
  if (!call.rules.readOnly) return all;
  const never = no('unsupported');
  return { ...all, comment: never, vote: never, report: never, edit: never };
}

function whereOneWrites({ rules, reader }: Call, thread: ThreadState | null): Permissions {
  const closed = thread && isClosed(rules, thread) ? no('closed') : null;
  if (reader === null) {
    const takesGuests = rules.commentAccess === 'guests';
    const name = no(takesGuests ? 'name' : 'login');
    return {
      ...everything(no('login')),
      comment: takesGuests ? (closed ?? name) : name,
      report: rules.reportAccess === 'everybody' ? YES : name,
    };
  }
  if (reader.suspension) {
    return { ...everything(no('suspended', reader.suspension.until)), delete: YES };
  }
  const comment = closed ?? gate(reader, rules.commentAccess);
  const direct = isDirector(reader, thread) ? YES : no('unsupported');
  return {
    comment,
    vote: gate(reader, rules.voteAccess),
    report: YES,
    edit: comment,
    delete: YES,
    moderate: isModerator(reader) ? YES : no('unsupported'),
    pick: direct,
    close: direct,
  };
}

function everything(permission: Permission): Permissions {
  return Object.fromEntries(ACTIONS.map((action) => [action, permission])) as Permissions;
}

function gate(reader: Reader, access: Rules['commentAccess']): Permission {
  if (access === 'guests') return YES;
  if (reader.isGuest) return no('login');
  const passes = access === 'registered' || reader.subscriber || isTeam(reader.roles);
  return passes ? YES : no('subscribe');
}

/** Takes back and lets appear what others wrote. */
export function isModerator({ roles, suspension }: Reader): boolean {
  return suspension === null && hasRole(roles, ['moderator', 'admin']);
}

/** Says whose and where the article is, how its thread is called and moderated. */
export function isEditor({ roles, suspension }: Reader): boolean {
  return suspension === null && isTeam(roles);
}

/** Picks comments, closes and reopens: the newsroom, and under an article of theirs its authors. */
export function isDirector(reader: Reader, thread: Pick<Thread, 'authors'> | null): boolean {
  const isAuthor = reader.suspension === null && thread?.authors.includes(reader.subject);
  return isEditor(reader) || isAuthor === true;
}

/** Suspends those who write for the newsroom, too. */
export function isAdmin({ roles, suspension }: Reader): boolean {
  return suspension === null && hasRole(roles, ['admin']);
}

/** Somebody of the newsroom: no subscription, no moderation. */
export function isTeam(roles: string[]): boolean {
  return hasRole(roles, TEAM);
}

function hasRole(roles: string[], wanted: string[]): boolean {
  return roles.some((role) => wanted.includes(role));
}

/** Who may do it; not for what visitors may. @throws PalabreError the reason why not */
export function demand(
  call: Call,
  action: Exclude<Action, 'report'>,
  thread: ThreadState | null = null,
): Reader {
  demandAllowed(call, action, thread);
  return call.reader!;
}

/** @throws PalabreError the reason why not */
export function demandAllowed(call: Call, action: Action, thread: ThreadState | null = null): void {
  const permission = permissions(call, thread)[action];
  if (permission.allowed) return;
  const { reason, until } = permission;
  const retryAfter =
    until === null ? null : Math.ceil((Date.parse(until) - call.rules.now()) / 1000);
  throw new PalabreError(reason, `Not allowed: ${action} (${reason}).`, { retryAfter });
}

/** @throws PalabreError `login` for a visitor, `forbidden` for whoever is not on the team */
export function demandRight(call: Call, right: (reader: Reader) => boolean): Reader {
  const reader = call.reader ?? refuse('login', 'Nobody is signed in.');
  return right(reader) ? reader : refuse('forbidden', 'This account may not do that.');
}

/** Erases and exports an account: itself, or an administrator. */
export function mayHandle(subject: string): (reader: Reader) => boolean {
  return (reader) => reader.subject === subject || isAdmin(reader);
}
