import { parentOf } from './lang.js';

/** The thread that an element stands in, across shadow boundaries. */
export function threadAround(element: Element): Element | null {
  let at = parentOf(element);
  while (at && at.localName !== 'palabre-thread') at = parentOf(at);
  return at;
}

/**
 * Whether an element stands directly in a thread's shadow root: there it renders into the element
 * itself, so that every part is the thread's and one style sheet serves all.
 */
export function isInThread(element: Element): boolean {
  return ownerOf(element) === 'palabre-thread';
}

/** The name of the element whose shadow root another one stands in; empty on a page itself. */
export function ownerOf(element: Element): string {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host.localName : '';
}
