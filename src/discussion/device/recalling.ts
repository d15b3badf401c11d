import { readViewer, removeOthers, writeViewer } from '../../cache/viewers.js';
import type { Viewer } from '../../model/viewer.js';
import type { Discussion } from '../discussion.js';
import { identityOf } from './identity.js';
import { isKeepable, isWanted } from './keeping.js';
import { placeOf } from '../origin.js';
import { sessionOf, type Credential } from '../session.js';
import { tellTabs } from '../tabs.js';
import { confirmedVote } from '../outbox/counting.js';

/*
 * What the device keeps for the reader alone, for when the backend cannot be asked who they are.
 */

/** Keeps what a backend has answered, and forgets what it has answered to others. Never rejects. */
export async function keepViewer(
  discussion: Discussion,
  viewer: Viewer | null,
  { token, isGuest }: Credential,
): Promise<void> {
  const account = viewer?.account;
  await forgetViewers(discussion, account?.id ?? null);
  const identity = token === null ? null : await identityOf(token);
  if (!account || identity === null || !isKeepable(discussion) || !isWanted(discussion)) return;
  // They may have signed out meanwhile.
  if (readers.get(discussion) !== account.id) return;
  await writeViewer(placeOf(discussion), { viewer: { ...viewer, now: null }, identity, isGuest });
  keepInStep(discussion, { account: account.id, identity, isGuest });
}

interface Owner {
  account: string;
  identity: string;
  isGuest: boolean;
}

/** Whose is what is kept of a discussion's reader. */
const owners = new WeakMap<Discussion, Owner>();

/** Keeps too what the backend acknowledges of the reader's after it was asked who they are. */
function keepInStep(discussion: Discussion, owner: Owner): void {
  const { store, signal } = discussion;
  const isFollowed = owners.has(discussion);
  owners.set(discussion, owner);
  if (isFollowed || signal.aborted) return;
  let known = JSON.stringify(asKnown(discussion));
  const unfollow = store.follow('outbox', () => {
    const { account, identity, isGuest } = owners.get(discussion)!;
    const viewer = asKnown(discussion);
    if (viewer?.account?.id !== account || known === (known = JSON.stringify(viewer))) return;
    if (isWanted(discussion)) void writeViewer(placeOf(discussion), { viewer, identity, isGuest });
  });
  signal.addEventListener('abort', unfollow);
}

/** The reader as the backend knows them by now. */
function asKnown(discussion: Discussion): Viewer | null {
  const { viewer, votes } = discussion;
  const known: Viewer['votes'][number][] = [];
  for (const id of votes.keys()) {
    const value = confirmedVote(discussion, id);
    if (value !== 0) known.push({ id, value });
  }
  return viewer && { ...viewer, now: null, votes: known };
}

/** Who read when others were last forgotten. */
const readers = new WeakMap<Discussion, string | null>();

/** Forgets on this device, and in every tab, what all others but one account could see. */
export async function forgetViewers(discussion: Discussion, account: string | null): Promise<void> {
  if (!isKeepable(discussion)) return;
  const before = readers.get(discussion);
  readers.set(discussion, account);
  const { backend } = placeOf(discussion);
  const wasAnother = (await removeOthers(backend as string, account)) || before !== undefined;
  // Two tabs whose pages have a token each would send one another to ask again without end.
  if (wasAnother && before !== account) tellTabs(discussion, 'account', account, 'backend');
}

/**
 * What was last answered to the reader, if they are still the same: by their token, or because the
 * newspaper cannot be asked for one. A guest's is on the device.
 * @param credential what the reader is asked for with now
 */
export async function recallViewer(
  discussion: Discussion,
  { token }: Credential,
): Promise<[Viewer, Credential] | null> {
  if (!isKeepable(discussion)) return null;
  const kept = await readViewer(placeOf(discussion));
  if (!kept) return null;
  const isSame = token !== null && (await identityOf(token)) === kept.identity;
  const mayBe = sessionOf(discussion).hasFailed && !kept.isGuest;
  if (!isSame && !mayBe) return null;
  return [kept.viewer, { token: isSame ? token : null, isGuest: kept.isGuest }];
}
