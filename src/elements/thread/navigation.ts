import { reloadLists } from '../../discussion/live/changes.js';
import type { Discussion } from '../../discussion/discussion.js';
import { loadMore as loadPage, reveal } from '../../discussion/paging.js';
import { loadViewer } from '../../discussion/viewing.js';
import type { CommentId } from '../../model/comment.js';
import type { Sort } from '../../model/thread.js';
import type { PalabreComment } from '../comment/comment.js';
import { focusArticle, show } from '../comment/leading.js';
import { afterPaint } from './after-paint.js';
import { openAround } from './branches.js';
import { elementOf } from './finding.js';
import { unfold } from './folding.js';
import type { ThreadHost } from './host.js';
import { keepFocus } from './keeping-focus.js';
import { keepReadingPlace } from './reading-place.js';
import { validSort } from './opening.js';
import { announce, tell, warn } from './telling.js';

/** Leads to a comment wherever it lies, and answers whether there is such a one. */
export async function leadTo(host: ThreadHost, id: CommentId, focus: boolean): Promise<boolean> {
  const { context } = host;
  if (!context) return false;
  const { discussion, locale } = context;
  try {
    const element = (await reveal(discussion, id)) ? await reach(host, discussion, id) : null;
    if (discussion.signal.aborted) return false;
    if (!element) {
      // It may be in another thread of the page.
      const alone = document.querySelectorAll(host.localName).length < 2;
      if (alone) warn(host, locale.writing!.notFound);
      return false;
    }
    openAround(host, element);
    unfold(host, element);
    const before = host.renderRoot.querySelector<PalabreComment>('palabre-comment[linked]');
    if (before) before.linked = false;
    await show(element, focus);
    await follow(element);
    return true;
  } catch (error) {
    tell(host, error);
    return false;
  }
}

/** Loads one more page of a list; the keyboard goes on where it begins, for its button is gone. */
export async function loadMore(host: ThreadHost, parent: CommentId | null): Promise<void> {
  if (!host.context) return;
  const { discussion, locale } = host.context;
  const { ids } = discussion.store.list(parent);
  const button = moreButton(host, parent);
  if (button?.hasAttribute('aria-disabled')) return;
  const shown = new Set(ids);
  const isOver = busy(button, discussion.loadSignal);
  try {
    await loadPage(discussion, parent);
  } catch (error) {
    tell(host, error);
    return;
  } finally {
    isOver();
  }
  const fresh = discussion.store.list(parent).ids.filter((id) => !shown.has(id));
  if (!fresh[0]) return;
  announce(host, locale.writing!.loaded(fresh.length, locale.number(fresh.length)));
  const first = await reach(host, discussion, fresh[0]);
  if (first) focusArticle(first);
}

/** Shows that what a button asked for is awaited, until that is over or called off. */
function busy(button: Element | null, signal: AbortSignal): () => void {
  const end = (): void => button?.removeAttribute('aria-disabled');
  button?.setAttribute('aria-disabled', 'true');
  signal.addEventListener('abort', end, { once: true });
  return () => {
    // Called off, the button may be busy with something else by now.
    if (!signal.aborted) end();
  };
}

function moreButton({ renderRoot }: ThreadHost, parent: CommentId | null): Element | null {
  return renderRoot.querySelector(`[part~='more'][data-parent='${parent ?? ''}']`);
}

/** The load under way by discussion, and the order in which it will be shown. */
const underWay = new WeakMap<Discussion, { sort: Sort }>();

/** Loads the thread again; what is shown stays until the answer is there. */
export async function refresh(host: ThreadHost): Promise<void> {
  if (!host.context) return;
  const { discussion } = host.context;
  await Promise.all([reload(host, discussion, sortOf(discussion)), loadViewer(discussion)]);
}

/** Puts the thread in the order that its `sort` says; if that fails, the order stays. */
export async function resort(host: ThreadHost): Promise<void> {
  if (!host.context) return;
  const { discussion } = host.context;
  const sort = validSort(host.sort);
  if (sort === sortOf(discussion)) return;
  if (sort !== discussion.sort || discussion.status !== 'ready') {
    await reload(host, discussion, sort);
    return;
  }
  // Back at what is shown: the other order must not come after all.
  underWay.delete(discussion);
  discussion.callOff();
  showBusy(host, false);
}

/** The order that was asked for last. */
function sortOf(discussion: Discussion): Sort {
  return underWay.get(discussion)?.sort ?? discussion.sort;
}

async function reload(host: ThreadHost, discussion: Discussion, sort: Sort): Promise<void> {
  const load = { sort };
  underWay.set(discussion, load);
  showBusy(host, true);
  let failure: unknown = null;
  let keepPlace: (() => Promise<void>) | undefined;
  let handOn: (() => Promise<void>) | undefined;
  const isSameOrder = sort === discussion.sort;
  const unfollow = discussion.store.follow('lists', () => {
    keepPlace ??= keepReadingPlace(host);
    handOn ??= keepFocus(host);
  });
  try {
    await reloadLists(discussion, sort);
  } catch (error) {
    failure = error;
  } finally {
    unfollow();
    if (underWay.get(discussion) === load) showBusy(host, false);
  }
  if (isSameOrder) void keepPlace?.();
  void handOn?.();
  // What was called off has nothing to say: a later choice counts.
  if (discussion.signal.aborted || underWay.get(discussion) !== load) return;
  underWay.delete(discussion);
  if (failure !== null) {
    host.sort = discussion.sort;
    tell(host, failure);
  }
  // What the reader has picked stays picked, whatever is rendered afterwards.
  const select = host.renderRoot.querySelector('select');
  if (select) select.value = discussion.sort;
}

/** Says, and shows at the choice of the order, that other comments are awaited. */
function showBusy({ renderRoot }: ThreadHost, isBusy: boolean): void {
  renderRoot.querySelector("[part='thread']")?.setAttribute('aria-busy', `${isBusy}`);
}

/** Frames in which what stands above may still turn out taller than it was guessed. */
const FRAMES = 10;

/** Stays with a comment until it stands still, or another one is led to. */
async function follow(element: PalabreComment): Promise<void> {
  let before = NaN;
  for (let frame = 0; frame < FRAMES; frame += 1) {
    await afterPaint();
    const { top } = element.getBoundingClientRect();
    if (top === before || !element.linked) return;
    before = top;
    await show(element, false);
  }
}

/** The element of a comment that is in its list, once it and those around it are rendered. */
export async function reach(
  { renderRoot, updateComplete }: ThreadHost,
  { store }: Discussion,
  id: CommentId,
): Promise<PalabreComment | null> {
  const path: CommentId[] = [];
  for (let at: CommentId | null = id; at; at = store.comment(at)?.parent ?? null) path.unshift(at);
  await updateComplete;
  let element: PalabreComment | null = null;
  for (const step of path) {
    const found = elementOf({ renderRoot }, step);
    await found?.updateComplete;
    element = found ?? element;
  }
  return element?.commentId === id ? element : null;
}
