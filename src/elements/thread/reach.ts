import type { Store } from '../../discussion/store.js';
import type { CommentId } from '../../model/comment.js';
import type { PalabreComment } from '../comment/comment.js';

/** The element of a comment that is in its list, once it and those around it are rendered. */
export async function reach(
  root: ParentNode,
  store: Store,
  id: CommentId,
): Promise<PalabreComment | null> {
  const path: CommentId[] = [];
  for (let at: CommentId | null = id; at; at = store.comment(at)?.parent ?? null) path.unshift(at);
  let element: PalabreComment | null = null;
  for (const step of path) {
    const found = root.querySelector<PalabreComment>(`palabre-comment[comment-id='${step}']`);
    await found?.updateComplete;
    element = found ?? element;
  }
  return element?.commentId === id ? element : null;
}
