import type { Discussion } from '../../discussion/discussion.js';
import type { CommentId } from '../../model/comment.js';
import type { Sort } from '../../model/thread.js';
import type { PalabreComment } from '../comment/comment.js';
import type { ThreadContext } from '../context.js';
import { validSort } from './opening.js';

/** The thread, as the ways through it need it. */
export interface NavigationHost {
  readonly context: ThreadContext | null;
  readonly renderRoot: ParentNode;
  readonly updateComplete: Promise<boolean>;
  sort: Sort;
  tell(error: unknown): void;
  warn(text: string): void;
  announce(text: string): void;
}

/** Leads to a comment wherever it lies, and answers whether there is such a one. */
export async function leadTo(
  host: NavigationHost,
  id: CommentId,
  focus: boolean,
): Promise<boolean> {
  const { context } = host;
  if (!context) return false;
  const { discussion, locale } = context;
  try {
    const element = (await discussion.reveal(id)) ? await reach(host, discussion, id) : null;
    if (discussion.closed) return false;
    if (!element) {
      host.warn(locale.messages.notFound);
      return false;
    }
    host.renderRoot.querySelector<PalabreComment>('palabre-comment[linked]')?.unlink();
    await element.show(focus);
    return true;
  } catch (error) {
    host.tell(error);
    return false;
  }
}

/** Loads one more page of a list; the keyboard goes on where that begins, for its button is gone. */
export async function loadMore(host: NavigationHost, parent: CommentId | null): Promise<void> {
  if (!host.context) return;
  const { discussion, locale } = host.context;
  const shown = new Set(discussion.store.list(parent).ids);
  try {
    await discussion.loadMore(parent);
  } catch (error) {
    host.tell(error);
    return;
  }
  const fresh = discussion.store.list(parent).ids.filter((id) => !shown.has(id));
  if (!fresh[0]) return;
  host.announce(locale.messages.loaded(fresh.length, locale.number(fresh.length)));
  const first = await reach(host, discussion, fresh[0]);
  first?.focusArticle();
}

/** Puts the thread in the order that its `sort` says; if that fails, the order stays. */
export async function resort(host: NavigationHost): Promise<void> {
  if (!host.context) return;
  const { discussion } = host.context;
  try {
    await discussion.setSort(validSort(host.sort));
  } catch (error) {
    host.sort = discussion.sort;
    host.tell(error);
  }
  // What the reader has picked stays picked, whatever is rendered afterwards.
  const select = host.renderRoot.querySelector('select');
  if (select) select.value = discussion.sort;
}

/** The element of a comment that is in its list, once it and those around it are rendered. */
async function reach(
  { renderRoot, updateComplete }: NavigationHost,
  { store }: Discussion,
  id: CommentId,
): Promise<PalabreComment | null> {
  const path: CommentId[] = [];
  for (let at: CommentId | null = id; at; at = store.comment(at)?.parent ?? null) path.unshift(at);
  await updateComplete;
  let element: PalabreComment | null = null;
  for (const step of path) {
    const found = renderRoot.querySelector<PalabreComment>(`palabre-comment[comment-id='${step}']`);
    await found?.updateComplete;
    element = found ?? element;
  }
  return element?.commentId === id ? element : null;
}
