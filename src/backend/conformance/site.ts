import type { Comment, CommentId, LivingComment } from '../../model/comment.js';
import { PalabreError } from '../../model/errors.js';
import { newId } from '../../model/new-id.js';
import type { CommentList, CommentPage, Sort, ThreadPage, ThreadRef } from '../../model/thread.js';
import type { Viewer } from '../../model/viewer.js';
import type { CallOptions, CommentsBackend, OPTIONAL_METHODS, ThreadQuery } from '../contract.js';
import { Breach, distinct, HarnessFailure, ok, show } from './assert.js';
import type { Account, Capability, Harness, Persona } from './harness.js';

export type OptionalMethod = (typeof OPTIONAL_METHODS)[number];

/** What a test cannot do without; `content` is comments to read, however they got there. */
export type Need = OptionalMethod | Capability | 'content';

type With<M> = CommentsBackend & Required<Pick<CommentsBackend, Extract<M, OptionalMethod>>>;

export interface Writing {
  by?: Persona | Account;
  parent?: CommentId | null;
  source?: string;
  id?: CommentId;
}

/** One list read to its end, and everything that came along. */
export interface Reading {
  /** In the order of the sort. */
  ids: CommentId[];
  total: number;
  records: Map<CommentId, Comment>;
}

/** All of a thread: every list at every depth. */
export interface Tree {
  records: Map<CommentId, Comment>;
  /** By parent; `null` is the top level. A comment without replies has no entry. */
  lists: Map<CommentId | null, Reading>;
}

const PAGE_LIMIT = 20;

/** No test writes as many comments: who pages further goes in circles. */
export const PAGES_MAX = 500;

let texts = 0;

/** What the tests work with: the backend, its people, and the reading and writing they share. */
export class Site<N extends Need = never> {
  readonly backend: With<N>;
  readonly #harness: Harness;

  /** @param backend the harness's, as the test is to see it */
  constructor(harness: Harness, backend: CommentsBackend) {
    this.#harness = harness;
    this.backend = backend as With<N>;
  }

