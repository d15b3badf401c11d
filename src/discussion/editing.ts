import type { CommentId, LivingComment } from '../model/comment.js';
import { PalabreError } from '../model/errors.js';
import { sourceProblem } from '../model/source.js';
import { backendTime } from './clock.js';
import type { Discussion } from './discussion.js';
import { movedTo } from './outbox/holding.js';
import { newestSource, refusedText, sendAgain } from './outbox/mending.js';
import { deliver, type Delivery } from './outbox/sending.js';
import { can } from './viewing.js';

/**
 * One's own comment as one would type it, or as one did where that waits or was refused, to be changed.
 * @throws PalabreError `network`
 */
export async function sourceOf(
  discussion: Discussion,
  { id, body }: LivingComment,
): Promise<string> {
  const waiting = newestSource(discussion, id);
  if (waiting !== null) return waiting;
  const { formatSource } = await import('../markup/format.js').catch((cause: unknown) => {
    throw new PalabreError('network', 'What writes a text out cannot be fetched', { cause });
  });
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
 * Replaces the text of one's own comment: shown at once, then confirmed or taken back; where it cannot
 * be sent now, sent later. A text that was refused is sent anew.
 * @throws PalabreError when it is refused
 */
export async function edit(
  discussion: Discussion,
  id: CommentId,
  source: string,
): Promise<Delivery> {
  const problem = sourceProblem(source);
  if (problem) throw new PalabreError(problem, `The comment is ${problem}`);
  const refused = refusedText(discussion, id);
  const moved = refused && movedTo(refused);
  if (moved && discussion.store.comment(moved)?.tombstone === null)
    return edit(discussion, moved, source);
  if (refused) return sendAgain(discussion, refused, source);
  if (discussion.store.comment(id)?.tombstone !== null)
    throw new PalabreError('gone', 'The comment is gone');
  return deliver(discussion, { kind: 'edit', comment: id, source });
}
