import type { Rules } from './rules.js';
import type { Thread } from './state.js';

const DAY = 86_400_000;

/** Whether a thread is closed, by somebody or since nobody has written in it for so long. */
export function isClosed(
  { closeAfterDays, now }: Rules,
  { closed, writtenAt }: Pick<Thread, 'closed' | 'writtenAt'>,
): boolean {
  const closesItself = closeAfterDays > 0 && writtenAt > 0;
  return closed || (closesItself && now() >= writtenAt + closeAfterDays * DAY);
}
