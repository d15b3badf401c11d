import { absoluteAddress } from './address.js';

/** Where something belongs that the device keeps of a thread. */
export interface ThreadPlace {
  /** Its address, or an object of the page's own: all of these count as one. */
  backend: string | object;
  /** The thread's key. */
  thread: string;
}

/** The same place, however a page writes its backend's address, as a text to keep things under. */
export function keyOfPlace({ backend, thread }: ThreadPlace): string {
  const address = typeof backend === 'string' ? absoluteAddress(backend) : 'object';
  return JSON.stringify([address, thread]);
}
