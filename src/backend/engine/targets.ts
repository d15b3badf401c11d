import type { CommentId } from '../../model/comment.js';
import { isModerator, type Call } from './access.js';
import type { Reader } from './people.js';
import { isPublic } from './records.js';
import { demandComment, refuse, type Entry, type Place, type Thread } from './state.js';

/** What is not public is there for its author and for moderators alone. */
export function demandVisible({ state }: Call, reader: Reader, id: CommentId): Place {
  const place = demandComment(state, id);
  const { listed, writer } = place.entry;
  const isVisible = listed || writer === reader.writer || isModerator(reader);
  return isVisible ? place : refuse('not-found', 'There is no such comment.');
}

/** A comment that everybody sees. @throws PalabreError `not-found`, `gone` */
export function demandPublic(call: Call, id: CommentId): Place {
  const place = demandComment(call.state, id);
  if (!isPublic(place.entry)) refuse('not-found', 'There is no such comment.');
  demandLiving(place.entry);
  return place;
}

/** A comment that can be answered. @throws PalabreError `not-found`, `gone` */
export function demandParent(thread: Thread, id: CommentId): void {
  const parent = thread.comments.get(id);
  if (!parent || !isPublic(parent)) refuse('not-found', 'The comment to answer is not there.');
  demandLiving(parent);
}

/** @throws PalabreError `gone` */
export function demandLiving({ tombstone }: Entry): void {
  if (tombstone !== null) refuse('gone', 'The comment was withdrawn.');
}
