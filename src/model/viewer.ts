import type { Author, Comment, CommentId, Timestamp } from './comment.js';

export const ACTIONS = [
  'comment',
  'vote',
  'report',
  'edit',
  'delete',
  'moderate',
  'pick',
  'close',
] as const;
export type Action = (typeof ACTIONS)[number];

/**
 * Why somebody may not:
 * - `login`: nobody is signed in; - `name`: nobody is, and a name is enough, see `createGuest`;
 * - `subscribe`: signed in, without the subscription it takes;
 * - `suspended`: this account, until a time or for good; - `wait`: too many at once, until a time;
 * - `closed`: nobody may in this thread; - `unsupported`: nobody may at all.
 */
export const DENIALS = [
  'login',
  'name',
  'subscribe',
  'suspended',
  'wait',
  'closed',
  'unsupported',
] as const;
export type Denial = (typeof DENIALS)[number];

export type Permission =
  { allowed: true } | { allowed: false; reason: Denial; until: Timestamp | null };

/** The private half of a thread: who reads it, and what they may do. Never cached with the thread. */
export interface Viewer {
  /** `null` when nobody is signed in. */
  account: Author | null;
  /**
   * `edit` and `delete` are about one's own comments, `moderate` about everybody's; `pick` makes a
   * comment an editor's pick, `close` closes and reopens the thread.
   */
  can: Record<Action, Permission>;
  /**
   * How many minutes after its creation one's own comment may be edited, by the backend's clock;
   * `null`: there is no limit, or the backend does not say.
   */
  editMinutes: number | null;
  /**
   * The backend's time as it answers, by which a page knows how much time is left whatever the device's
   * clock says; `null`: the backend does not say.
   */
  now: Timestamp | null;
  /** The viewer's own votes in this thread; a comment that is not named has none. */
  votes: { id: CommentId; value: 1 | -1 }[];
  /** The viewer's own comments that are not published, and for moderators everybody's. */
  pending: Comment[];
}
