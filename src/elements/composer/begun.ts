import { isAnswerable } from '../../discussion/answerable.js';
import type { Discussion } from '../../discussion/discussion.js';
import type { CommentId } from '../../model/comment.js';

const PRESS = { bubbles: true, cancelable: true, composed: true } as const;

/** Those that are followed after all. */
const followed = new WeakSet<HTMLAnchorElement>();

/**
 * Follows a link to the comment below which a reply lies begun. Where nobody can open that reply any
 * more, since the comment is gone, `bring` is called instead.
 */
export function followBegun(
  event: MouseEvent,
  discussion: Discussion,
  id: CommentId,
  bring: () => void,
): void {
  const link = event.currentTarget as HTMLAnchorElement;
  const opensElsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (opensElsewhere || followed.has(link)) return;
  event.preventDefault();
  void isAnswerable(discussion, id).then((isThere) => {
    if (isThere === false) return bring();
    followed.add(link);
    // Not `click()`, which does nothing while the first press is under way.
    link.dispatchEvent(new MouseEvent('click', PRESS));
    followed.delete(link);
  });
}
