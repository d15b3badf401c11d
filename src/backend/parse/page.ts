import type { CommentId } from '../../model/comment.js';
import type { CommentList, CommentPage, PageInfo, ThreadPage } from '../../model/thread.js';
import { comment, info } from './comment.js';
import { count, enter, id, list, nullable, record, string } from './values.js';

export const pageInfo = record<PageInfo>({ total: count, cursor: nullable(string) });

export const pageShape = {
  comments: list(comment),
  lists: list(
    record<CommentList>({
      parent: nullable(id),
      ids: list(id),
      page: pageInfo,
    }),
  ),
};

/**
 * Drops from the lists what has no record, stands under another parent, or stands there twice: so
 * whoever walks the lists from the top meets each comment once, whatever was answered.
 */
export function tidy(page: CommentPage): Map<CommentId, CommentId | null> {
  const parents = new Map(page.comments.map((entry) => [entry.id, entry.parent]));
  for (const entry of page.lists) {
    entry.ids = [...new Set(entry.ids)].filter((member) => parents.get(member) === entry.parent);
  }
  return parents;
}

const threadPage = record<ThreadPage>({
  ...pageShape,
  thread: info,
  highlights: list(id),
  around: nullable(list(id)),
});

/** @throws PalabreError `malformed`, as every function here */
export function parseThreadPage(value: unknown): ThreadPage {
  const page = threadPage(value, enter('thread', 0));
  const parents = tidy(page);
  page.highlights = [...new Set(page.highlights)].filter((entry) => parents.has(entry));
  let outer: CommentId | null = null;
  page.around &&= page.around.filter((entry) => {
    const follows = parents.get(entry) === outer;
    if (follows) outer = entry;
    return follows;
  });
  return page;
}
