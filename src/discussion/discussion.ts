import { checkKey } from '../backend/check-key.js';
import type { CommentsBackend } from '../backend/contract.js';
import type { CommentId, LivingComment, VoteValue } from '../model/comment.js';
import type { PalabreError } from '../model/errors.js';
import { isAbort, toPalabreError } from '../model/errors.js';
import { HIGHLIGHTS_DEFAULT } from '../model/requests.js';
import type { Sort, ThreadPage, ThreadRef } from '../model/thread.js';
import type { Viewer } from '../model/viewer.js';
import type { TokenSource } from './session.js';
import { standingOut } from './highlights.js';
import { Store } from './store.js';

export interface DiscussionOptions {
  backend: CommentsBackend;
  /** Where the reader's token comes from; `null` for a newspaper that has no login. */
  tokens: TokenSource | null;
  thread: ThreadRef;
  sort: Sort;
  /** Entries of the top level at a time, 1–100. */
  pageSize: number;
  /** Comments that stand out, 0–10. */
  highlights: number;
}

export type DiscussionStatus = 'loading' | 'ready' | 'failed';

/** What exists in a thread at all, for readers who have what it takes. */
export interface Offers {
  comment: boolean;
  vote: boolean;
}

/** The live state of one thread. Knows no DOM; whoever shows it follows the store's topics. */
export class Discussion {
  readonly store = new Store();
  readonly backend: CommentsBackend;
  tokens: TokenSource | null;
  readonly thread: ThreadRef;
  readonly pageSize: number;
  /** Comments that stand out at most. */
  readonly most: number;

  status: DiscussionStatus = 'loading';
  /** Why the thread could not be loaded. */
  error: PalabreError | null = null;
  sort: Sort;
  /** The thread's revision as of the last load; `null` before it. */
  loaded: number | null = null;
  /** `null` until it is known who reads, or for good where the backend does not say. */
  viewer: Viewer | null = null;
  /** Whether {@link viewer} is as good as it will get. */
  viewerKnown = false;
  offers: Offers;
  readonly votes = new Map<CommentId, VoteValue>();
  /** The comments that stand out, as of the last load. */
  highlights: CommentId[] = [];

  #load = new AbortController();
  readonly #lifetime = new AbortController();

  constructor({ backend, tokens, thread, sort, pageSize, highlights }: DiscussionOptions) {
    this.backend = backend;
    this.tokens = tokens;
    this.thread = thread;
    this.sort = sort;
    this.pageSize = pageSize;
    this.most = highlights;
    this.offers = { comment: !!backend.createComment, vote: !!backend.voteComment };
  }

  /** Ends everything under way; nothing of it is heard of any more. */
  close(): void {
    this.#load.abort();
    this.#lifetime.abort();
  }

  /**
   * Loads the first page, or loads it again. As long as nothing is shown, a failure is in `status`.
   * @throws PalabreError when something is shown, which then stays
   */
  async load(around: CommentId | null = null, sort: Sort = this.sort): Promise<void> {
    const signal = this.callOff();
    if (this.status === 'failed') this.#setStatus('loading');
    try {
      const { key } = this.thread;
      checkKey(key);
      // Fewer are among those that come unasked.
      const highlights = Math.max(HIGHLIGHTS_DEFAULT, this.most);
      const query = { key, sort, limit: this.pageSize, around, highlights };
      const page = await this.backend.loadThread(query, { signal });
      if (!signal.aborted) this.show(page, sort);
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      if (this.status === 'ready') throw toPalabreError(error);
      this.sort = sort;
      this.#setStatus('failed', toPalabreError(error));
    }
  }

  /** Shows a first page, from wherever it is, in place of what is shown. */
  show(page: ThreadPage, sort: Sort): void {
    const { thread } = page;
    this.sort = sort;
    this.loaded = thread.revision;
    this.store.setThread(thread);
    this.highlights = standingOut(page, this.most);
    this.store.replacePage(page);
    this.placePending();
    this.placePath(page.around);
    this.#setStatus('ready');
  }

  /** Calls off the load under way; what is shown stays. Answers what ends the next one. */
  callOff(): AbortSignal {
    this.#load.abort();
    return (this.#load = new AbortController()).signal;
  }

  /** Ends when the thread is loaded anew. */
  get loadSignal(): AbortSignal {
    return this.#load.signal;
  }

  /** Ends with the discussion. */
  get signal(): AbortSignal {
    return this.#lifetime.signal;
  }

  isOwn({ author }: LivingComment): boolean {
    return author.id === this.viewer?.account?.id;
  }

  /** Shows a comment and its ancestors in their lists, wherever these are. */
  placePath(path: CommentId[] | null): void {
    for (const id of path ?? []) {
      const comment = this.store.comment(id);
      if (comment) this.store.place(comment, 'first', false);
    }
  }

  /** Shows what only the reader may see among what everybody sees. */
  placePending(): void {
    for (const comment of this.viewer?.pending ?? []) {
      this.store.keep(comment.id, comment);
      this.store.place(comment, comment.parent === null ? 'first' : 'last', true);
    }
  }

  #setStatus(status: DiscussionStatus, error: PalabreError | null = null): void {
    this.status = status;
    this.error = error;
    this.store.tell('thread');
  }
}
