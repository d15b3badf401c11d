import type { CommentId } from './comment.js';
import type { ModerationMode } from './moderation.js';
import type { ReportNotice, ReportReason } from './report.js';
import type { Sort, ThreadRef } from './thread.js';

/** Comments on top, unless the page says how many; and at most. */
export const HIGHLIGHTS_DEFAULT = 3;
export const HIGHLIGHTS_MAX = 10;

export interface ThreadQuery {
  key: string;
  sort: Sort;
  /** Entries of the top level, 1–100; how many replies come along is the backend's choice. */
  limit: number;
  /** Also answer this comment with its ancestors, wherever it lies. */
  around?: CommentId | null;
  /** How many comments to show on top at most, 0–10; {@link HIGHLIGHTS_DEFAULT} by default. */
  highlights?: number;
}

export interface ListQuery {
  key: string;
  /** Whose replies; `null` is the top level. */
  parent: CommentId | null;
  /** The list's `page.cursor`; `null` asks for its beginning. */
  after: string | null;
  /** The thread's sort, as in {@link ThreadQuery}; how replies are ordered under it is the backend's choice. */
  sort: Sort;
  /** 1–100. */
  limit: number;
}

export interface NewComment {
  /** Made by the caller, see `newId`. */
  id: CommentId;
  thread: ThreadRef;
  parent: CommentId | null;
  /** Markdown, at most 10,000 characters after NFC. */
  source: string;
}

export interface Report {
  /** The report's own id, made by the caller. */
  id: string;
  comment: CommentId;
  reason: ReportReason;
  /** At most 2,000 characters; may be empty, but with a notice. */
  details: string;
  /** Only with the reason `illegal`, which takes one from whoever has no account at the newspaper. */
  notice?: ReportNotice | null;
}

export interface ThreadPatch {
  /** The article's address; needed before anybody has written, unless the key is one. */
  url?: string;
  closed?: boolean;
  /** At most 300 characters. */
  title?: string;
  /** Subjects (`sub`) of the article's authors; their comments carry the badge `author`. */
  authors?: string[];
  /** `null`: as the site does it. */
  moderation?: ModerationMode | null;
}