  /** Whether there is a way to get a comment in. */
  get writable(): boolean {
    return typeof (this.backend.createComment ?? this.#harness.write) === 'function';
  }

  newThread(): Promise<ThreadRef> {
    return ask('newThread', () => this.#harness.newThread());
  }

  premoderatedThread(this: Site<'premoderatedThread'>): Promise<ThreadRef> {
    return ask('premoderatedThread', () => this.#harness.premoderatedThread!());
  }

  newAccount(this: Site<'newAccount'>): Promise<Account> {
    return ask('newAccount', () => this.#harness.newAccount!());
  }

  /** The options of a call in somebody's name. */
  async as(who: Persona | Account): Promise<CallOptions> {
    if (typeof who !== 'string') return { token: who.token };
    return { token: await ask('token', () => this.#harness.token(who)) };
  }

  async settle(): Promise<void> {
    await ask('settle', () => this.#harness.settle?.());
  }

  /** The text of a comment that occurs nowhere else. */
  readonly text = (): string => {
    texts += 1;
    return `Remarque ${texts}, marque ${newId()}.`;
  };

  /** Writes a comment and answers its record, as everybody may read it. */
  async write(thread: ThreadRef, writing: Writing = {}): Promise<LivingComment> {
    const { by = 'subscriberA', parent = null, source = this.text(), id = newId() } = writing;
    let comment: Comment | undefined;
    if (typeof this.backend.createComment === 'function') {
      const options = await this.as(by);
      comment = await this.backend.createComment({ id, thread, parent, source }, options);
      await this.settle();
    } else {
      const made = await ask('write', () => this.#harness.write!(thread, parent, source));
      await this.settle();
      const page = await this.load(thread, { around: made });
      comment = page.comments.find((entry) => entry.id === made);
    }
    ok(comment?.tombstone === null, 'a comment that was just written is a living one');
    return comment;
  }

  /** Comments one after another, at times that differ. */
  async writeMany(thread: ThreadRef, count: number, writing: Writing = {}): Promise<CommentId[]> {
    const ids: CommentId[] = [];
    for (let index = 0; index < count; index += 1) {
      ids.push((await this.write(thread, writing)).id);
      await tick();
    }
    return ids;
  }

  load(
    { key }: ThreadRef,
    query: Partial<ThreadQuery> = {},
    options: CallOptions = {},
  ): Promise<ThreadPage> {
    return this.backend.loadThread({ key, sort: 'oldest', limit: PAGE_LIMIT, ...query }, options);
  }

  viewer(this: Site<'loadViewer'>, thread: ThreadRef, options: CallOptions): Promise<Viewer> {
    return this.backend.loadViewer(thread.key, options);
  }

  /**
   * Reads one list page by page; `between` happens after each page. Fails if an entry comes twice,
   * lacks its record, or if a page makes no progress.
   */
  async readList(
    thread: ThreadRef,
    parent: CommentId | null,
    sort: Sort,
    limit: number,
    between: () => Promise<void> = async () => {},
  ): Promise<Reading> {
    const what = `paging by ${sort}`;
    const records = new Map<CommentId, Comment>();
    const ids: CommentId[] = [];
    let total: number;
    let after: string | null = null;
    let pages = 0;
    do {
      pages += 1;
      ok(pages <= PAGES_MAX, `${what}: no end after ${PAGES_MAX} pages`);
      const page: CommentPage = await this.backend.loadComments(
        { key: thread.key, parent, after, sort, limit },
        {},
      );
      const list = listOf(page, parent);
      for (const comment of page.comments) records.set(comment.id, comment);
      ok(list.ids.length > 0 || list.page.cursor === null, `${what}: an empty page says "more"`);
      ok(list.ids.length <= limit, `${what}: ${list.ids.length} entries, asked for ${limit}`);
      ids.push(...list.ids);
      ({ total, cursor: after } = list.page);
      if (after !== null) await between();
    } while (after !== null);
    distinct(ids, what);
    for (const id of ids) ok(records.has(id), `${what}: ${id} stands in a list without its record`);
    return { ids, total, records };
  }

  /** Reads every list of a thread to its end, depth after depth. */
  async readTree(thread: ThreadRef, sort: Sort = 'oldest'): Promise<Tree> {
    await this.settle();
    const tree: Tree = { records: new Map(), lists: new Map() };
    const open: (CommentId | null)[] = [null];
    for (const parent of open) {
      const reading = await this.readList(thread, parent, sort, PAGE_LIMIT);
      if (parent !== null && reading.ids.length === 0) continue;
      tree.lists.set(parent, reading);
      for (const id of reading.ids) {
        tree.records.set(id, reading.records.get(id)!);
        open.push(id);
      }
    }
    return tree;
  }
}

/** @throws HarnessFailure for whatever the harness throws, but for what a backend says to a text */
async function ask<T>(part: string, call: () => T | Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (part === 'write' && error instanceof PalabreError) throw error;
    const problem = error instanceof Breach ? error.message : show(error);
    throw new HarnessFailure(`The harness failed in ${part}(): ${problem}`, { cause: error });
  }
}

/** The list of one parent in a page; an empty one where there is none. */
export function listOf(page: CommentPage, parent: CommentId | null): CommentList {
  return (
    page.lists.find((list) => list.parent === parent) ?? {
      parent,
      ids: [],
      page: { total: 0, cursor: null },
    }
  );
}

/** What several writes answered at once; a test that fails must not leave others running. */
export async function atOnce<T>(count: number, write: (index: number) => Promise<T>): Promise<T[]> {
  const settled = await Promise.allSettled(Array.from({ length: count }, (_, at) => write(at)));
  return settled.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}

/** Long enough for the next comment to have another time. */
export function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 3));
}
