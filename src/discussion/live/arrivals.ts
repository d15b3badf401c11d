import type { Comment, CommentId, LivingComment, Timestamp } from '../../model/comment.js';
import { backendTime } from '../clock.js';
import type { Discussion } from '../discussion.js';
import { listedIn, newestOf } from '../news.js';

/*
 * The comments that others write while one reads wait to be shown, so that nothing moves that is
 * being read. What waits is what came and is in no list: so nothing is lost or shown twice when the
 * lists are loaded anew meanwhile, whatever they hold.
 */

interface Arrivals {
  /** Since when comments are new. */
  from: Timestamp;
  /** What came, by the revision at which it was first heard of. */
  came: Map<CommentId, number>;
  /** Of those, the ones that were in their lists when somebody looked. */
  shown: Set<CommentId>;
}

/** Milliseconds: how much older than the page a comment may be that the page has not shown. */
const SLACK_MS = 120_000;

const arrivals = new WeakMap<Discussion, Arrivals>();

/** Says since when comments are new: those that the lists were loaded with are not. */
export function beginArrivals(discussion: Discussion): Arrivals {
  let known = arrivals.get(discussion);
  if (!known) {
    known = { from: beginningOf(discussion), came: new Map(), shown: new Set() };
    arrivals.set(discussion, known);
    const { store, signal } = discussion;
    // Whose they are is known only when it is known who reads.
    const unfollow = store.follow('viewer', () => showOwnArrivals(discussion));
    signal.addEventListener('abort', unfollow);
  }
  return known;
}

/**
 * Notes a comment that was heard of; one that was only changed, wherever it lies, is not new. One that a
 * moderator has let through may be older than what is shown.
 */
export function noteArrival(discussion: Discussion, comment: Comment): void {
  const { id, createdAt, revision } = comment;
  const { from, came } = beginArrivals(discussion);
  const isNew = createdAt > from || isMissing(discussion, comment);
  if (isNew) came.set(id, Math.min(revision, came.get(id) ?? revision));
}

/** Looks again at all that came, after the lists were loaded anew: they may be older than it. */
export function reconsiderArrivals(discussion: Discussion): void {
  arrivals.get(discussion)?.shown.clear();
  showOwnArrivals(discussion);
  discussion.store.tell('arrivals');
}

/** What waits below a comment that is shown, or (`null`) for the top level: answers to it included. */
export function arrivalsIn(discussion: Discussion, parent: CommentId | null): LivingComment[] {
  return allArrivals(discussion).filter((comment) => shownAbove(discussion, comment) === parent);
}

/** All that waits; what is answered comes before its answers. */
export function allArrivals(discussion: Discussion): LivingComment[] {
  const { store } = discussion;
  const { came, shown } = beginArrivals(discussion);
  const found: LivingComment[] = [];
  for (const id of came.keys()) {
    if (shown.has(id)) continue;
    const comment = store.comment(id);
    if (comment && isListed(discussion, comment)) shown.add(id);
    if (comment?.tombstone !== null || !waits(discussion, comment)) continue;
    if (shownAbove(discussion, comment) !== undefined) found.push(comment);
  }
  return found.sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1));
}

/** How much waits, by what {@link arrivalsIn} has it below. */
export function countArrivals(discussion: Discussion): Map<CommentId | null, number> {
  const counts = new Map<CommentId | null, number>();
  for (const comment of allArrivals(discussion)) {
    const above = shownAbove(discussion, comment);
    if (above !== undefined) counts.set(above, (counts.get(above) ?? 0) + 1);
  }
  return counts;
}

/** Calls `listener` once for all that changes together of what waits: it comes, or a list has it now. */
export function followArrivals({ store, signal }: Discussion, listener: () => void): void {
  let isPlanned = false;
  const call = (): void => {
    isPlanned = false;
    if (!signal.aborted) listener();
  };
  const plan = (): void => {
    if (!isPlanned) queueMicrotask(call);
    isPlanned = true;
  };
  for (const topic of ['arrivals', 'lists'] as const) {
    signal.addEventListener('abort', store.follow(topic, plan));
  }
}

