import { openChannel } from '../backend/open-channel.js';
import { keyOfPlace } from '../cache/place.js';
import type { Discussion } from './discussion.js';
import { placeOf } from './origin.js';

/*
 * What the tabs of one browser tell one another about a thread, through a BroadcastChannel. A tab
 * may run another version of this, or not be ours at all: whoever hears something parses it.
 */

const CHANNEL = 'palabre';

/** Grows whenever what is told has another shape. */
const VERSION = 1;

interface Message {
  version: number;
  /** Of which thread, as {@link keyOfPlace} says. */
  place: string;
  kind: string;
  data: unknown;
}

interface Hearer {
  kind: string;
  scope: Scope;
  listener: (data: unknown) => void;
}

// A discussion that a page has thrown away is held by nothing here.
const discussions = new Set<WeakRef<Discussion>>();
const hearers = new WeakMap<Discussion, Hearer[]>();

let channel: BroadcastChannel | null | undefined;

/** Whom something concerns: who shows the same thread, or any thread of the same backend. */
export type Scope = 'thread' | 'backend';

/** Tells the other tabs; they hear it in the order in which it is told. Never throws. */
export function tellTabs(
  discussion: Discussion,
  kind: string,
  data: unknown,
  scope: Scope = 'thread',
): void {
  const place = placeKey(discussion, scope);
  if (place === null) return;
  const message: Message = { version: VERSION, place, kind, data };
  try {
    open()?.postMessage(message);
  } catch {
    // What cannot be copied stays in this tab; the others learn of it from the server.
  }
}

/** Hears what other tabs tell of the same thread or backend, until the discussion ends. */
export function hearTabs(
  discussion: Discussion,
  kind: string,
  listener: (data: unknown) => void,
  scope: Scope = 'thread',
): void {
  const known = hearers.get(discussion);
  if (!known) discussions.add(new WeakRef(discussion));
  hearers.set(discussion, [...(known ?? []), { kind, scope, listener }]);
  open();
}

function hear({ data: message }: MessageEvent<Partial<Message> | null>): void {
  if (message?.version !== VERSION) return;
  for (const reference of discussions) {
    const discussion = reference.deref();
    if (!discussion || discussion.signal.aborted) discussions.delete(reference);
    else {
      for (const { kind, scope, listener } of hearers.get(discussion) ?? []) {
        const isMeant = kind === message.kind && message.place === placeKey(discussion, scope);
        if (isMeant) listener(message.data);
      }
    }
  }
}

/** Whether there is a way to tell other tabs of a thread, or to hear of it. */
export function reachesTabs(discussion: Discussion): boolean {
  return placeKey(discussion, 'thread') !== null && open() !== null;
}

/** A backend that is an object of the page's own is no other page's. */
function placeKey(discussion: Discussion, scope: Scope): string | null {
  const { backend, thread } = placeOf(discussion);
  // No thread has an empty key.
  const of = scope === 'thread' ? thread : '';
  return typeof backend === 'string' ? keyOfPlace({ backend, thread: of }) : null;
}

function open(): BroadcastChannel | null {
  if (channel === undefined) {
    channel = openChannel(CHANNEL);
    channel?.addEventListener('message', hear);
  }
  return channel;
}
