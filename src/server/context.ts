import type { CommentBody } from '../model/body.js';
import type { Hub } from './events/hub.js';
import type { Limits } from './limits/limits.js';
import type { GuestTokens } from './auth/guests.js';
import type { Policy } from './moderation/judge.js';
import type { Snapshots } from './snapshot.js';
import type { Cursors } from './storage/cursor.js';
import type { Database } from './storage/database.js';
import type { Turns } from './writes/turns.js';

/** The site's rules, with every default filled in. */
export interface Rules {
  commentAccess: 'subscribers' | 'registered' | 'guests';
  voteAccess: 'subscribers' | 'registered';
  reportAccess: 'registered' | 'everybody';
  downVotes: boolean;
  highlightVotes: number;
  readOnly: boolean;
  closeAfterDays: number;
  hideVotesMinutes: number;
  editMinutes: number;
  /** Reports by different readers that take a comment off the page; 0: none do. */
  reportThreshold: number;
  origins: ReadonlySet<string> | '*';
  /** Milliseconds. */
  now: () => number;
}

/** What every call works with. */
export interface Site {
  db: Database;
  rules: Rules;
  policy: Policy;
  cursors: Cursors;
  salt: string;
  guests: GuestTokens;
  snapshots: Snapshots;
  events: Hub;
  /** After a write: forgets what is kept of the thread, and tells whoever follows it. */
  changed: (thread: string) => void;
  turns: Turns;
  limits: Limits;
  parse: (source: string) => Promise<CommentBody>;
}
