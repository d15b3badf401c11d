import { change, read, remove, write } from './database.js';
import { mark, unmark } from './marks.js';
import { keyOfPlace, type ThreadPlace } from './place.js';
import { leaveRoom, noteRead, noteRemoved, THREADS, type Limits } from './shelf.js';
import { asKeptThread, merged, toRecord, type KeptThread } from './thread-record.js';

export type { KeptThread, Limits };

/*
 * Threads that were read on this device, as everybody may see them.
 */

/** Whether a backend has an address elsewhere: what is an object or in the browser needs no keeping. */
export function isDistant({ backend }: ThreadPlace): boolean {
  return typeof backend === 'string' && !/^\s*local:/.test(backend);
}

/**
 * What is kept of a thread; `null` for nothing, for what cannot be read whole, and for what its
 * backend has not confirmed for longer than some days: such records are removed.
 */
export async function readThread(
  place: ThreadPlace,
  days: number,
  now: number = Date.now(),
): Promise<KeptThread | null> {
  const kept = asKeptThread(await read(nameOf(place)));
  // A clock that was set back makes no record last longer.
  if (kept && Math.abs(now - kept.at) < days * 24 * 3_600_000) return kept;
  await removeThread(place);
  return null;
}

/** What is being written, by the thread's key. */
const underWay = new Map<string, Promise<void>>();

/** Keeps a thread, and lets those go that were read longest ago, if there are too many. */
export async function writeThread(
  place: ThreadPlace,
  kept: KeptThread,
  limits: Limits,
  now: number = Date.now(),
): Promise<void> {
  const key = keyOfPlace(place);
  const work = keep(place, kept, limits, now);
  underWay.set(key, work);
  await work;
  if (underWay.get(key) === work) underWay.delete(key);
}

async function keep(
  place: ThreadPlace,
  kept: KeptThread,
  limits: Limits,
  now: number,
): Promise<void> {
  const key = keyOfPlace(place);
  const name = nameOf(place);
  let record: object = {};
  const isKept = await change(name, (old) => (record = toRecord(merged(kept, asKeptThread(old)))));
  if (!isKept) {
    // What the device is too full to replace may hold a text that was withdrawn since.
    await remove(name);
    await write(name, record);
  }
  const size = JSON.stringify(record).length;
  mark(place.backend as string, place.thread, key);
  const left = await leaveRoom({ key, size, used: now }, limits);
  unmark((gone) => left.includes(gone));
}

/** Notes that a kept thread is read, so that it does not leave. */
export async function touchThread(place: ThreadPlace, now: number = Date.now()): Promise<void> {
  await noteRead(keyOfPlace(place), now);
}

/** Forgets a thread, and what is being written of it. */
export async function removeThread(place: ThreadPlace): Promise<void> {
  const key = keyOfPlace(place);
  await underWay.get(key);
  unmark((name) => name === key);
  // What the device cannot forget is not to be read all the same.
  if (!(await remove(nameOf(place)))) await write(nameOf(place), null);
  await noteRemoved(key);
}

function nameOf(place: ThreadPlace): string {
  return THREADS + keyOfPlace(place);
}
