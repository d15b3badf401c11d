import type { Timestamp } from '../../model/comment.js';
import { PalabreError } from '../../model/errors.js';
import { ACTIONS, type Action, type Denial, type Permission } from '../../model/viewer.js';
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

type Permissions = Record<Action, Permission>;

const YES: Permission = { allowed: true };
const TEAM = ['moderator', 'staff', 'admin'];

function no(reason: Denial, until: Timestamp | null = null): Permission {
  return { allowed: false, reason, until };
}

/** Who may do what: the only place that decides it. The rules are the reference server's. */
export function permissions(
  { state, rules, reader }: Call,
  thread: Pick<Thread, 'closed'> | null,
): Permissions {
  if (reader === null) {
    return Object.fromEntries(ACTIONS.map((action) => [action, no('login')])) as Permissions;
  }
  const suspension = state.suspensions.get(reader.writer);
  const until = suspension?.until ?? null;
  const isOver = until !== null && Date.parse(until) <= rules.now();
  const suspended = suspension && !isOver ? no('suspended', until) : null;
  const comment = suspended ?? (thread?.closed ? no('closed') : gate(reader, rules.commentAccess));
  return {
    comment,
    vote: suspended ?? gate(reader, rules.voteAccess),
    report: suspended ?? YES,
    edit: comment,
    delete: YES,
    moderate: isModerator(reader) ? YES : no('unsupported'),
  };
}

function gate(reader: Reader, access: Rules['commentAccess']): Permission {
  return access === 'registered' || reader.subscriber || isTeam(reader.roles)
    ? YES
    : no('subscribe');
}

/** Takes back and lets appear what others wrote. */
export function isModerator({ roles }: { roles: string[] }): boolean {
  return hasRole(roles, ['moderator', 'admin']);
}

/** Picks comments; closes, reopens and names threads. */
export function isTeam(roles: string[]): boolean {
  return hasRole(roles, TEAM);
}

function hasRole(roles: string[], wanted: string[]): boolean {
  return roles.some((role) => wanted.includes(role));
}

/** @throws PalabreError the reason why not */
export function demand(
  call: Call,
  action: Action,
  thread: Pick<Thread, 'closed'> | null = null,
): Reader {
  const permission = permissions(call, thread)[action];
  if (permission.allowed) return call.reader!;
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
  return (reader) => reader.subject === subject || reader.roles.includes('admin');
}
