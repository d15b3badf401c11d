import type { CommentsBackend } from '../backend/contract.js';
import type { Comment, CommentId, VoteValue } from '../model/comment.js';
import { PalabreError, isAbort, toPalabreError } from '../model/errors.js';
import { isThreadKey, type Sort, type ThreadRef } from '../model/thread.js';
import type { Action, Permission, Viewer } from '../model/viewer.js';
import type { Session } from './session.js';
import { Store } from './store.js';

export interface DiscussionOptions {
  backend: CommentsBackend;
  session: Session;
  thread: ThreadRef;
  sort: Sort;
  /** Entries of the top level at a time, 1–100. */
  pageSize: number;
}

export type DiscussionStatus = 'loading' | 'ready' | 'failed';

const UNSUPPORTED: Permission = { allowed: false, reason: 'unsupported', until: null };

/** The method that each action of a viewer needs. */
const METHODS = {
  comment: 'createComment',
  vote: 'voteComment',
  report: 'reportComment',
  edit: 'editComment',
  delete: 'deleteComment',
  moderate: 'deleteComment',
} as const satisfies Record<Action, keyof CommentsBackend>;

/** The live state of one thread. Knows no DOM; whoever shows it follows the store's topics. */
export class Discussion {
  readonly store = new Store();
  readonly backend: CommentsBackend;
  readonly session: Session;
  readonly thread: ThreadRef;
  readonly pageSize: number;

  status: DiscussionStatus = 'loading';
  /** Why the thread could not be loaded. */
  error: PalabreError | null = null;
  sort: Sort;
  /** `null` until it is known who reads, or for good where the backend does not say. */
  viewer: Viewer | null = null;
  /** Whether {@link viewer} is as good as it will get. */
  viewerKnown = false;
  readonly votes = new Map<CommentId, VoteValue>();

  #load = new AbortController();
  readonly #lifetime = new AbortController();
  #viewerLoading: Promise<void> | null = null;
  readonly #loadingLists = new Set<CommentId | null>();

  constructor({ backend, session, thread, sort, pageSize }: DiscussionOptions) {
    this.backend = backend;
    this.session = session;
    this.thread = thread;
    this.sort = sort;
    this.pageSize = pageSize;
  }

  /** Ends everything under way; nothing of it is heard of any more. */
  close(): void {
    this.#load.abort();
    this.#lifetime.abort();
  }

  get closed(): boolean {
    return this.#lifetime.signal.aborted;
  }

