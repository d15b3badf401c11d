import type {
  Author,
  Comment,
  CommentId,
  CommentStatus,
  TombstoneReason,
  VoteValue,
} from '../model/comment.js';
import type { Guest } from '../model/guest.js';
import type { QueuePage, QueueQuery, Suspension } from '../model/moderation.js';
import type { ListQuery, NewComment, Report, ThreadPatch, ThreadQuery } from '../model/requests.js';
import type { ReportReason } from '../model/report.js';
import type {
  CommentPage,
  LatestComment,
  ThreadChanges,
  ThreadCount,
  ThreadInfo,
  ThreadPage,
} from '../model/thread.js';
import type { Viewer } from '../model/viewer.js';

export type { ListQuery, NewComment, QueueQuery, Report, ThreadPatch, ThreadQuery };

/** What goes along with every call. */
export interface CallOptions {
  /** Ends the call; it then rejects with the signal's reason, which is not a failure. */
  signal?: AbortSignal;
  /** The newspaper's token for this reader; `null` for a visitor. Public reads do not get one. */
  token?: string | null;
}

export interface DeleteOptions extends CallOptions {
  /** Why moderation withdraws it, for the tombstone; goes with the reason `moderation` alone. */
  ground?: ReportReason;
}

/**
 * What a newsroom's engineer implements. `loadThread` and `loadComments` are required; every other
 * method is optional, and without it what it does is not offered. The page's elements call those of
 * {@link PAGE_METHODS} today; the others serve other clients, such as tools of moderators.
 *
 * Rules, each held by the conformance suite:
 * 1. A write carries its client-made id, and sending it twice is the same as once. A create never
 *    updates: a known id with the same account, thread and parent answers the comment's *current*
 *    state, its tombstone included; any other collision is `conflict`, and reveals nothing.
 * 2. Public reads are the same for everybody; what concerns the reader comes from `loadViewer`.
 * 3. The backend decides who may do what and says why not; the page only shows it.
 * 4. Every list has its own page info. Cursors are keyset ones: what is written or withdrawn
 *    meanwhile neither repeats nor skips an entry.
 * 5. `around` answers the comment and its ancestors, wherever it lies in the lists.
 * 6. `loadChanges` answers every record changed since a revision, tombstones included, and
 *    `subscribe` tells the same. Revisions of a thread only grow.
 * 7. A failure rejects with a `PalabreError` of a listed code, an abort with the signal's reason.
 * 8. A body is data: the mdast subset of `CommentBody`, at most 32 deep.
 * 9. A tombstone says why and nothing of the person; the replies stay. One that an author or an erased
 *    account left stands in a list for its answers alone: while nothing that is listed answers it, it
 *    is in no list, no total and no `around`, and the last answer that goes takes it along. It is
 *    still among the changes, and answered to whoever withdraws it or sends it again. Moderation's
 *    keep their places.
 */
export interface CommentsBackend {
  /**
   * A thread's first page. A thread that nobody has written in is empty, not an error.
   * @throws PalabreError `invalid` for a key that is empty or over 1,024 bytes
   */
  loadThread(query: ThreadQuery, options: CallOptions): Promise<ThreadPage>;

  /**
   * One more page of one list, with the first replies to its entries. The list below a tombstone that
   * is listed no more is empty.
   * @throws PalabreError `not-found` for a parent that is not in this thread; `invalid` for a cursor
   * that is not this list's
   */
  loadComments(query: ListQuery, options: CallOptions): Promise<CommentPage>;

  /** What changed after `since`; in steps, if it is much. */
  loadChanges?(key: string, since: number, options: CallOptions): Promise<ThreadChanges>;

  /**
   * Tells what changes after `since`, as it happens, until the signal aborts: `hear` is called with one
   * answer of `loadChanges` after another, first with what was missed, if anything was. Resolves where
   * the backend ends it in peace: it goes on with another call, from the revision that was reached.
   * @param hear does not throw, and is not called any more once the signal has aborted
   * @throws PalabreError when it breaks, or is refused; `retryAfter` then says when to come back
   */
  subscribe?(
    key: string,
    since: number,
    hear: (changes: ThreadChanges) => void,
    options: CallOptions,
  ): Promise<void>;

  /** Who reads, and what they may do here. Without it everybody is a visitor who may only read. */
  loadViewer?(key: string, options: CallOptions): Promise<Viewer>;

  /**
   * Lets somebody without an account take part under a name, where the viewer's reason is `name`.
   * The token that comes back is sent along from then on; nobody can give another one for it.
   * @throws PalabreError `empty`, `too-long`; `conflict` for a name that somebody else is known by;
   * `unsupported` where a name is not enough
   */
  createGuest?(name: string, options: CallOptions): Promise<Guest>;

  /** How many published comments each thread has; unknown keys count 0. At most 100 keys. */
  loadCounts?(keys: string[], options: CallOptions): Promise<ThreadCount[]>;

