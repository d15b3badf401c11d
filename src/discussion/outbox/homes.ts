import type { CommentId } from '../../model/comment.js';
import type { Discussion } from '../discussion.js';
import { isShown } from '../paging.js';
import type { Write } from './outbox.js';

/*
 * Where the comments stand that the reader has written and no list may have yet.
 */

interface Home {
  /** What it answers. */
  parent: CommentId | null;
  /** The list in which it stands: the top one where what it answers is not to be had. */
  list: CommentId | null;
  /** The load during which the server has answered it, whose lists may not have it yet. */
  answered: AbortSignal | null;
}

const homes = new WeakMap<Discussion, Map<CommentId, Home>>();

/** Where it is about to be seen to that all of it stands somewhere. */
const housing = new WeakSet<Discussion>();

/** The list in which a comment stands that waits; `undefined` where it has no place. */
export function homeOf(discussion: Discussion, id: CommentId): CommentId | null | undefined {
  return homesIn(discussion).get(id)?.list;
}

/** Gives what is to become a comment its place. */
export function house(discussion: Discussion, id: CommentId, parent: CommentId | null): void {
  const all = homesIn(discussion);
  const before = all.get(id);
  const list = before?.parent === parent ? before.list : parent;
  all.set(id, { parent, list, answered: null });
  place(discussion, id, list);
  if (before && before.list !== list) discussion.store.remove({ id, parent: before.list });
  houseSoon(discussion);
}

/** Where nothing is to become a comment any more: it is one, or there is none. */
export function settleHome(discussion: Discussion, id: CommentId): void {
  const { store, loadSignal } = discussion;
  const all = homesIn(discussion);
  const home = all.get(id);
  if (home?.answered !== null) return;
  if (store.isKnown(id)) {
    home.answered = loadSignal;
    move(discussion, id, home, home.parent);
  } else if (all.delete(id)) store.remove({ id, parent: home.list });
}

/** Puts what waits, or has just arrived, in its place again: the lists were loaded anew. */
export function placeWishes(discussion: Discussion): void {
  const all = homesIn(discussion);
  for (const [id, { list, answered }] of all) {
    if (answered === null || answered === discussion.loadSignal) place(discussion, id, list);
    else all.delete(id);
  }
  houseSoon(discussion);
}

/** Keeps a comment in its place that another tab has sent, though a load asked for before lacks it. */
export function keepPlace(discussion: Discussion, { comment: id, ...write }: Write): void {
  if (write.kind !== 'comment' || !discussion.store.isKnown(id)) return;
  const { parent } = write;
  homesIn(discussion).set(id, { parent, list: parent, answered: discussion.loadSignal });
  place(discussion, id, parent);
}

function homesIn(discussion: Discussion): Map<CommentId, Home> {
  const known = homes.get(discussion) ?? new Map<CommentId, Home>();
  homes.set(discussion, known);
  return known;
}

/** Not before all lists are there of a page that is about to be shown. */
function houseSoon(discussion: Discussion): void {
  if (housing.has(discussion)) return;
  housing.add(discussion);
  queueMicrotask(() => {
    housing.delete(discussion);
    if (!discussion.signal.aborted && discussion.status === 'ready') houseAll(discussion);
  });
}

/** What one wrote stands somewhere, also where what it answers is gone, or not loaded yet. */
function houseAll(discussion: Discussion): void {
  const { store } = discussion;
  for (const [id, home] of homesIn(discussion)) {
    if (home.answered !== null || home.parent === null || store.isKnown(id)) continue;
    move(discussion, id, home, isShown(discussion, home.parent) ? home.parent : null);
  }
}

function move(discussion: Discussion, id: CommentId, home: Home, list: CommentId | null): void {
  const before = home.list;
  if (before === list) return;
  home.list = list;
  place(discussion, id, list);
  discussion.store.remove({ id, parent: before });
  discussion.store.tell(`comment:${id}`);
}

function place({ store }: Discussion, id: CommentId, parent: CommentId | null): void {
  store.place({ id, parent }, parent === null ? 'first' : 'last', true);
}
