import type { CommentsBackend } from '../../src/backend/contract.js';
import type { Comment, LivingComment, VoteValue } from '../../src/model/comment.js';
import { PalabreError, type ErrorCode } from '../../src/model/errors.js';
import type {
  CommentList,
  CommentPage,
  Sort,
  ThreadInfo,
  ThreadPage,
} from '../../src/model/thread.js';
import type { Viewer } from '../../src/model/viewer.js';
import { bodyOf, comment, ORDERS, viewers } from './thread-builders.js';

type Methods = Required<
  Pick<
    CommentsBackend,
    | 'loadThread'
    | 'loadComments'
    | 'loadViewer'
    | 'createGuest'
    | 'createComment'
    | 'editComment'
    | 'deleteComment'
    | 'voteComment'
    | 'pickComment'
    | 'reportComment'
    | 'moderateComment'
    | 'updateThread'
  >
>;
export type Method = keyof Methods;

export interface Call {
  method: Method;
  args: unknown[];
  token: string | null | undefined;
  signal: AbortSignal | undefined;
}

/** Calls of one method that wait until the test lets them go on. */
export interface Gate {
  /** How many wait at it. */
  readonly waiting: number;
  /** Lets the one that has waited longest go on. */
  releaseOne(): void;
  /** Lets all go on, and those that come later pass. */
  release(): void;
}

export interface MemoryOptions {
  comments?: Comment[];
  viewer?: Viewer;
  closed?: boolean;
  downVotes?: boolean;
  highlights?: string[];
  /** How many replies come along with each comment. */
  replies?: number;
  /** Methods that this backend does not have. */
  without?: Method[];
}

type Answer = (...args: unknown[]) => unknown;

/**
 * A backend in memory, as an object that a page would pass. It answers at once unless a gate holds
 * it, pays signals no attention, and counts nothing in time.
 */
export class MemoryBackend {
  readonly calls: Call[] = [];
  readonly records = new Map<string, Comment>();
  readonly votes = new Map<string, VoteValue>();
  viewer: Viewer;
  closed: boolean;
  readonly downVotes: boolean;
  highlights: string[];
  /** The tokens that are valid; without it none is asked for. */
  tokens: Set<string> | null = null;
  /** Where a name is enough, the names of guests by their tokens. */
  readonly guests = new Map<string, string>();
  readonly backend: CommentsBackend;
  revision = 1;
  readonly #replies: number;
  readonly #gates = new Map<Method, (() => void)[]>();
  readonly #answers = new Map<Method, Answer[]>();
  readonly #failing = new Map<Method, ErrorCode>();

