import { readCollapsed, writeCollapsed, type ThreadPlace } from '../cache/collapsed.js';
import type { CommentId } from '../model/comment.js';
import type { Discussion } from './discussion.js';

interface Branches {
  place: ThreadPlace;
  collapsed: Set<CommentId>;
}

const branches = new WeakMap<Discussion, Branches>();

/** Knows again whose replies the reader of this device has hidden in a thread of this backend. */
export function rememberBranches(discussion: Discussion, backend: string | object): void {
  if (branches.has(discussion)) return;
  const place = { backend, thread: discussion.thread.key };
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
