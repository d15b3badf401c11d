import { cleanLine } from '../../markup/clean.js';
import { GUEST_BADGE, nameProblem, visibleName, type Guest } from '../../model/guest.js';
import { newId } from '../../model/new-id.js';
import type { Call } from './access.js';
import { placesOf } from './accounts.js';
import { readerOf, type Identity } from './people.js';
import { isPublished } from './records.js';
import { refuse, type KeptGuest, type State } from './state.js';

/** Who has a guest's token. */
export function findGuest({ guests }: State, token: string | null): Identity | null {
  const guest = token === null ? null : guests.get(token);
  return guest ? identityOf(guest) : null;
}

function identityOf({ subject, name }: KeptGuest): Identity {
  return { subject, person: { name, badges: [GUEST_BADGE] }, isGuest: true };
}

/** Gives somebody without an account a name, and a token for it. */
export function createGuest({ state, rules }: Call, typed: string): Guest {
  if (rules.commentAccess !== 'guests' || rules.readOnly) {
    refuse('unsupported', 'A name is not enough on this site.');
  }
  const name = cleanLine(typed);
  const problem = nameProblem(name);
  if (problem) refuse(problem, `The name is ${problem}.`);
  if (isTaken(state, name)) refuse('conflict', 'Somebody with an account is known by this name.');
  const token = `guest-token:${newId()}`;
  const guest = { subject: `guest:${newId()}`, name };
  state.guests.set(token, guest);
  const { id, picture, badges } = readerOf(state, identityOf(guest), rules.now());
  return { token, account: { id, name, picture, badges } };
}

/**
 * Whether readers know somebody with an account by this name, or by one that looks nearly the same:
 * their comments show it, or they are of the newsroom's staff.
 */
function isTaken(state: State, name: string): boolean {
  const wanted = fold(name);
  const shown = new Set<string | undefined>();
  for (const { entry } of placesOf(state)) {
    if (isPublished(entry)) shown.add(entry.content?.account);
  }
  return [...state.accounts.values()].some(
    (account) =>
      !account.isGuest &&
      fold(account.name) === wanted &&
      (shown.has(account.id) || account.badges.includes('staff')),
  );
}

/** A name without what is hardly seen: marks, case, white space. */
function fold(name: string): string {
  return visibleName(name)
    .normalize('NFKD')
    .replace(/[\p{M}\s]/gu, '')
    .toLowerCase();
}
