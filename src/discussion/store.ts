import type { Comment, CommentId } from '../model/comment.js';
import type { CommentList, CommentPage, ThreadInfo } from '../model/thread.js';
import { Topics } from './topics.js';

/** A list as far as it is loaded. */
export interface LoadedList {
  ids: readonly CommentId[];
  total: number;
  cursor: string | null;
  /** Whether a server has answered any of it; else there is only what was put there. */
  isBegun: boolean;
}

/** Makes of what a server says of a comment, if anything, what the reader wishes for. */
export type Wishful = (known: Comment | undefined) => Comment | undefined;

const EMPTY: LoadedList = { ids: [], total: 0, cursor: null, isBegun: false };

/**
 * What can be followed: the thread, who reads it, which answers lie begun, what waits to be sent
 * or shown, any list, one list (`list:` the top), one record.
 */
export type StoreTopic =
  | 'thread'
  | 'viewer'
  | 'drafts'
  | 'outbox'
  | 'arrivals'
  | 'lists'
  | `list:${string}`
  | `comment:${string}`;

/**
 * The records of one thread: comments by id, and for each parent the ids of its list. No comment
 * holds its replies, so one changed record concerns one element whatever the thread's size.
 */
export class Store extends Topics<StoreTopic> {
  thread: ThreadInfo | null = null;
  readonly #records = new Map<CommentId, Comment>();
  /** What the reader may see of comments that are a tombstone to others, or not there at all. */
  readonly #secrets = new Map<CommentId, Comment>();
  readonly #wishes = new Map<CommentId, Wishful>();
  readonly #lists = new Map<CommentId | null, LoadedList>();

  /** The comment as the reader should see it: with what they asked for and nobody answered yet. */
  comment(id: CommentId): Comment | undefined {
    const record = this.#records.get(id);
    const secret = this.#secrets.get(id);
    const isOver = (secret?.revision ?? -1) < (record?.revision ?? 0);
    const known = isOver ? record : secret;
    return this.#wishes.get(id)?.(known) ?? known;
  }

  /** The comment as everybody sees it. */
  record(id: CommentId): Comment | undefined {
    return this.#records.get(id);
  }

  /** Whether a server has said anything of this comment. */
  isKnown(id: CommentId): boolean {
    return this.#records.has(id) || this.#secrets.has(id);
  }

  list(parent: CommentId | null): LoadedList {
    return this.#lists.get(parent) ?? EMPTY;
  }

  /** Accepts what a server says of the thread, unless something newer is known. */
  setThread(thread: ThreadInfo): void {
    if ((this.thread?.revision ?? 0) > thread.revision) return;
    this.thread = thread;
    this.tell('thread');
  }

  /** Accepts a record, unless a newer one is known. */
  put(comment: Comment): void {
    if ((this.#records.get(comment.id)?.revision ?? 0) > comment.revision) return;
    this.#records.set(comment.id, comment);
    this.tell(`comment:${comment.id}`);
  }

  /** Shows a comment as only this reader may see it; `null` leaves what everybody sees. */
  keep(id: CommentId, comment: Comment | null): void {
    if (comment) this.#secrets.set(id, comment);
    else this.#secrets.delete(id);
    this.tell(`comment:${id}`);
  }

  /** Shows a comment as wished for, whatever becomes known of it; `null` takes that back. */
  wish(id: CommentId, wish: Wishful | null): void {
    if (wish) this.#wishes.set(id, wish);
    else this.#wishes.delete(id);
    this.tell(`comment:${id}`);
  }

  /**
   * Adds a page; what a list shows already keeps its place. `asked` names the list that the page
   * continues; any other one in it begins anew, and moves no cursor that is further on.
   */
  addPage(page: CommentPage, asked?: CommentId | null): void {
    page.comments.forEach((comment) => this.put(comment));
    for (const list of page.lists) this.#extend(list, list.parent === asked);
  }

  /** Begins the lists anew with this page. */
  replacePage(page: CommentPage): void {
    this.#lists.clear();
    this.addPage(page);
    this.tell('lists');
    this.tell('thread');
  }

  /** Shows a comment in its list, at the beginning or at the end, unless it is there. */
  place(comment: Pick<Comment, 'id' | 'parent'>, where: 'first' | 'last', counts: boolean): void {
    const list = this.list(comment.parent);
    if (list.ids.includes(comment.id)) return;
    const ids = where === 'first' ? [comment.id, ...list.ids] : [...list.ids, comment.id];
    this.#setList(comment.parent, { ...list, ids, total: list.total + Number(counts) });
  }

  /** Takes a comment that never came to be out of its list. */
  remove(comment: Pick<Comment, 'id' | 'parent'>): void {
    const list = this.list(comment.parent);
    const ids = list.ids.filter((id) => id !== comment.id);
    const total = list.total + ids.length - list.ids.length;
    this.#setList(comment.parent, { ...list, ids, total });
  }

  #extend({ parent, ids, page }: CommentList, continues: boolean): void {
    const known = this.#lists.get(parent);
    const shown = new Set(known?.ids);
    const fresh = ids.filter((id) => !shown.has(id));
    const cursor = continues || !known?.isBegun ? page.cursor : known.cursor;
    this.#setList(parent, {
      ids: [...shown, ...fresh],
      total: page.total,
      cursor,
      isBegun: true,
    });
  }

  #setList(parent: CommentId | null, list: LoadedList): void {
    this.#lists.set(parent, list);
    this.tell(`list:${parent ?? ''}`);
    this.tell('lists');
  }
}
