import type { CommentId } from '../../model/comment.js';
import type { PalabreComment } from '../comment/comment.js';
import type { ThreadHost } from './host.js';

/** The element of a comment, wherever it is listed. */
export function elementOf(
  { renderRoot }: Pick<ThreadHost, 'renderRoot'>,
  id: CommentId,
): PalabreComment | null {
  return renderRoot.querySelector<PalabreComment>(`palabre-comment[comment-id='${id}']`);
}

export function isComment(target: EventTarget): target is PalabreComment {
  return (target as Partial<Element>).localName === 'palabre-comment';
}
