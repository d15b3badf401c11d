import { isCommentId } from '../../model/id.js';
import type { CommentId } from '../../model/comment.js';

const PREFIX = '#palabre-';

/** The comment that the page's address leads to, if it leads to one. */
export function linkedComment(): CommentId | null {
  const { hash } = location;
  const id = hash.startsWith(PREFIX) ? hash.slice(PREFIX.length) : '';
  return isCommentId(id) ? id : null;
}
