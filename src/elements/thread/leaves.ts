import type { PalabreComment } from '../comment/comment.js';
import type { ThreadRequestEvent } from './requests.js';

/** What the elements of a thread ask it for, by `palabre-…-request`. */
const REQUESTS = ['vote', 'reply', 'post', 'guest'];

/**
 * Hears what the elements of a thread ask for, once no listener of the page has prevented it;
 * `comment` is the one that it was asked from.
 */
export function hearRequests(
  thread: HTMLElement,
  fulfil: (event: ThreadRequestEvent, comment: PalabreComment | null) => void,
): void {
  const hear = (event: ThreadRequestEvent): void => {
    // The path is empty once the dispatch is over, and only then is it known whether a page took over.
    const comment = event.composedPath().find(isComment) ?? null;
    queueMicrotask(() => event.defaultPrevented || fulfil(event, comment));
  };
  for (const name of REQUESTS) {
    thread.addEventListener(`palabre-${name}-request`, hear as EventListener);
  }
}

/** Hears the "more" of every list in a root; `parent` is whose replies, `null` the top level. */
export function hearMore(root: Node, load: (parent: string | null) => void): void {
  root.addEventListener('click', ({ target }) => {
    const button = (target as Element).closest<HTMLElement>("[part~='more']");
    if (button) load(button.dataset['parent'] || null);
  });
}

function isComment(target: EventTarget): target is PalabreComment {
  return (target as Partial<Element>).localName === 'palabre-comment';
}
