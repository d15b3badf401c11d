import { absoluteAddress } from './address.js';

/** Where something belongs that the device keeps of a thread. */
export interface ThreadPlace {
  /** Its address, or an object of the page's own: all of these count as one. */
  backend: string | object;
  /** The thread's key. */
  thread: string;
}

/** One backend has one name, however a page writes its address; all objects of a page's own share one. */
export function nameOfBackend(backend: string | object): string {
  return typeof backend === 'string' ? absoluteAddress(backend) : 'object';
}

/** The same place, however a page writes its backend's address, as a text to keep things under. */
export function keyOfPlace({ backend, thread }: ThreadPlace): string {
  return JSON.stringify([nameOfBackend(backend), thread]);
}
