import type { Comment, CommentId, LivingComment } from '../model/comment.js';
import { PalabreError, toPalabreError } from '../model/errors.js';
import { sourceProblem } from '../model/source.js';
import { actAs } from './acting.js';
import { backendTime } from './clock.js';
import type { Discussion } from './discussion.js';
import { acceptOwn, actorOf } from './reader.js';
import { can } from './viewing.js';

/** One's own comment as one would type it, to be changed. */
export async function sourceOf({ body }: LivingComment): Promise<string> {
  const { formatSource } = await import('../markup/format.js');
  return formatSource(body);
}

/**
 * For how many more minutes the reader may edit a comment; `null` when they may not, `Infinity`
 * without a limit. The server decides in the end.
 */
export function minutesToEdit(
  discussion: Discussion,
  comment: LivingComment,
  now: number = backendTime(discussion),
): number | null {
  if (!discussion.isOwn(comment) || !can(discussion, 'edit').allowed) return null;
  if (comment.status === 'rejected') return null;
  const limit = discussion.viewer?.editMinutes ?? Infinity;
  const left = limit - (now - Date.parse(comment.createdAt)) / 60_000;
  return left > 0 ? Math.min(limit, left) : null;
}

/**
 * Replaces the text of one's own comment: shown at once, then confirmed or taken back.
 * @throws PalabreError
 */
export async function edit(
  discussion: Discussion,
  id: CommentId,
  source: string,
): Promise<Comment> {
  const { store, backend } = discussion;
  const problem = sourceProblem(source);
  if (problem) throw new PalabreError(problem, `The comment is ${problem}`);
  const shown = store.comment(id);
  if (shown?.tombstone !== null) throw new PalabreError('gone', 'The comment is gone');
  const actor = actorOf(discussion);
  const parser = await import('../markup/parse.js').catch(() => null);
  try {
    if (parser) store.wish(id, { ...shown, body: parser.parseSource(source) });
    const comment = await actAs(discussion, actor, (token) =>
      backend.editComment!(id, source, { token }),
    );
    acceptOwn(discussion, comment, actor);
    return comment;
  } catch (error) {
    throw toPalabreError(error);
  } finally {
    store.wish(id, null);
  }
}
