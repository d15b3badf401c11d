import type { ThreadHost } from './host.js';

/** Whether the comments are in the window, or above it: there, what comes would move what is read. */
export function isInSight({ renderRoot }: ThreadHost): boolean {
  const list = renderRoot.querySelector("ol[part='list']");
  return list !== null && list.getBoundingClientRect().top < innerHeight;
}
