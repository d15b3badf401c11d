import type { Comment, CommentId } from './comment.js';

/**
 * - `best`: see the server's formula; - `newest`, `oldest`: by the server's time;
 * - `most-replied`: by the number of direct replies.
 *
 * How replies are ordered under each is the backend's choice; the reference server gives them oldest
 * first under `newest` and `most-replied`, as a conversation is read.
 */
export const SORTS = ['best', 'newest', 'oldest', 'most-replied'] as const;
export type Sort = (typeof SORTS)[number];

export function isSort(value: unknown): value is Sort {
  return SORTS.includes(value as Sort);
}

/** What a page knows of its own thread; a title sent by a client is a suggestion. */
export interface ThreadRef {
  /** At most {@link THREAD_KEY_MAX_BYTES} bytes of UTF-8. */
  key: string;
  /** The article's absolute address. */
  url: string;
  title: string;
}

export interface ThreadInfo {
  key: string;
  closed: boolean;
  /** Grows with each change of the thread; 0 for a thread that nobody has written in. */
  revision: number;
  /** Published comments at every depth, tombstones not counted. */
  total: number;
  /** Whether a vote may be `-1`; the same for everybody. */
  downVotes: boolean;
}

/** Where one list stands: the top level, or the replies to one comment. */
export interface PageInfo {
  /** All entries of the list, loaded or not, tombstones in it included. */
  total: number;
  /** Opaque; asks for the entries after these. `null` when there are none. */
  cursor: string | null;
}

export interface CommentList {
  /** Whose replies; `null` is the top level. */
  parent: CommentId | null;
  /** In the order of the sort. */
  ids: CommentId[];
  page: PageInfo;
}

/** The records come flat; `lists` says what stands where. Every id in a list has its record. */
export interface CommentPage {
  comments: Comment[];
  /** A comment without an entry here has no replies. */
  lists: CommentList[];
}

export interface ThreadPage extends CommentPage {
  thread: ThreadInfo;
  /** The comments to show as excerpts on top, the first one first; their records are in `comments`. */
  highlights: CommentId[];
  /**
   * The comment that was asked for with its ancestors, outermost first and itself last; their
   * records are in `comments`, whether or not a list of the answer holds them. `null` when nothing
   * was asked for, or it stands in no list of the thread.
   */
  around: CommentId[] | null;
}

export interface ThreadChanges {
  thread: ThreadInfo;
  /** Records changed since, in the order of their revision; also tombstones that no list holds. */
  comments: Comment[];
  /** Up to where this answer reaches. */
  revision: number;
  /** Ask again, from `revision`. */
  more: boolean;
}

export interface ThreadCount {
  key: string;
  count: number;
}

/** One of a site's latest comments, with the article it stands under. */
export interface LatestComment {
  comment: Comment;
  thread: ThreadRef;
}

export const THREAD_KEY_MAX_BYTES = 1024;

/** A title's longest text, in Unicode code points. */
export const TITLE_MAX_LENGTH = 300;

/** Entries of one page at most. */
export const PAGE_MAX = 100;

/** Keys that are counted in one call at most. */
export const COUNTED_KEYS_MAX = 100;

/** Whether a key may be sent: neither empty nor longer than {@link THREAD_KEY_MAX_BYTES}. */
export function isThreadKey(key: string): boolean {
  return key !== '' && new TextEncoder().encode(key).length <= THREAD_KEY_MAX_BYTES;
}
