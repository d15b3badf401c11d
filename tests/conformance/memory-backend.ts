import type { NewComment, CallOptions, CommentsBackend } from '../../src/backend/contract.js';
import type {
  Comment,
  CommentId,
  LivingComment,
  TombstoneReason,
} from '../../src/model/comment.js';
import { PalabreError, type ErrorCode } from '../../src/model/errors.js';
import { newId } from '../../src/model/new-id.js';
import { sourceProblem } from '../../src/model/source.js';
import {
  isThreadKey,
  type CommentList,
  type CommentPage,
  type Sort,
  type ThreadInfo,
  type ThreadRef,
} from '../../src/model/thread.js';
import { ACTIONS, type Action, type Denial, type Permission } from '../../src/model/viewer.js';
import type { Account, Harness, Persona } from '../../src/backend/conformance/index.js';

/** A comment as the backend keeps it. */
export interface Row {
  thread: string;
  subject: string;
  comment: Comment;
  order: number;
  votes: Set<string>;
}

interface Thread extends ThreadRef {
  closed: boolean;
  revision: number;
}

const NAMES: Record<string, string> = {
  registered: 'Rémi Inscrit',
  subscriberA: 'Agnès Abonnée',
  subscriberB: 'Basile Abonné',
  moderator: 'Maud Modératrice',
  admin: 'Ada Administratrice',
};

const REPLIES = 2;

/**
 * The smallest thing that keeps the contract: arrays in memory, a token is the subject itself. It
 * shows that the suite is not made for one server, and gives its broken relatives something to break.
 */
export class MemoryBackend implements CommentsBackend {
  readonly rows: Row[] = [];
  readonly threads = new Map<string, Thread>();
  readonly names = new Map(Object.entries(NAMES));
  readonly #ids = new Map<string, string>();

  async loadThread(
    { key, sort, limit, around = null }: Parameters<CommentsBackend['loadThread']>[0],
    options: CallOptions,
  ): ReturnType<CommentsBackend['loadThread']> {
    await begin(options, key);
    const page = this.#page(key, null, sort, limit, null);
    const path: CommentId[] = [];
    for (let row = this.#row(around, key); row; row = this.#row(row.comment.parent, key)) {
      path.unshift(row.comment.id);
      if (!page.comments.includes(row.comment)) page.comments.push(row.comment);
    }
    return copy({
      ...page,
      thread: this.#info(key),
      highlights: [],
      around: path.length ? path : null,
    });
  }

