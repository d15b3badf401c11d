import type { CommentBody } from '../model/body.js';
import type { Snapshots } from './snapshot.js';
import type { Database } from './storage/database.js';

/** The site's rules, with every default filled in. */
export interface Rules {
  commentAccess: 'subscribers' | 'registered';
  voteAccess: 'subscribers' | 'registered';
  downVotes: boolean;
  highlightVotes: number;
  editMinutes: number;
  origins: ReadonlySet<string> | '*';
}

/** What every call works with. */
export interface Site {
  db: Database;
  rules: Rules;
  salt: string;
  snapshots: Snapshots;
  parse: (source: string) => Promise<CommentBody>;
}
