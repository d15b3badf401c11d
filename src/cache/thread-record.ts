import { parseThreadPage } from '../backend/parse/page.js';
import type { Comment, CommentId } from '../model/comment.js';
import { isSort, type CommentList, type Sort, type ThreadPage } from '../model/thread.js';

/** Grows whenever a record has another shape. Older ones are not read: the server has it all. */
const SCHEMA = 1;

/** Tombstones that have a place only for what answers them. */
const LEFT: readonly Comment['tombstone'][] = ['author', 'account-erased'];

/** What is kept of a thread: what everybody may see, and nothing else. */
export interface KeptThread {
  /** As far as it was loaded. All of it is known up to the revision in its `thread`. */
  page: ThreadPage;
  sort: Sort;
  pageSize: number;
  /** How many comments were to stand out. */
  highlights: number;
  /** When the backend last said what is new; the device's time in milliseconds, as all here. */
  at: number;
  /** When it was last loaded as a whole: who stands out, and the order, are of that time. */
  loadedAt: number;
}

/** Whatever else stands under our keys, or is of another version, is no record: `null`. */
export function asKeptThread(value: unknown): KeptThread | null {
  try {
    const { schema, page, sort, pageSize, highlights, at, loadedAt } = value as Unchecked;
    const numbers = [pageSize, highlights, at, loadedAt];
    if (schema !== SCHEMA || !isSort(sort) || !numbers.every(Number.isFinite)) return null;
    return { page: parseThreadPage(page), sort, pageSize, highlights, at, loadedAt };
  } catch {
    return null;
  }
}

/** Of which nothing is known yet; the numbers are looked at together. */
type Unchecked = Omit<KeptThread, 'page' | 'sort'> & Record<'schema' | 'page' | 'sort', unknown>;

export function toRecord(kept: KeptThread): object {
  return { schema: SCHEMA, ...kept };
}

/**
 * What is to be kept, where something is kept already that another tab wrote. Who knows the thread
 * up to a higher revision is right about its lists; of each comment the higher revision stays, so
 * that a text which was withdrawn does not come back.
 */
export function merged(fresh: KeptThread, old: KeptThread | null): KeptThread {
  if (!old) return pruned(fresh);
  const [newer, other] = reached(old) > reached(fresh) ? [old, fresh] : [fresh, old];
  const others = new Map(other.page.comments.map((comment) => [comment.id, comment]));
  const comments = newer.page.comments.map((comment) => later(comment, others.get(comment.id)));
  const at = Math.max(fresh.at, old.at);
  return pruned({ ...newer, at, page: { ...newer.page, comments } });
}

function reached({ page }: KeptThread): number {
  return page.thread.revision;
}

function later(one: Comment, other: Comment | undefined): Comment {
  return other && other.revision > one.revision ? other : one;
}

/**
 * The same without the places of what its author took back and nothing answers: the backend lists
 * them no more. The tombstones themselves stay, lest another tab bring the texts back.
 */
function pruned(kept: KeptThread): KeptThread {
  const { comments } = kept.page;
  const lists = new Map(kept.page.lists.map((list) => [list.parent, list]));
  const gone = new Map<CommentId, Comment>();
  for (const comment of comments) {
    if (LEFT.includes(comment.tombstone)) gone.set(comment.id, comment);
  }
  const isAnswered = (id: CommentId): boolean => (lists.get(id)?.page.total ?? 0) > 0;
  const waiting = [...gone.keys()];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const { parent } = gone.get(id)!;
    const list = lists.get(parent);
    if (isAnswered(id) || !list?.ids.includes(id)) continue;
    lists.set(parent, without(list, id));
    if (parent !== null && gone.has(parent)) waiting.push(parent);
  }
  return { ...kept, page: { ...kept.page, lists: [...lists.values()] } };
}

function without({ parent, ids, page }: CommentList, id: CommentId): CommentList {
  return {
    parent,
    ids: ids.filter((other) => other !== id),
    page: { ...page, total: page.total - 1 },
  };
}