  /**
   * Loads the first page, or loads it again. As long as nothing is shown, a failure is in `status`.
   * @throws PalabreError when something is shown, which then stays
   */
  async load(around: CommentId | null = null): Promise<void> {
    this.#load.abort();
    const { signal } = (this.#load = new AbortController());
    if (this.status === 'failed') this.#setStatus('loading');
    try {
      const { key } = this.thread;
      if (!isThreadKey(key))
        throw new PalabreError('invalid', 'The thread key is empty or too long');
      const query = { key, sort: this.sort, limit: this.pageSize, around };
      const page = await this.backend.loadThread(query, { signal });
      if (signal.aborted) return;
      this.store.setThread(page.thread);
      this.store.replacePage(page);
      this.#placePending();
      this.#placePath(page.around);
      this.#setStatus('ready');
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      if (this.status === 'ready') throw toPalabreError(error);
      this.#setStatus('failed', toPalabreError(error));
    }
  }

  /** Learns who reads and what they may do. Until then, and if that fails, they may only read. */
  loadViewer(): Promise<void> {
    return (this.#viewerLoading = this.#loadViewer());
  }

  /** What the reader may do, once that is known. */
  async permission(action: Action): Promise<Permission> {
    await this.#viewerLoading;
    return this.can(action);
  }

  /** Loads one more page of a list. @throws PalabreError */
  async loadMore(parent: CommentId | null): Promise<void> {
    const { cursor } = this.store.list(parent);
    if (cursor === null || this.#loadingLists.has(parent)) return;
    this.#loadingLists.add(parent);
    const { signal } = this.#load;
    try {
      const { sort, pageSize: limit } = this;
      const query = { key: this.thread.key, parent, after: cursor, sort, limit };
      const page = await this.backend.loadComments(query, { signal });
      if (!signal.aborted) this.store.addPage(page, parent);
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) throw toPalabreError(error);
    } finally {
      this.#loadingLists.delete(parent);
    }
  }

  /**
   * Makes sure that a comment and its ancestors are in their lists, loading them if need be.
   * Answers whether the comment exists in this thread.
   * @throws PalabreError
   */
  async reveal(id: CommentId): Promise<boolean> {
    if (this.isShown(id)) return true;
    const { signal } = this.#load;
    const query = { key: this.thread.key, sort: this.sort, limit: 1, around: id };
    try {
      const page = await this.backend.loadThread(query, { signal });
      if (signal.aborted || !page.around) return false;
      this.store.addPage({ ...page, lists: page.lists.filter((list) => list.parent !== null) });
      this.#placePath(page.around);
      return true;
    } catch (error) {
      if (signal.aborted || isAbort(error)) return false;
      throw toPalabreError(error);
    }
  }

  /** Loads the thread in another order. @throws PalabreError after which the order is as before */
  async setSort(sort: Sort): Promise<void> {
    const before = this.sort;
    if (sort === before) return;
    this.sort = sort;
    try {
      await this.load();
    } catch (error) {
      this.sort = before;
      throw error;
    }
  }

  /** What the reader may do here, or why not. */
  can(action: Action): Permission {
    if (!this.backend[METHODS[action]]) return UNSUPPORTED;
    return this.viewer?.can[action] ?? UNSUPPORTED;
  }

  /** Whether an action exists here at all, for readers who have what it takes. */
  offers(action: Action): boolean {
    if (!this.viewerKnown) return this.backend[METHODS[action]] !== undefined;
    const permission = this.can(action);
    return permission.allowed || !['unsupported', 'closed'].includes(permission.reason);
  }

  isOwn(comment: Comment): boolean {
    const account = this.viewer?.account;
    return comment.tombstone === null && !!account && comment.author.id === account.id;
  }

  isShown(id: CommentId | null): boolean {
    if (id === null) return true;
    const comment = this.store.comment(id);
    if (!comment || !this.store.list(comment.parent).ids.includes(id)) return false;
    return this.isShown(comment.parent);
  }

  async #loadViewer(): Promise<void> {
    const { backend, session } = this;
    const { signal } = this.#lifetime;
    try {
      if (!backend.loadViewer) return;
      const load = (token: string | null) =>
        backend.loadViewer!(this.thread.key, { signal, token });
      const viewer = await session.call(load).catch((error: unknown) => {
        // A token that nobody accepts is none.
        if (error instanceof PalabreError && error.code === 'login') return load(null);
        throw error;
      });
      if (!signal.aborted) this.#setViewer(viewer);
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) {
        console.warn('Palabre: the reader’s rights are unknown, so they may only read.', error);
      }
    } finally {
      this.viewerKnown = true;
      this.store.tell('thread');
      this.store.tell('viewer');
    }
  }

  #placePath(path: CommentId[] | null): void {
    for (const id of path ?? []) {
      const comment = this.store.comment(id);
      if (comment) this.store.place(comment, 'first', false);
    }
  }

  #setViewer(viewer: Viewer): void {
    this.viewer = viewer;
    this.votes.clear();
    for (const { id, value } of viewer.votes) this.votes.set(id, value);
    if (this.status === 'ready') this.#placePending();
  }

  #placePending(): void {
    for (const comment of this.viewer?.pending ?? []) {
      this.store.put(comment);
      this.store.place(comment, comment.parent === null ? 'first' : 'last', true);
    }
  }

  #setStatus(status: DiscussionStatus, error: PalabreError | null = null): void {
    this.status = status;
    this.error = error;
    this.store.tell('thread');
  }
}
