import type { Comment, VoteCounts } from '../model/comment.js';
import type { Rules } from './context.js';
import type { ThreadRow } from './storage/threads.js';

/** What of an answer changes by time alone. */

/** Is told when an answer will no longer be true though nobody writes, in milliseconds. */
export type Ageing = (until: number) => void;

const DAY = 86_400_000;

/** Whether a thread is closed, by somebody or since nobody has written in it for so long. */
export function isClosed(rules: Rules, thread: Pick<ThreadRow, 'closed' | 'writtenAt'>): boolean {
  return thread.closed || rules.now() >= closesAt(rules, thread);
}

/** When an open thread closes by itself, unless somebody writes. */
export function ageThread(rules: Rules, thread: ThreadRow | null, ageing: Ageing): void {
  if (thread !== null && !isClosed(rules, thread)) ageing(closesAt(rules, thread));
}

function closesAt({ closeAfterDays }: Rules, { writtenAt }: Pick<ThreadRow, 'writtenAt'>): number {
  return closeAfterDays === 0 ? Infinity : writtenAt.getTime() + closeAfterDays * DAY;
}

/** How a comment was voted for; `null` while nobody is told. */
export function countsOf(
  rules: Rules,
  { createdAt, up, down }: { createdAt: Date; up: number; down: number },
): VoteCounts | null {
  return rules.now() < shownFrom(rules, createdAt.getTime()) ? null : { up, down };
}

/** Until when the counts that an answer hides stay hidden. */
export function ageVotes(rules: Rules, comments: Iterable<Comment>, ageing: Ageing): void {
  for (const comment of comments) {
    const isHidden = comment.tombstone === null && comment.votes === null;
    if (isHidden) ageing(shownFrom(rules, Date.parse(comment.createdAt)));
  }
}

/** The database's clock may be ahead of this one: what is never hidden is not hidden for a moment. */
function shownFrom({ hideVotesMinutes }: Rules, createdAt: number): number {
  return hideVotesMinutes === 0 ? 0 : createdAt + hideVotesMinutes * 60_000;
}