/**
 * Puts what waits in its lists, and answers it, in the order in which it was written. Without a
 * `parent`, all that waits.
 */
export function showArrivals(discussion: Discussion, parent?: CommentId | null): LivingComment[] {
  const shown = parent === undefined ? allArrivals(discussion) : arrivalsIn(discussion, parent);
  place(discussion, shown);
  return shown;
}

/** Shows what the reader wrote elsewhere: it does not wait. */
export function showOwnArrivals(discussion: Discussion): void {
  place(
    discussion,
    allArrivals(discussion).filter((comment) => discussion.isOwn(comment)),
  );
}

/** Where what was just written belongs in a list. */
export function endOf({ sort }: Discussion, parent: CommentId | null): 'first' | 'last' {
  return parent === null && sort !== 'oldest' ? 'first' : 'last';
}

function place(discussion: Discussion, comments: readonly LivingComment[]): void {
  const { store } = discussion;
  for (const comment of comments) {
    // What was withdrawn while it waited stands above its answers all the same.
    for (const each of unlistedPath(discussion, comment)) {
      store.place(each, endOf(discussion, each.parent), true);
    }
  }
  if (comments.length > 0) store.tell('arrivals');
}

/**
 * By the backend's time; where it tells none, everything is new that is newer than what is loaded:
 * the device's clock may be wrong by days.
 */
function beginningOf(discussion: Discussion): string {
  if (discussion.viewer?.now != null)
    return new Date(backendTime(discussion) - SLACK_MS).toISOString();
  return newestOf(listedIn(discussion));
}

function waits(discussion: Discussion, comment: Comment): boolean {
  const at = beginArrivals(discussion).came.get(comment.id);
  // What the lists were loaded with is in them, or comes with their next page.
  return at !== undefined && at > (discussion.loaded ?? 0) && !isListed(discussion, comment);
}

function isListed({ store }: Discussion, { id, parent }: Comment): boolean {
  return store.list(parent).ids.includes(id);
}

/** Whether its list lacks it, of which all is loaded that it belongs to: no page of it will bring it. */
function isMissing(discussion: Discussion, { id, parent, createdAt }: Comment): boolean {
  const { store, sort } = discussion;
  const { ids, cursor, isBegun } = store.list(parent);
  if (ids.includes(id) || !(isBegun || isAnswered(discussion, parent))) return false;
  if (cursor === null) return true;
  const last = store.comment(ids.at(-1) ?? '');
  return parent === null && sort === 'newest' && !!last && createdAt > last.createdAt;
}

/** Whether a comment is shown, or waits to be, to which there were no replies. */
function isAnswered(discussion: Discussion, id: CommentId | null): boolean {
  const comment = discussion.store.comment(id ?? '');
  if (!comment) return false;
  return isListed(discussion, comment) || beginArrivals(discussion).came.has(comment.id);
}

/** A comment below those above it that are in no list either, the outermost first. */
function unlistedPath(discussion: Discussion, comment: Comment): Comment[] {
  const path: Comment[] = [];
  for (let at: Comment | undefined = comment; at && !isListed(discussion, at);) {
    path.unshift(at);
    at = discussion.store.comment(at.parent ?? '');
  }
  return path;
}

/**
 * The closest comment above that is in its list, `null` for the top level; `undefined` where that
 * list will bring what waits by itself, or is not loaded.
 */
function shownAbove(discussion: Discussion, { parent }: Comment): CommentId | null | undefined {
  const { store } = discussion;
  const list = store.list(parent);
  if (endOf(discussion, parent) === 'last' && list.cursor !== null) return undefined;
  if (parent === null) return null;
  const above = store.comment(parent);
  if (!above) return undefined;
  if (isListed(discussion, above)) return parent;
  return waits(discussion, above) ? shownAbove(discussion, above) : undefined;
}
