import type { ThreadPlace } from '../cache/place.js';
import type { Discussion } from './discussion.js';

const origins = new WeakMap<Discussion, string | object>();

/** Says by what a page names the backend of a discussion: what the device keeps is kept under it. */
export function rememberOrigin(discussion: Discussion, backend: string | object): void {
  origins.set(discussion, backend);
}

/** Where what the device keeps of a discussion belongs. */
export function placeOf(discussion: Discussion): ThreadPlace {
  const backend = origins.get(discussion) ?? discussion.backend;
  return { backend, thread: discussion.thread.key };
}