  /** The site's latest published comments, newest first; limit 1–100. */
  loadLatest?(limit: number, options: CallOptions): Promise<LatestComment[]>;

  /**
   * Writes a comment; the thread comes into being with its first one.
   * @throws PalabreError `login`, `name`, `subscribe`, `suspended`, `wait`, `closed`; `empty`,
   * `too-long`, `too-complex`; `not-found` for a parent that is not in this thread, `gone` for one that is a
   * tombstone; `conflict`
   */
  createComment?(comment: NewComment, options: CallOptions): Promise<Comment>;

  /**
   * Replaces the text of one's own comment.
   * @throws PalabreError `forbidden` when it is somebody else's; `gone`; as for a create
   */
  editComment?(id: CommentId, source: string, options: CallOptions): Promise<Comment>;

  /**
   * Withdraws a comment: `author` for one's own, `moderation` by a moderator. What is withdrawn
   * already answers its tombstone, which a moderator's `ground` only completes.
   * @throws PalabreError `forbidden`, `not-found`; `invalid` for a `ground` with the reason `author`
   */
  deleteComment?(
    id: CommentId,
    reason: Exclude<TombstoneReason, 'account-erased'>,
    options: DeleteOptions,
  ): Promise<Comment>;

  /**
   * Sets the reader's vote; the same value twice counts once. Answers the comment with its counts.
   * @throws PalabreError `forbidden` for one's own comment or a value the site does not allow; `gone`
   */
  voteComment?(id: CommentId, value: VoteValue, options: CallOptions): Promise<Comment>;

  /**
   * Makes a comment an editor's pick, or no longer: for whom the viewer says `pick`.
   * @throws PalabreError `forbidden`, `gone`
   */
  pickComment?(id: CommentId, picked: boolean, options: CallOptions): Promise<Comment>;

  /**
   * Tells the newsroom about a comment; twice by one reader, or by one id, counts once. Where the
   * viewer says so, visitors may.
   * @throws PalabreError `not-found`, `gone`, `conflict`; `empty` for a notice without an explanation,
   * `invalid` for one that lacks something else
   */
  reportComment?(report: Report, options: CallOptions): Promise<void>;

  /**
   * A moderator's decision. `published` lets appear what waits, restores what moderation withdrew,
   * and settles the reports of what is published; `rejected` refuses what waits, and withdraws what
   * is published as `deleteComment` with `moderation` does. Answers the comment as it now is.
   * @throws PalabreError `forbidden`, `not-found`; `gone` where nothing is left to restore
   */
  moderateComment?(
    id: CommentId,
    status: Exclude<CommentStatus, 'pending'>,
    options: CallOptions,
  ): Promise<Comment>;

  /**
   * What waits for moderators, of the whole site.
   * @throws PalabreError `forbidden`; `invalid` for a cursor that is not this queue's
   */
  loadQueue?(query: QueueQuery, options: CallOptions): Promise<QueuePage>;

  /**
   * Keeps an account, named by its public id, from writing, voting and reporting, or (`null`) lets
   * it again.
   * @throws PalabreError `forbidden`, also for accounts of moderators; `not-found`
   */
  suspendAccount?(
    account: Author['id'],
    suspension: Suspension | null,
    options: CallOptions,
  ): Promise<void>;

  /**
   * Closes, reopens or names a thread, also before anybody has written in it. `closed` is for whom
   * the viewer says `close`; the rest may be for fewer.
   * @throws PalabreError `forbidden`; `not-found` for an article that the backend must know first;
   *   `invalid`, also where it needs the article's address to begin
   */
  updateThread?(key: string, patch: ThreadPatch, options: CallOptions): Promise<ThreadInfo>;

  /** Erases an account: every comment of its becomes an `account-erased` tombstone, its votes go. */
  eraseAccount?(subject: string, options: CallOptions): Promise<void>;

  /** All that is kept of an account, as JSON. */
  exportAccount?(subject: string, options: CallOptions): Promise<unknown>;
}

/** The methods that may be absent, in the order of the contract. */
export const OPTIONAL_METHODS = [
  'loadChanges',
  'subscribe',
  'loadViewer',
  'createGuest',
  'loadCounts',
  'loadLatest',
  'createComment',
  'editComment',
  'deleteComment',
  'voteComment',
  'pickComment',
  'reportComment',
  'moderateComment',
  'loadQueue',
  'suspendAccount',
  'updateThread',
  'eraseAccount',
  'exportAccount',
] as const satisfies readonly (keyof CommentsBackend)[];

/** Of those, the ones that the page's elements call. */
export const PAGE_METHODS = [
  'loadChanges',
  'subscribe',
  'loadViewer',
  'createGuest',
  'loadCounts',
  'loadLatest',
  'createComment',
  'editComment',
  'deleteComment',
  'voteComment',
  'pickComment',
  'reportComment',
  'moderateComment',
  'updateThread',
] as const satisfies readonly (typeof OPTIONAL_METHODS)[number][];