  constructor({
    comments = [],
    viewer = viewers.visitor(),
    closed = false,
    downVotes = false,
    highlights = [],
    replies = 100,
    without = [],
  }: MemoryOptions = {}) {
    this.viewer = viewer;
    this.closed = closed;
    this.downVotes = downVotes;
    this.highlights = highlights;
    this.#replies = replies;
    comments.forEach((record) => this.records.set(record.id, record));
    viewer.votes.forEach(({ id, value }) => this.votes.set(id, value));
    const methods = this.#methods();
    const names = (Object.keys(methods) as Method[]).filter((name) => !without.includes(name));
    this.backend = Object.fromEntries(
      names.map((name) => [name, this.#observed(name, methods[name] as Answer)]),
    ) as unknown as CommentsBackend;
  }

  /** The calls of one method, oldest first. */
  callsOf(method: Method): Call[] {
    return this.calls.filter((call) => call.method === method);
  }

  /** Makes a method's calls wait. */
  hold(method: Method): Gate {
    const queue: (() => void)[] = [];
    this.#gates.set(method, queue);
    return {
      get waiting() {
        return queue.length;
      },
      releaseOne: () => queue.shift()?.(),
      release: () => {
        if (this.#gates.get(method) === queue) this.#gates.delete(method);
        queue.splice(0).forEach((go) => go());
      },
    };
  }

  /** Answers the next call of a method by `answer`: anything, a promise, or something that throws. */
  answerNext(method: Method, answer: Answer): void {
    this.#answers.set(method, [...(this.#answers.get(method) ?? []), answer]);
  }

  /** Lets the next call of a method fail. */
  failNext(method: Method, code: ErrorCode, retryAfter: number | null = null): void {
    this.answerNext(method, () => {
      throw new PalabreError(code, `${method} was told to fail`, { retryAfter });
    });
  }

  /** Lets all calls of a method fail, until the answer is called. */
  failAll(method: Method, code: ErrorCode): () => void {
    this.#failing.set(method, code);
    return () => void this.#failing.delete(method);
  }

  /** Lets the next call of a method be done, and its answer be lost. */
  loseAnswer(method: Method): void {
    this.answerNext(method, async (...args) => {
      await (this.#methods()[method] as Answer)(...args);
      throw new PalabreError('network', 'The connection was lost');
    });
  }

  get info(): ThreadInfo {
    const living = [...this.records.values()].filter((record) => record.tombstone === null);
    const { closed, revision, downVotes } = this;
    return { key: 'k', closed, revision, total: living.length, downVotes };
  }

  /** Adds or replaces a record, as if another reader had. */
  write(record: Comment): Comment {
    this.revision += 1;
    const stored = { ...record, revision: this.revision };
    this.records.set(stored.id, stored);
    return stored;
  }

  #observed(method: Method, act: Answer): Answer {
    return (...args) => {
      const { token, signal } = args.at(-1) as Call;
      this.calls.push({ method, args, token, signal });
      const gate = this.#gates.get(method);
      const code = this.#failing.get(method);
      if (code) throw new PalabreError(code, `${method} was told to fail`);
      const answer = this.#answers.get(method)?.shift() ?? act;
      // What throws, throws here and now: a page's own backend may do so.
      if (!gate) return answer(...args);
      return new Promise<void>((go) => gate.push(go)).then(() => answer(...args));
    };
  }

  #methods(): Methods {
    return {
      loadThread: async ({ sort, limit, around }) => this.#thread(sort, limit, around ?? null),
      loadComments: async ({ parent, after, sort, limit }) =>
        this.#page(parent, after, sort, limit),
      loadViewer: async (_, { token }) => {
        this.#check(token);
        const guest = this.guests.get(token ?? '');
        if (guest !== undefined) return viewers.guest(guest);
        const votes = [...this.votes].filter(([, value]) => value !== 0);
        return {
          ...this.viewer,
          votes: votes.map(([id, value]) => ({ id, value: value as 1 | -1 })),
        };
      },
      createGuest: async (name) => {
        const token = `guest ${this.guests.size + 1}`;
        this.guests.set(token, name);
        return { token, account: viewers.guest(name).account! };
      },
      createComment: async ({ id, parent, source }, { token }) => {
        this.#check(token);
        const guest = this.guests.get(token ?? '');
        const author = guest === undefined ? this.viewer.account : viewers.guest(guest).account;
        if (!author) throw new PalabreError('name', 'A name is missing');
        const at = new Date();
        return (
          this.records.get(id) ?? this.write(comment(id, { parent, text: source, author, at }))
        );
      },
      editComment: async (id, source, { token }) => {
        this.#check(token);
        return this.write({ ...this.#living(id), body: bodyOf(source) });
      },
      deleteComment: async (id, reason, { token, ground = null }) => {
        this.#check(token);
        const { parent, createdAt } = this.#living(id);
        const revision = 0;
        return this.write({ id, parent, createdAt, revision, tombstone: reason, ground });
      },
      pickComment: async (id, picked) => this.write({ ...this.#living(id), picked }),
      reportComment: async ({ comment: id }, { token }) => {
        this.#check(token);
        this.#living(id);
      },
      moderateComment: async (id, status) => this.write({ ...this.#living(id), status }),
      updateThread: async (_, { closed = this.closed }) => {
        this.closed = closed;
        this.revision += 1;
        return this.info;
      },
      voteComment: async (id, value, { token }) => {
        this.#check(token);
        const { votes, ...record } = this.#living(id);
        const before = this.votes.get(id) ?? 0;
        this.votes.set(id, value);
        if (!votes) return this.write({ ...record, votes });
        const up = votes.up - Number(before === 1) + Number(value === 1);
        const down = votes.down - Number(before === -1) + Number(value === -1);
        return this.write({ ...record, votes: { up, down } });
      },
    };
  }

  #check(token: string | null | undefined): void {
    if (this.tokens && typeof token === 'string' && !this.tokens.has(token)) {
      throw new PalabreError('login', 'This token has expired');
    }
  }

  #living(id: string): LivingComment {
    const record = this.records.get(id);
    if (record?.tombstone !== null) throw new PalabreError('not-found', 'No such comment');
    return record;
  }

  #thread(sort: Sort, limit: number, around: string | null): ThreadPage {
    const page = this.#page(null, null, sort, limit);
    const path: Comment[] = [];
    for (let at = this.records.get(around ?? ''); at; at = this.records.get(at.parent ?? '')) {
      path.unshift(at);
    }
    const lists = path.slice(0, -1).map(({ id }) => this.#list(id, null, sort, this.#replies));
    const known = new Set(page.lists.map(({ parent }) => parent));
    const extra = lists.filter(({ parent }) => !known.has(parent));
    const highlights = this.highlights.map((id) => this.records.get(id)!);
    const below = extra.flatMap(({ ids }) => ids.map((id) => this.records.get(id)!));
    return {
      thread: this.info,
      comments: [...page.comments, ...path, ...below, ...highlights],
      lists: [...page.lists, ...extra],
      highlights: this.highlights,
      around: path.length ? path.map(({ id }) => id) : null,
    };
  }

  #page(parent: string | null, after: string | null, sort: Sort, limit: number): CommentPage {
    const lists = [this.#list(parent, after, sort, limit)];
    for (const { ids } of lists) {
      const inner = ids.map((id) => this.#list(id, null, sort, this.#replies));
      lists.push(...inner.filter(({ page }) => page.total > 0));
    }
    return { comments: lists.flatMap(({ ids }) => ids.map((id) => this.records.get(id)!)), lists };
  }

  #list(parent: string | null, after: string | null, sort: Sort, limit: number): CommentList {
    const all = [...this.records.values()].filter((record) => record.parent === parent);
    const ids = all.sort(parent === null ? ORDERS[sort] : ORDERS.oldest).map(({ id }) => id);
    const from = after === null ? 0 : ids.indexOf(after) + 1;
    const end = from + limit;
    const cursor = end < ids.length ? ids[end - 1]! : null;
    return { parent, ids: ids.slice(from, end), page: { total: ids.length, cursor } };
  }
}
