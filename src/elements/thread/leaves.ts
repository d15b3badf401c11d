import { openActions } from './actions.js';
import { ask } from '../comment/asking.js';
import type { PalabreComment } from '../comment/comment.js';
import { focusArticle } from '../comment/leading.js';
import { isComment } from './finding.js';
import type { ThreadHost } from './host.js';
import { lookAt } from './muting.js';
import { leadTo, loadMore } from './navigation.js';
import { leadToNext } from './news.js';
import { pressedAgain } from './pressed-again.js';
import { fulfil, REQUESTS, type ThreadRequestEvent } from './requests.js';

const heard = new WeakSet<ThreadHost>();

/**
 * Hears what the elements of a thread ask for, once no listener of the page has prevented it, and
 * fulfils it.
 */
export function hearRequests(host: ThreadHost): void {
  if (heard.has(host)) return;
  heard.add(host);
  const hear = (event: ThreadRequestEvent): void => {
    // The path is empty once the dispatch is over, and only then is it known whether a page took over.
    const comment = event.composedPath().find(isComment) ?? null;
    queueMicrotask(() => event.defaultPrevented || fulfil(host, event, comment));
  };
  for (const type of REQUESTS) host.addEventListener(type, hear as EventListener);
  host.renderRoot.addEventListener('click', (event) => {
    const linked = pressedAgain(event as MouseEvent);
    if (linked) void leadTo(host, linked, true);
  });
}

/** Does what a pressed button of a thread or of its comments stands for. */
export function press(host: ThreadHost, button: HTMLElement): void {
  const comment = commentAround(button);
  if (button.part.contains('more')) void loadMore(host, button.dataset['parent'] || null);
  else if (button.part.contains('new-button')) leadToNext(host);
  else if (comment && button.part.contains('menu-button')) openActions(host, button, comment);
  else if (comment && button.part.contains('muted-button')) {
    lookAt(host, comment.commentId);
    focusArticle(comment);
  } else if (comment) ask(comment, button);
}

/** The comment that something stands in, which may have a root of its own. */
function commentAround(element: Element): PalabreComment | null {
  const around = element.closest<PalabreComment>('palabre-comment');
  const root = element.getRootNode();
  if (around) return around;
  return root instanceof ShadowRoot && isComment(root.host) ? root.host : null;
}
