import { PalabreError } from '../model/errors.js';
import { ACTIONS, type Action, type Denial, type Permission } from '../model/viewer.js';
import type { Timestamp } from '../model/comment.js';
import { isClosed } from './ageing.js';
import type { Reader } from './accounts.js';
import type { Rules } from './context.js';
import type { ThreadRow } from './storage/threads.js';

/** Roles that need no subscription. */
const TEAM = ['moderator', 'staff', 'admin'];

/** What of a thread decides about what may be done in it. */
type ThreadState = Pick<ThreadRow, 'closed' | 'authors' | 'writtenAt'>;

const YES: Permission = { allowed: true };

function no(reason: Denial, until: Timestamp | null = null): Permission {
  return { allowed: false, reason, until };
}

/**
 * Who may do what: the only place that decides it.
 *
 * A closed thread takes neither new comments nor edits; votes, reports and withdrawals go on. A
 * suspended reader may only take back what they wrote, as may all readers of an archive.
 */
export function permissions(
  reader: Reader | null,
  rules: Rules,
  thread: ThreadState | null,
): Record<Action, Permission> {
  const all = whereOneWrites(reader, rules, thread);
  if (!rules.readOnly) return all;
  const never = no('unsupported');
  return { ...all, comment: never, vote: never, report: never, edit: never };
}

function whereOneWrites(
  reader: Reader | null,
  rules: Rules,
  thread: ThreadState | null,
): Record<Action, Permission> {
  const isGone = reader?.erased === true && reader.identity.guest;
  if (reader === null || isGone) return ofVisitor(rules, thread);
  if (reader.erased || reader.identity.name === null) return everything(no('login'));
  if (reader.suspension !== null) {
    const suspended = no('suspended', reader.suspension.until?.toISOString() ?? null);
    return { ...everything(suspended), delete: YES };
  }
  const closed = thread !== null && isClosed(rules, thread);
  const comment = closed ? no('closed') : gate(reader, rules.commentAccess);
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

/** The same for an account that is over its limit until a time, in milliseconds. */
export function waiting(permission: Permission, until: number | null): Permission {
  if (until === null || !permission.allowed) return permission;
  return { allowed: false, reason: 'wait', until: new Date(until).toISOString() };
}

function ofVisitor(rules: Rules, thread: ThreadState | null): Record<Action, Permission> {
  const takesGuests = rules.commentAccess === 'guests';
  const named = no(takesGuests ? 'name' : 'login');
  return {
    ...everything(no('login')),
    comment: takesGuests && thread !== null && isClosed(rules, thread) ? no('closed') : named,
    report: rules.reportAccess === 'everybody' ? YES : named,
  };
}

function gate({ identity }: Reader, access: Rules['commentAccess']): Permission {
  if (access === 'guests') return YES;
  if (identity.guest) return no('login');
  const passes = access === 'registered' || identity.subscriber || isTeam(identity.roles);
  return passes ? YES : no('subscribe');
}

function everything(permission: Permission): Record<Action, Permission> {
  const entries = ACTIONS.map((action) => [action, permission]);
  return Object.fromEntries(entries) as Record<Action, Permission>;
}

/** Decides about what others wrote. */
export function isModerator({ identity, suspension }: Reader): boolean {
  return suspension === null && hasRole(identity.roles, ['moderator', 'admin']);
}

/** Says whose and where the article is, how its thread is called and moderated. */
export function isEditor({ identity, suspension }: Reader): boolean {
  return suspension === null && isTeam(identity.roles);
}

/** Picks comments, closes and reopens: the newsroom, and under an article of theirs its authors. */
export function isDirector(reader: Reader, thread: Pick<ThreadRow, 'authors'> | null): boolean {
  const { identity, suspension } = reader;
  const isAuthor = suspension === null && thread?.authors.includes(identity.subject);
  return isEditor(reader) || isAuthor === true;
}

/** Suspends those who write for the newsroom, too. */
export function isAdmin({ identity, suspension }: Reader): boolean {
  return suspension === null && hasRole(identity.roles, ['admin']);
}

/** Erases and exports an account: itself, or an administrator who has not been erased since. */
export function mayHandleAccount(reader: Reader, subject: string): boolean {
  return reader.identity.subject === subject || (!reader.erased && isAdmin(reader));
}

/** Somebody of the newsroom: no subscription, no moderation. */
export function isTeam(roles: string[]): boolean {
  return hasRole(roles, TEAM);
}

function hasRole(roles: string[], wanted: string[]): boolean {
  return roles.some((role) => wanted.includes(role));
}

const DENIAL_MESSAGES: Record<Denial, string> = {
  login: 'Nobody is signed in.',
  name: 'Nobody is signed in, and a name is enough.',
  subscribe: 'It takes a subscription.',
  suspended: 'The account is suspended.',
  wait: 'Too much at once.',
  closed: 'The thread is closed.',
  unsupported: 'This site does not offer that.',
};

/** @throws PalabreError the permission's reason, unless it is a yes */
export function demand(permission: Permission): void {
  if (permission.allowed) return;
  const { reason, until } = permission;
  const seconds = until === null ? null : Math.ceil((Date.parse(until) - Date.now()) / 1_000);
  throw new PalabreError(reason, DENIAL_MESSAGES[reason], {
    retryAfter: seconds === null ? null : Math.max(1, seconds),
  });
}

/** @throws PalabreError `invalid` for an article that lies nowhere on the site's own pages */
export function demandAddress({ origins }: Rules, url: string): void {
  if (origins !== '*' && !origins.has(new URL(url).origin)) {
    throw new PalabreError('invalid', 'thread.url does not lie under an allowed origin.');
  }
}

/** @throws PalabreError `forbidden` */
export function demandRight(right: boolean, message: string): void {
  if (!right) throw new PalabreError('forbidden', message);
}
