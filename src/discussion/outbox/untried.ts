import type { CommentId } from '../../model/comment.js';
import type { Discussion } from '../discussion.js';
import { basesOf } from './attempting.js';
import { letGoOf } from './mending.js';
import { entriesOf, outboxOf, type Entry } from './outbox.js';
import { soon, takeIn } from './settling.js';
import { ifItsTurn } from './turns.js';

/**
 * Takes back a comment that nobody can have sent yet, instead of publishing it in order to delete it.
 * Answers whether it was one.
 */
export async function takeBackUntried(discussion: Discussion, id: CommentId): Promise<boolean> {
  const entry = untriedIn(discussion, id);
  if (!entry) return false;
  // Whoever is about to send it, in whichever tab, has its turn.
  const isDone = await ifItsTurn(discussion, entry, async () => {
    await soon(takeIn(discussion));
    if (!untriedIn(discussion, id)) return false;
    await letGoOf(discussion, entriesOf(discussion, id));
    return true;
  });
  return isDone ?? false;
}

/**
 * What is to become the comment, where it was certainly never sent: that it was not tried is not
 * enough, a tab may have ended before it could say so. But what it answers always arrives first.
 */
function untriedIn(discussion: Discussion, id: CommentId): Entry | undefined {
  const { sending } = outboxOf(discussion);
  return entriesOf(discussion, id).find(
    (entry) =>
      entry.write.kind === 'comment' &&
      entry.write.attempted === null &&
      entry.attempts === 0 &&
      !sending.has(entry) &&
      basesOf(discussion, entry).length > 0,
  );
}
