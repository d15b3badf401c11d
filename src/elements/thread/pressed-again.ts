import type { CommentId } from '../../model/comment.js';
import { linkedComment } from './permalink.js';

/**
 * The comment that a pressed link leads to where the page's address says so already: nothing changes
 * there, and it has to lead all the same. `null` for every other press.
 */
export function pressedAgain(event: MouseEvent): CommentId | null {
  const link = (event.composedPath()[0] as Element).closest('a');
  const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
  if (link?.href !== location.href || opensElsewhere || event.defaultPrevented) return null;
  return linkedComment();
}
