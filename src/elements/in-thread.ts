/**
 * The shadow root of the thread that an element stands in, if it stands directly in one: there it
 * renders into the element itself, so that every part is the thread's and one style sheet serves all.
 */
export function isInThread(element: Element): boolean {
  const root = element.getRootNode();
  return root instanceof ShadowRoot && root.host.localName === 'palabre-thread';
}
