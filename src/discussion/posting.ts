import type { CommentId } from '../model/comment.js';
import { PalabreError } from '../model/errors.js';
import { sourceProblem } from '../model/source.js';
import type { Discussion } from './discussion.js';
import { deliver, type Delivery } from './outbox/sending.js';
import { can } from './viewing.js';

export interface Post {
  /** Made once for a text and kept through every attempt to send it, so that it is written once. */
  id: CommentId;
  parent: CommentId | null;
  source: string;
  /** The text of an earlier attempt that may have been written although it seemed to fail. */
  attempted?: string | null;
}

/**
 * Sends a comment: shown in its place at once, then confirmed, or taken off the page again. Where it
 * cannot be sent now, it stays there and is sent later.
 * @throws PalabreError when it is refused
 */
export async function post(
  discussion: Discussion,
  { id, parent, source, attempted = null }: Post,
): Promise<Delivery> {
  const problem = sourceProblem(source);
  if (problem) throw new PalabreError(problem, `The comment is ${problem}`);
  if (!discussion.viewer?.account) {
    const may = can(discussion, 'comment');
    const isEnough = !may.allowed && may.reason === 'name';
    throw new PalabreError(isEnough ? 'name' : 'login', 'Nobody is signed in');
  }
  return deliver(discussion, { kind: 'comment', comment: id, parent, source, attempted });
}