  async loadComments(
    { key, parent, after, sort, limit }: Parameters<CommentsBackend['loadComments']>[0],
    options: CallOptions,
  ): Promise<CommentPage> {
    await begin(options, key);
    if (parent !== null && !this.#row(parent, key)) fail('not-found');
    return copy(this.#page(key, parent, sort, limit, after));
  }

  async loadChanges(
    key: string,
    since: number,
    options: CallOptions,
  ): ReturnType<NonNullable<CommentsBackend['loadChanges']>> {
    await begin(options, key);
    const comments = this.#of(key)
      .map(({ comment }) => comment)
      .filter(({ revision }) => revision > since)
      .sort((a, b) => a.revision - b.revision);
    const thread = this.#info(key);
    return copy({ thread, comments, revision: Math.max(since, thread.revision), more: false });
  }

  async loadViewer(
    key: string,
    options: CallOptions,
  ): ReturnType<NonNullable<CommentsBackend['loadViewer']>> {
    await begin(options, key);
    const subject = options.token ?? null;
    const can = (action: Action): Permission => {
      const reason = this.#denial(action, subject, key);
      return reason ? { allowed: false, reason, until: null } : { allowed: true };
    };
    const votes = this.#of(key)
      .filter((row) => row.votes.has(subject ?? ''))
      .map((row) => ({ id: row.comment.id, value: 1 as const }));
    return {
      account: subject === null ? null : this.#author(subject),
      can: Object.fromEntries(ACTIONS.map((action) => [action, can(action)])) as Record<
        Action,
        Permission
      >,
      votes,
      pending: [],
    };
  }

  async loadCounts(
    keys: string[],
    options: CallOptions,
  ): Promise<{ key: string; count: number }[]> {
    for (const key of keys) await begin(options, key);
    return keys.map((key) => ({ key, count: this.#info(key).total }));
  }

  async loadLatest(
    limit: number,
    options: CallOptions,
  ): Promise<{ comment: Comment; thread: ThreadRef }[]> {
    await begin(options);
    const living = this.rows.filter(({ comment }) => comment.tombstone === null);
    return copy(
      living
        .sort((a, b) => b.order - a.order)
        .slice(0, limit)
        .map(({ comment, thread }) => {
          const { key, url, title } = this.threads.get(thread)!;
          return { comment, thread: { key, url, title } };
        }),
    );
  }

  async createComment(sent: NewComment, options: CallOptions): Promise<Comment> {
    await begin(options, sent.thread.key);
    const { id, thread, parent, source } = sent;
    const subject = this.#demand('comment', options, thread.key);
    const problem = sourceProblem(source);
    if (problem) fail(problem);
    const known = this.#row(id);
    if (known) {
      const same = known.subject === subject && known.thread === thread.key;
      if (!same || known.comment.parent !== parent) fail('conflict');
      return copy(known.comment);
    }
    const above = parent === null ? null : (this.#row(parent, thread.key) ?? fail('not-found'));
    if (above && above.comment.tombstone !== null) fail('gone');
    if (!this.threads.has(thread.key)) {
      this.threads.set(thread.key, { ...thread, closed: false, revision: 0 });
    }
    const comment: LivingComment = {
      id,
      parent,
      createdAt: new Date().toISOString(),
      revision: this.#next(thread.key),
      tombstone: null,
      author: this.#author(subject),
      body: bodyOf(source),
      status: 'published',
      editedAt: null,
      votes: { up: 0, down: 0 },
      picked: false,
    };
    const order = this.rows.length;
    this.rows.push({ thread: thread.key, subject, comment, order, votes: new Set() });
    return copy(comment);
  }

  async editComment(id: CommentId, source: string, options: CallOptions): Promise<Comment> {
    await begin(options);
    const { row, subject } = this.#living('edit', id, options);
    if (row.subject !== subject) fail('forbidden');
    const problem = sourceProblem(source);
    if (problem) fail(problem);
    return this.#change(row, { body: bodyOf(source), editedAt: new Date().toISOString() });
  }

  async deleteComment(
    id: CommentId,
    reason: Exclude<TombstoneReason, 'account-erased'>,
    options: CallOptions,
  ): Promise<Comment> {
    await begin(options);
    const subject = this.#demand('delete', options);
    const row = this.#row(id) ?? fail('not-found');
    const right = reason === 'author' ? row.subject === subject : isTeam(subject);
    if (!right) fail('forbidden');
    return this.#bury(row, reason);
  }

  async voteComment(id: CommentId, value: number, options: CallOptions): Promise<Comment> {
    await begin(options);
    const { row, subject } = this.#living('vote', id, options);
    if (row.subject === subject || value < 0) fail('forbidden');
    if (value) row.votes.add(subject);
    else row.votes.delete(subject);
    return this.#change(row, { votes: { up: row.votes.size, down: 0 } });
  }

  async pickComment(id: CommentId, picked: boolean, options: CallOptions): Promise<Comment> {
    await begin(options);
    const { row, subject } = this.#living('delete', id, options);
    if (subject !== 'admin') fail('forbidden');
    return this.#change(row, { picked });
  }

  async reportComment({ comment }: { comment: CommentId }, options: CallOptions): Promise<void> {
    await begin(options);
    this.#living('report', comment, options);
  }

  async updateThread(
    key: string,
    { closed }: { closed?: boolean },
    options: CallOptions,
  ): Promise<ThreadInfo> {
    await begin(options, key);
    const subject = this.#demand('report', options);
    if (subject !== 'admin') fail('forbidden');
    const thread = this.threads.get(key) ?? fail('not-found');
    thread.closed = closed ?? thread.closed;
    this.#next(key);
    return this.#info(key);
  }

  async eraseAccount(subject: string, options: CallOptions): Promise<void> {
    await begin(options);
    const by = this.#demand('delete', options);
    if (by !== subject && by !== 'admin') fail('forbidden');
    for (const row of this.rows) {
      if (row.subject === subject) this.#bury(row, 'account-erased');
      else if (row.votes.delete(subject))
        this.#change(row, { votes: { up: row.votes.size, down: 0 } });
    }
  }

  async exportAccount(subject: string, options: CallOptions): Promise<unknown> {
    await begin(options);
    const by = this.#demand('delete', options);
    if (by !== subject && by !== 'admin') fail('forbidden');
    return copy(this.rows.filter((row) => row.subject === subject).map(({ comment }) => comment));
  }

  #of(key: string): Row[] {
    return this.rows.filter(({ thread }) => thread === key);
  }

  #row(id: CommentId | null, key?: string): Row | undefined {
    return this.rows.find(
      ({ comment, thread }) => comment.id === id && (key === undefined || thread === key),
    );
  }

  #info(key: string): ThreadInfo {
    const { closed, revision } = this.threads.get(key) ?? { closed: false, revision: 0 };
    const total = this.#of(key).filter(({ comment }) => comment.tombstone === null).length;
    return { key, closed, revision, total };
  }

  #next(key: string): number {
    return (this.threads.get(key)!.revision += 1);
  }

  #author(subject: string): LivingComment['author'] {
    if (!this.#ids.has(subject)) this.#ids.set(subject, newId());
    const name = this.names.get(subject) ?? subject;
    return { id: this.#ids.get(subject)!, name, picture: null, badges: [] };
  }

  /** Keys sort as strings do, and do not change with what happens to other comments. */
  #rank(row: Row, sort: Sort): string {
    const replies = this.rows.filter(({ comment }) => comment.parent === row.comment.id).length;
    const newest = sort === 'newest' && row.comment.parent === null;
    const time = String(newest ? 1e9 - row.order : row.order).padStart(10, '0');
    return sort === 'most-replied' ? `${String(1e5 - replies).padStart(6, '0')}.${time}` : time;
  }

  #page(
    key: string,
    parent: CommentId | null,
    sort: Sort,
    limit: number,
    after: string | null,
  ): CommentPage {
    const page: CommentPage = { comments: [], lists: [] };
    const take = (of: CommentId | null, count: number, from: string | null): CommentList => {
      const place = `${of ?? ''}/`;
      if (from !== null && !from.startsWith(place)) fail('invalid');
      const siblings = this.#of(key)
        .filter(({ comment }) => comment.parent === of)
        .map((row) => ({ row, rank: place + this.#rank(row, sort) }))
        .sort((a, b) => (a.rank < b.rank ? -1 : 1));
      const rest = siblings.filter(({ rank }) => from === null || rank > from);
      const shown = rest.slice(0, count);
      page.comments.push(...shown.map(({ row }) => row.comment));
      const cursor = rest.length > count ? (shown.at(-1)?.rank ?? place) : null;
      const ids = shown.map(({ row }) => row.comment.id);
      return { parent: of, ids, page: { total: siblings.length, cursor } };
    };
    const list = take(parent, limit, after);
    page.lists.push(list);
    for (const id of list.ids) {
      const replies = take(id, REPLIES, null);
      if (replies.ids.length) page.lists.push(replies);
      for (const reply of replies.ids) {
        const deeper = take(reply, 0, null);
        if (deeper.page.total) page.lists.push(deeper);
      }
    }
    return page;
  }

  #denial(action: Action, subject: string | null, key?: string): Denial | null {
    if (subject === null) return 'login';
    if (action === 'moderate') return isTeam(subject) ? null : 'unsupported';
    const writes = action === 'comment' || action === 'edit';
    if (writes && key !== undefined && this.#info(key).closed) return 'closed';
    return subject === 'registered' && action !== 'report' ? 'subscribe' : null;
  }

  #demand(action: Action, { token }: CallOptions, key?: string): string {
    if (token && !this.names.has(token)) fail('login');
    const reason = this.#denial(action, token ?? null, key);
    if (reason) fail(reason);
    return token!;
  }

  #living(action: Action, id: CommentId, options: CallOptions): { row: Row; subject: string } {
    const subject = this.#demand(action, options);
    const row = this.#row(id) ?? fail('not-found');
    if (row.comment.tombstone !== null) fail('gone');
    return { row, subject };
  }

  #change(row: Row, fields: Partial<LivingComment>): Comment {
    const revision = this.#next(row.thread);
    row.comment = { ...row.comment, ...fields, revision } as Comment;
    return copy(row.comment);
  }

  #bury(row: Row, tombstone: TombstoneReason): Comment {
    const { id, parent, createdAt } = row.comment;
    if (row.comment.tombstone === null) {
      row.comment = { id, parent, createdAt, tombstone, revision: this.#next(row.thread) };
    }
    return copy(row.comment);
  }
}

function fail(code: ErrorCode): never {
  throw new PalabreError(code, `refused: ${code}`);
}

/** As a request would, an answer takes its time: long enough to be called off. */
async function begin({ signal }: CallOptions, key?: string): Promise<void> {
  await Promise.resolve();
  signal?.throwIfAborted();
  if (key !== undefined && !isThreadKey(key)) fail('invalid');
}

function copy<T>(value: T): T {
  return structuredClone(value);
}

function isTeam(subject: string): boolean {
  return subject === 'moderator' || subject === 'admin';
}

function bodyOf(source: string): LivingComment['body'] {
  const paragraphs = source.normalize('NFC').split(/\n{2,}/);
  return {
    type: 'root',
    children: paragraphs.map((value) => ({
      type: 'paragraph',
      children: [{ type: 'text', value }],
    })),
  };
}

/** A harness around a backend in memory; `wrap` may put something between. */
export function memoryHarness(
  backend: MemoryBackend,
  wrap: (backend: MemoryBackend) => CommentsBackend = (same) => same,
): Harness {
  let threads = 0;
  let accounts = 0;
  return {
    backend: wrap(backend),
    newThread(): ThreadRef {
      threads += 1;
      const key = `article-${threads}`;
      return { key, url: `https://journal.example/${key}`, title: `Article ${threads}` };
    },
    token: (who: Persona) => (who === 'visitor' ? null : who),
    newAccount(): Account {
      accounts += 1;
      const subject = `account-${accounts}`;
      backend.names.set(subject, `Passante ${accounts}`);
      return { subject, token: subject };
    },
  };
}
