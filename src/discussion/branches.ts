import { readCollapsed, writeCollapsed } from '../cache/collapsed.js';
import type { ThreadPlace } from '../cache/place.js';
import type { CommentId } from '../model/comment.js';
import type { Discussion } from './discussion.js';
import { placeOf } from './origin.js';

interface Branches {
  place: ThreadPlace;
  collapsed: Set<CommentId>;
}

const branches = new WeakMap<Discussion, Branches>();

/** Knows again whose replies the reader of this device has hidden in a thread. */
export function rememberBranches(discussion: Discussion): void {
  if (branches.has(discussion)) return;
  const place = placeOf(discussion);
  branches.set(discussion, { place, collapsed: new Set(readCollapsed(place)) });
}

/** The comments whose replies are hidden. */
export function collapsedIn(discussion: Discussion): ReadonlySet<CommentId> {
  return branches.get(discussion)?.collapsed ?? new Set();
}

/** Hides the replies to a comment, or shows them, and remembers it on the device. */
export function setCollapsed(discussion: Discussion, id: CommentId, isCollapsed: boolean): void {
  const known = branches.get(discussion);
  if (!known || known.collapsed.has(id) === isCollapsed) return;
  if (isCollapsed) known.collapsed.add(id);
  else known.collapsed.delete(id);
  writeCollapsed(known.place, [...known.collapsed]);
}
