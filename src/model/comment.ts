import type { CommentBody } from './body.js';
import type { ReportReason } from './report.js';

/** A UUID in lower case, made by the client that writes the comment; new ones are version 7. */
export type CommentId = string;

/** RFC 3339 in UTC with milliseconds, such as `2027-03-01T09:30:00.000Z`; always the server's time. */
export type Timestamp = string;

export interface Author {
  /** Opaque and stable; never the account's identifier at the newspaper. */
  id: string;
  name: string;
  /** An absolute https URL. */
  picture: string | null;
  /** `staff`, `author` (of the article), `expert`, or any word that the newsroom chose. */
  badges: string[];
}

export interface VoteCounts {
  up: number;
  down: number;
}

/**
 * - `published`: everybody sees it.
 * - `pending`, `rejected`: in private answers only, to its author and to moderators.
 */
export const COMMENT_STATUSES = ['published', 'pending', 'rejected'] as const;
export type CommentStatus = (typeof COMMENT_STATUSES)[number];

/** Why a comment is gone: its author or a moderator took it back, or the account was erased. */
export const TOMBSTONE_REASONS = ['author', 'moderation', 'account-erased'] as const;
export type TombstoneReason = (typeof TOMBSTONE_REASONS)[number];

interface CommentPlace {
  id: CommentId;
  /** The comment that this one answers; `null` at the top level. */
  parent: CommentId | null;
  createdAt: Timestamp;
  /** The thread's revision at this record's last change. The higher one wins. */
  revision: number;
}

export interface LivingComment extends CommentPlace {
  tombstone: null;
  author: Author;
  body: CommentBody;
  status: CommentStatus;
  editedAt: Timestamp | null;
  /**
   * `null` while the site does not show them yet. That they are shown from now on is not among the
   * thread's changes: it takes a new look at the comment.
   */
  votes: VoteCounts | null;
  /** Chosen by an editor. */
  picked: boolean;
}

/**
 * What stays of a withdrawn comment: its place and the reason, nothing of the person. With the reason
 * `author` or `account-erased` it stands in a list only while something that is listed answers it;
 * moderation's always does, for it tells that something was withdrawn.
 */
export interface Tombstone extends CommentPlace {
  tombstone: TombstoneReason;
  /** Why moderation withdrew it, where it says so; `null` for every other reason. */
  ground: ReportReason | null;
}

export type Comment = LivingComment | Tombstone;

/** `1` up, `-1` down, `0` taken back. */
export type VoteValue = 1 | 0 | -1;
