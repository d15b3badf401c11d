import type { Tombstone } from '../../model/comment.js';
import type { Discussion } from '../discussion.js';
import { isShown } from '../paging.js';
import { noteUnlisted } from '../unlisted.js';
import type { Entry } from './outbox.js';

/**
 * Puts a tombstone in sight for a comment that no list has any more, so that its author finds there
 * what was not accepted. It stands until the lists are loaded anew, and only on this page.
 */
export function standIn(discussion: Discussion, { write: { comment: id }, at }: Entry): void {
  const { store } = discussion;
  const known = store.comment(id);
  // One that waits for a moderator is in sight anyway.
  if (known?.tombstone === null) return;
  const parent = known?.parent && isShown(discussion, known.parent) ? known.parent : null;
  const gone: Tombstone = { ...(known ?? unknownTombstone(at)), id, parent };
  store.keep(id, gone);
  store.place(gone, parent === null ? 'first' : 'last', true);
  noteUnlisted(discussion, gone);
}

/** Only what its author took back leaves the lists. */
function unknownTombstone(at: number): Omit<Tombstone, 'id' | 'parent'> {
  const createdAt = new Date(at).toISOString();
  return { tombstone: 'author', ground: null, createdAt, revision: 0 };
}
