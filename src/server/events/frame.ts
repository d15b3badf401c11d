import type { ThreadChanges } from '../../model/thread.js';
import type { Bytes } from '../encoding.js';
import type { Snapshot } from '../snapshot.js';

/** Server-sent events as they go out (https://html.spec.whatwg.org/multipage/server-sent-events.html). */

/** An answer of `changes`, as an event. */
export interface Batch {
  chunk: Bytes;
  /** Up to where it reaches… */
  revision: number;
  /** …and whether there is more. */
  more: boolean;
  /** Where the thread stood when it was read. */
  latest: number;
}

/** Milliseconds after which a client comes back, and as much again at most, so that not all come at once. */
const RETRY_MS = 2_000;

/** A comment: it keeps the connection, and what is between, from taking silence for the end. */
export const HEARTBEAT = bytesOf(':\n\n');

/** The first line, from which client and proxies know at once that it has begun. */
export function opening(): Bytes {
  return bytesOf(`${retryLine()}\n`);
}

/** The last line of a server that ends: come back, to whoever is there then. */
export function farewell(): Bytes {
  return bytesOf(`: The server is ending.\n${retryLine()}\n`);
}

/** What goes out to everybody who reads one answer is made once. */
const batches = new WeakMap<Snapshot, Batch>();

export function toBatch(snapshot: Snapshot): Batch {
  let batch = batches.get(snapshot);
  if (batch === undefined) batches.set(snapshot, (batch = frame(snapshot)));
  return batch;
}

/** JSON has no line breaks but escaped ones: it is one `data` line. */
function frame({ body }: Snapshot): Batch {
  const text = new TextDecoder().decode(body);
  const { thread, revision, more } = JSON.parse(text) as ThreadChanges;
  const chunk = bytesOf(`id: ${revision}\nevent: changes\ndata: ${text}\n\n`);
  return { chunk, revision, more, latest: thread.revision };
}

function retryLine(): string {
  return `retry: ${Math.round(RETRY_MS * (1 + Math.random()))}\n`;
}

function bytesOf(text: string): Bytes {
  return new TextEncoder().encode(text);
}
