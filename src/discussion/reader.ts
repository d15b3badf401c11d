import type { Author, Comment } from '../model/comment.js';
import type { Viewer } from '../model/viewer.js';
import type { Discussion, Offers } from './discussion.js';
import { isGone, noteUnlisted } from './unlisted.js';

/** Who is shown to the reader as the one they act as. */
export type Actor = Author['id'] | undefined;

export function actorOf({ viewer }: Discussion): Actor {
  return viewer?.account?.id;
}

/** Accepts who reads, `null` when that cannot be known, and what there is for them. */
export function setViewer(discussion: Discussion, viewer: Viewer | null, offers: Offers): void {
  const { store, votes } = discussion;
  discussion.viewer?.pending.forEach((comment) => withdraw(discussion, comment));
  discussion.viewer = viewer;
  discussion.offers = offers;
  discussion.viewerKnown = true;
  votes.clear();
  for (const { id, value } of viewer?.votes ?? []) votes.set(id, value);
  if (discussion.status === 'ready') discussion.placePending();
  store.tell('thread');
  store.tell('viewer');
}

/**
 * Accepts what the server has answered to a comment's author. What waits for moderation stays among
 * what only they see, and is shown to nobody who has come in their place meanwhile.
 */
export function acceptOwn(discussion: Discussion, comment: Comment, author: Actor): void {
  const { store, viewer } = discussion;
  const { id } = comment;
  const waits = comment.tombstone === null && comment.status !== 'published';
  if (!waits) store.put(comment);
  if (viewer && actorOf(discussion) === author) {
    const others = viewer.pending.filter((pending) => pending.id !== id);
    discussion.viewer = { ...viewer, pending: waits ? [...others, comment] : others };
    store.keep(id, waits ? comment : null);
  }
  // The lists may have been loaded anew meanwhile.
  if (isGone(comment)) noteUnlisted(discussion, comment);
  else if (store.isKnown(id))
    store.place(comment, comment.parent === null ? 'first' : 'last', true);
  else store.remove(comment);
}

/** What only the reader before could see goes with them; what everybody sees stays. */
function withdraw({ store }: Discussion, comment: Comment): void {
  store.keep(comment.id, null);
  if (!store.isKnown(comment.id)) store.remove(comment);
}
