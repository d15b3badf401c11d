import { PalabreError } from '../model/errors.js';
import type { Action, Denial, Permission } from '../model/viewer.js';
import type { Reader } from './accounts.js';
import type { Rules } from './context.js';

/** Roles that need no subscription. */
const TEAM = ['moderator', 'staff', 'admin'];

const YES: Permission = { allowed: true };

function no(reason: Denial): Permission {
  return { allowed: false, reason, until: null };
}

/**
 * Who may do what: the only place that decides it.
 *
 * A closed thread takes neither new comments nor edits; votes, reports and withdrawals go on.
 */
export function permissions(
  reader: Reader | null,
  rules: Rules,
  thread: { closed: boolean } | null,
): Record<Action, Permission> {
  if (reader === null || reader.erased || reader.identity.name === null) {
    return everything(no('login'));
  }
  const comment = thread?.closed ? no('closed') : gate(reader, rules.commentAccess);
  return {
    comment,
    vote: gate(reader, rules.voteAccess),
    report: YES,
    edit: comment,
    delete: YES,
    moderate: isModerator(reader) ? YES : no('unsupported'),
  };
}

function gate({ identity }: Reader, access: Rules['commentAccess']): Permission {
  const passes = access === 'registered' || identity.subscriber || isTeam(identity.roles);
  return passes ? YES : no('subscribe');
}

function everything(permission: Permission): Record<Action, Permission> {
  return {
    comment: permission,
    vote: permission,
    report: permission,
    edit: permission,
    delete: permission,
    moderate: permission,
  };
}

/** Takes back what others wrote. */
export function isModerator({ identity }: Reader): boolean {
  return hasRole(identity.roles, ['moderator', 'admin']);
}

/** Picks comments; closes, reopens and names threads. */
export function isEditor({ identity }: Reader): boolean {
  return isTeam(identity.roles);
}

/** Erases and exports an account: itself, or an administrator. */
export function mayHandleAccount({ identity }: Reader, subject: string): boolean {
  return identity.subject === subject || hasRole(identity.roles, ['admin']);
}

function isTeam(roles: string[]): boolean {
  return hasRole(roles, TEAM);
}

function hasRole(roles: string[], wanted: string[]): boolean {
  return roles.some((role) => wanted.includes(role));
}

const DENIAL_MESSAGES: Record<Denial, string> = {
  login: 'Nobody is signed in.',
  subscribe: 'It takes a subscription.',
  suspended: 'The account is suspended.',
  wait: 'Too much at once.',
  closed: 'The thread is closed.',
  unsupported: 'This site does not offer that.',
};

/** @throws PalabreError the permission's reason, unless it is a yes */
export function demand(permission: Permission): void {
  if (permission.allowed) return;
  throw new PalabreError(permission.reason, DENIAL_MESSAGES[permission.reason]);
}

/** @throws PalabreError `forbidden` */
export function demandRight(right: boolean, message: string): void {
  if (!right) throw new PalabreError('forbidden', message);
}
