import { keyAfter } from '../../cache/outbox.js';
import type { CommentId } from '../../model/comment.js';
import type { Discussion } from '../discussion.js';
import { placeOf } from '../origin.js';
import { entriesOf, outboxOf, type Entry, type Moved } from './outbox.js';

/** The comments that were refused and are being rewritten on the page. */
const held = new WeakMap<Discussion, Set<CommentId>>();

/** What another tab has discarded or rewritten meanwhile, each with what that knows: only this page has it. */
const spared = new WeakMap<Entry, Entry>();

/** Notes that a comment is being rewritten, or no longer. */
export function hold(discussion: Discussion, id: CommentId, isHeld: boolean): void {
  const ids = held.get(discussion) ?? new Set();
  held.set(discussion, ids);
  if (isHeld) ids.add(id);
  else ids.delete(id);
}

/** Keeps on the page what is being rewritten, of what another tab has discarded. */
export function spare(discussion: Discussion, gone: readonly Entry[]): void {
  spareMoved(
    discussion,
    gone.map((entry) => [entry, entry]),
  );
}

/** The same of what another tab has rewritten, and sends under another id. */
export function spareMoved(discussion: Discussion, moved: readonly Moved[]): void {
  const box = outboxOf(discussion);
  for (const [entry, was] of moved) {
    const { write, refused } = was;
    const isHeld = held.get(discussion)?.has(write.comment);
    if (!isHeld || refused === null || write.kind !== 'comment') continue;
    // What is over under its own key never comes back.
    const copy = { ...was, key: keyAfter(placeOf(discussion).backend, box.entries) };
    spared.set(copy, entry);
    box.entries = [...box.entries, copy];
  }
}

/** The id under which another tab has sent what is rewritten here, if one has. */
export function movedTo(copy: Entry): CommentId | null {
  const id = spared.get(copy)?.write.comment ?? copy.write.comment;
  return id === copy.write.comment ? null : id;
}

/** The reader sends it all the same: from now on it is like any other. */
export function adopt(entry: Entry): void {
  spared.delete(entry);
}

/** What only the page has of a comment. */
export function sparedOf(discussion: Discussion, id: CommentId): Entry[] {
  return entriesOf(discussion, id).filter((entry) => spared.has(entry));
}
