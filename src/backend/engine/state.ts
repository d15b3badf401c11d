import type { CommentBody } from '../../model/body.js';
import type {
  Author,
  CommentId,
  CommentStatus,
  Timestamp,
  TombstoneReason,
  VoteCounts,
} from '../../model/comment.js';
import { PalabreError } from '../../model/errors.js';
import type {
  HoldReason,
  ModerationMode,
  QueuedReport,
  Suspension,
} from '../../model/moderation.js';
import type { ReportReason } from '../../model/report.js';
import type { ThreadRef } from '../../model/thread.js';

/** What an engine keeps: plain data that can be cloned, and so be stored as it is. */
export interface State {
  format: typeof STATE_FORMAT;
  /** Makes the ids of this site's accounts its own. */
  salt: string;
  /** By public id: whoever has written, voted or reported. */
  accounts: Map<Author['id'], Account>;
  /** By writer: when an account was last erased, in milliseconds. */
  erasures: Map<string, number>;
  /** By writer, so that an erasure does not end them. */
  suspensions: Map<string, Suspension>;
  /** By token. */
  guests: Map<string, KeptGuest>;
  /** By key. */
  threads: Map<string, Thread>;
}

/** Goes up when an older state can no longer be read as it is. */
export const STATE_FORMAT = 1;

export interface Account extends Author {
  /** The account's identifier at the newspaper. */
  subject: string;
  writer: string;
  roles: string[];
  isGuest: boolean;
}

/** Somebody without an account at the newspaper. */
export interface KeptGuest {
  subject: string;
  name: string;
}

export interface Thread extends ThreadRef {
  closed: boolean;
  /** Subjects of the article's authors. */
  authors: string[];
  /** `null`: as the site does it. */
  moderation: ModerationMode | null;
  revision: number;
  /** The newest comment's time in milliseconds: the next one's is later. */
  writtenAt: number;
  /** In the order in which they were written. */
  comments: Map<CommentId, Entry>;
}

/** A comment as it is kept. */
export interface Entry {
  id: CommentId;
  parent: CommentId | null;
  createdAt: Timestamp;
  revision: number;
  /** Whose it is, even when nothing else is left of the account: knows a repeated create. */
  writer: string;
  status: CommentStatus;
  /** Whether everybody could see it at some time: what stays of it is then known to everybody. */
  listed: boolean;
  /** What everybody sees in its place. */
  tombstone: TombstoneReason | null;
  /** Why moderation withdrew it, where it says so. */
  ground: ReportReason | null;
  /** Stays behind a tombstone of `moderation` that may be lifted; goes with every other. */
  content: Content | null;
  /** A moderator has let it appear: reports alone do not hide it any more. */
  isCleared: boolean;
  /** Why it waits, or does not appear. */
  holds: HoldReason[];
  /** Votes that came with it, before anybody here voted. */
  earlierVotes: VoteCounts;
  /** By the public ids of the accounts. */
  votes: Map<Author['id'], 1 | -1>;
  reports: KeptReport[];
}

export interface Content {
  /** Its author's public id. */
  account: Author['id'];
  source: string;
  body: CommentBody;
  editedAt: Timestamp | null;
  picked: boolean;
}

export interface KeptReport extends QueuedReport {
  /** Whose it is; `null` for a visitor's. */
  account: Author['id'] | null;
  /** A moderator has looked at the comment since. */
  isSettled: boolean;
}

export function emptyState(salt: string): State {
  return {
    format: STATE_FORMAT,
    salt,
    accounts: new Map(),
    erasures: new Map(),
    suspensions: new Map(),
    guests: new Map(),
    threads: new Map(),
  };
}

export function emptyThread({ key, url, title }: ThreadRef): Thread {
  return {
    ...{ key, url, title },
    closed: false,
    authors: [],
    moderation: null,
    revision: 0,
    writtenAt: 0,
    comments: new Map(),
  };
}

/** A comment with its thread. */
export interface Place {
  thread: Thread;
  entry: Entry;
}

export function findComment({ threads }: State, id: CommentId): Place | null {
  for (const thread of threads.values()) {
    const entry = thread.comments.get(id);
    if (entry) return { thread, entry };
  }
  return null;
}

/** @throws PalabreError `not-found` */
export function demandComment(state: State, id: CommentId): Place {
  return findComment(state, id) ?? refuse('not-found', 'There is no such comment.');
}

/** Gives what changed its thread's next revision. */
export function stamp({ thread, entry }: Place): void {
  thread.revision += 1;
  entry.revision = thread.revision;
}

export function refuse(code: PalabreError['code'], message: string): never {
  throw new PalabreError(code, message);
}
