import type { PalabreComment } from '../comment/comment.js';
import { keepDates } from '../ticking.js';
import type { ThreadHost } from './host.js';

/** Keeps true what the comments of a thread say of when they were written, and edited. */
export function keepThreadDates(host: ThreadHost): void {
  keepDates(host, ({ messages, relativeDate }, now) => {
    const { renderRoot, context } = host;
    const marks = renderRoot.querySelectorAll<HTMLElement>("[part='meta'] > [part='status']");
    return [...marks].flatMap((element) => {
      const { commentId } = element.closest<PalabreComment>('palabre-comment')!;
      const record = context?.discussion.store.comment(commentId);
      if (record?.tombstone !== null || !record.editedAt) return [];
      return { element, text: messages.edited(relativeDate(new Date(record.editedAt), now)) };
    });
  });
}
