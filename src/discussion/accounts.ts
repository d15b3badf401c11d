import type { Viewer } from '../model/viewer.js';
import type { Discussion } from './discussion.js';
import { setViewer } from './reader.js';
import { sessionOf } from './session.js';
import { hearTabs } from './tabs.js';
import { loadViewer } from './viewing.js';

const followed = new WeakSet<Discussion>();

/** Whoever signs out in one tab, or in as somebody else, does so in all. */
export function followAccounts(discussion: Discussion): void {
  if (followed.has(discussion)) return;
  followed.add(discussion);
  const hear = (account: unknown): void => {
    const { viewer, offers } = discussion;
    if (!viewer?.account || viewer.account.id === account) return;
    setViewer(discussion, withoutAccount(viewer), offers);
    sessionOf(discussion).forget();
    void loadViewer(discussion);
  };
  hearTabs(discussion, 'account', hear, 'backend');
}

/** A visitor, until it is known who reads. */
function withoutAccount(viewer: Viewer): Viewer {
  const login = { allowed: false, reason: 'login', until: null } as const;
  const can = Object.fromEntries(Object.keys(viewer.can).map((action) => [action, login]));
  return { ...viewer, account: null, can: can as Viewer['can'], votes: [], pending: [] };
}
