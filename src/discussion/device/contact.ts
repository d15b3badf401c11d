import type { Discussion } from '../discussion.js';

const contacts = new WeakMap<Discussion, number>();

/** Notes when the backend last said what is new in a thread; the device's time in milliseconds. */
export function noteContact(discussion: Discussion, at: number = Date.now()): void {
  contacts.set(discussion, at);
}

export function lastContact(discussion: Discussion): number {
  return contacts.get(discussion) ?? 0;
}
