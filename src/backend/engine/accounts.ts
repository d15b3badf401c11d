import type { TombstoneReason } from '../../model/comment.js';
import { demandRight, mayHandle, type Call } from './access.js';
import { writerOf, type Reader } from './people.js';
import { contentOf, countVotes, isPublished } from './records.js';
import { stamp, type Place, type State } from './state.js';

/** Keeps the account of whoever writes, as its token now describes it; its comments follow. */
export function remember(state: State, reader: Reader): void {
  const { id, name, picture, badges, subject, writer, roles, isGuest } = reader;
  const known = state.accounts.get(id);
  state.accounts.set(id, { id, name, picture, badges, subject, writer, roles, isGuest });
  const looks = JSON.stringify([name, picture, badges]);
  if (!known || JSON.stringify([known.name, known.picture, known.badges]) === looks) return;
  for (const place of placesOf(state)) {
    if (isPublished(place.entry) && place.entry.content?.account === id) stamp(place);
  }
}

export function* placesOf(state: State): Generator<Place> {
  for (const thread of state.threads.values()) {
    for (const entry of thread.comments.values()) yield { thread, entry };
  }
}

/**
 * Erases an account: its comments become tombstones; its name, picture, votes and reports go, as do
 * reports about its comments, which may quote them. That it was erased, and when, stays under a
 * hash, by which what is sent again is known.
 */
export function eraseAccount(call: Call, subject: string): void {
  demandRight(call, mayHandle(subject));
  const { state, rules } = call;
  const writer = writerOf(state, subject);
  const account = [...state.accounts.values()].find((known) => known.writer === writer);
  state.erasures.set(writer, Math.max(rules.now(), (state.erasures.get(writer) ?? 0) + 1));
  for (const [token, guest] of state.guests) {
    if (guest.subject === subject) state.guests.delete(token);
  }
  for (const thread of state.threads.values()) {
    thread.authors = thread.authors.filter((author) => author !== subject);
  }
  if (!account) return;
  state.accounts.delete(account.id);
  for (const place of placesOf(state)) forget(place, account.id);
}

function forget(place: Place, account: string): void {
  const { entry } = place;
  entry.reports = entry.reports.filter((report) => report.account !== account);
  if (entry.content?.account === account) {
    bury(place, 'account-erased');
  } else if (entry.votes.delete(account)) {
    stamp(place);
  }
}

/** Leaves nothing of a comment but its place and the reason. */
export function bury(place: Place, reason: TombstoneReason): void {
  const { ground } = place.entry;
  Object.assign(place.entry, {
    tombstone: reason,
    ground: reason === 'moderation' ? ground : null,
    status: 'published',
    content: null,
    holds: [],
    earlierVotes: { up: 0, down: 0 },
    votes: new Map(),
    reports: [],
  } satisfies Partial<Place['entry']>);
  stamp(place);
}

/** All that is kept of an account; of nobody, `null` and empty lists. */
export function exportAccount(call: Call, subject: string): unknown {
  demandRight(call, mayHandle(subject));
  const { state } = call;
  const account = [...state.accounts.values()].find((known) => known.subject === subject);
  if (!account) return { account: null, comments: [], votes: [], reports: [] };
  const { writer, ...kept } = account;
  const places = [...placesOf(state)];
  return {
    account: { ...kept, suspension: state.suspensions.get(writer) ?? null },
    comments: places
      .filter(({ entry }) => entry.content?.account === account.id)
      .map(exported(call)),
    votes: places.flatMap(({ entry: { id, votes } }) => {
      const value = votes.get(account.id);
      return value ? [{ comment: id, value }] : [];
    }),
    reports: places.flatMap(({ entry }) =>
      entry.reports
        .filter((report) => report.account === account.id)
        .map(({ id, reason, details, notice, createdAt }) => {
          return { id, comment: entry.id, reason, details, notice, createdAt };
        }),
    ),
  };
}

function exported(call: Call): (place: Place) => object {
  return (place) => {
    const { id, parent, createdAt, editedAt, status, picked } = contentOf(call, place);
    const { key, url } = place.thread;
    const { source } = place.entry.content!;
    return {
      ...{ id, thread: { key, url }, parent, createdAt, editedAt },
      status,
      source,
      votes: countVotes(place.entry),
      picked,
    };
  };
}
