import type { CommentId } from '../../model/comment.js';
import type { CommentList, CommentPage, Sort } from '../../model/thread.js';
import {
  comparePositions,
  orderOf,
  readCursor,
  wilson,
  writeCursor,
  type Position,
} from './order.js';
import { countVotes, isPublic, isPublished, recordOf, type Sight } from './records.js';
import type { Entry, Thread } from './state.js';

/** How many replies come with each comment of an answer… */
const FIRST_REPLIES = 5;
/** …and how many with all of them together. */
const REPLIES_PER_ANSWER = 300;

/** A thread's lists at one moment. */
export class Lists {
  readonly #sight: Sight;
  readonly #thread: Thread;
  readonly #sort: Sort;
  readonly #children = new Map<CommentId | null, Entry[]>();
  readonly #listed = new Set<CommentId>();
  /** What the answer holds, in the order in which it was taken. */
  readonly #taken = new Set<Entry>();
  readonly #lists = new Map<CommentId | null, CommentList>();

  constructor(sight: Sight, thread: Thread, sort: Sort) {
    this.#sight = sight;
    this.#thread = thread;
    this.#sort = sort;
    // What answers a comment was written after it.
    for (const entry of [...thread.comments.values()].reverse()) {
      if (!isPublic(entry) || (isGone(entry) && !this.#children.has(entry.id))) continue;
      this.#listed.add(entry.id);
      const siblings = this.#children.get(entry.parent);
      if (siblings) siblings.push(entry);
      else this.#children.set(entry.parent, [entry]);
    }
  }

  /** A listed comment's ancestors, outermost first, and itself; `null` if it is in no list. */
  pathTo(id: CommentId): CommentId[] | null {
    if (!this.#listed.has(id)) return null;
    const path: CommentId[] = [];
    for (let at: CommentId | null = id; at !== null;) {
      path.unshift(at);
      at = this.#thread.comments.get(at)!.parent;
    }
    return path;
  }

  /** Takes entries of one list into the answer, those behind a cursor. */
  take(parent: CommentId | null, after: string | null, limit: number): CommentId[] {
    const place = { key: this.#thread.key, parent, sort: this.#sort };
    const order = orderOf(place);
    const compare = comparePositions(order);
    const from = after === null ? null : readCursor(after, place);
    const siblings = this.#children.get(parent) ?? [];
    const behind = siblings
      .map((entry) => ({ entry, position: this.#positionOf(entry, order) }))
      .filter(({ position }) => from === null || compare(position, from) > 0)
      .sort((a, b) => compare(a.position, b.position));
    const shown = behind.slice(0, limit);
    for (const { entry } of shown) this.#taken.add(entry);
    const ids = shown.map(({ entry }) => entry.id);
    const cursor =
      behind.length > limit ? writeCursor(place, shown.at(-1)?.position ?? from) : null;
    this.#lists.set(parent, { parent, ids, page: { total: siblings.length, cursor } });
    return ids;
  }

  /** Takes single comments, such as the path to one. */
  takeOnly(ids: CommentId[]): void {
    for (const id of ids) this.#taken.add(this.#thread.comments.get(id)!);
  }

  /** Takes the first replies to each of `roots`, the first ones to those, and so on. */
  takeReplies(roots: CommentId[]): void {
    const open = [...new Set(roots)];
    let left = REPLIES_PER_ANSWER;
    for (const id of open) {
      if (!this.#children.has(id)) continue;
      const replies = this.take(id, null, Math.min(FIRST_REPLIES, left));
      left -= replies.length;
      open.push(...replies);
    }
  }

  /** Everything that was taken; where replies did not come along, a list that begins with them. */
  page(): CommentPage {
    for (const { id } of [...this.#taken]) {
      if (this.#children.has(id) && !this.#lists.has(id)) this.take(id, null, 0);
    }
    return {
      comments: [...this.#taken].map((entry) =>
        recordOf(this.#sight, { thread: this.#thread, entry }),
      ),
      lists: [...this.#lists.values()],
    };
  }

  #positionOf(entry: Entry, order: Sort): Position {
    return [this.#valueOf(entry, order), entry.createdAt, entry.id];
  }

  #valueOf(entry: Entry, order: Sort): number | null {
    if (order === 'best') return entry.tombstone === null ? wilson(countVotes(entry)) : 0;
    return order === 'most-replied' ? (this.#children.get(entry.id)?.length ?? 0) : null;
  }
}

/** Taken back with its author: then it has a place in a list only for what answers it. */
function isGone({ tombstone }: Entry): boolean {
  return tombstone === 'author' || tombstone === 'account-erased';
}

/** The comments to show on top: an editor's picks, then those with the best balance of votes. */
export function highlightIds(thread: Thread, minimum: number, limit: number): CommentId[] {
  const compare = comparePositions('best');
  const balance = (entry: Entry): number => countVotes(entry).up - countVotes(entry).down;
  const isPicked = ({ content }: Entry): boolean => content?.picked === true;
  return [...thread.comments.values()]
    .filter(isPublished)
    .filter((entry) => isPicked(entry) || (countVotes(entry).up > 0 && balance(entry) >= minimum))
    .sort(
      (a, b) =>
        Number(isPicked(b)) - Number(isPicked(a)) ||
        compare([balance(a), a.createdAt, a.id], [balance(b), b.createdAt, b.id]),
    )
    .slice(0, limit)
    .map(({ id }) => id);
}
