import { readKept, writeKept } from './device.js';

/** When a thread was read on this device. */
interface Visit {
  thread: string;
  /** The time of the newest comment that had been seen before this visit; `null` at the first one. */
  since: string | null;
  /** That of the newest one seen so far. Both are the server's times. */
  newest: string;
  /** The device's time, in milliseconds. */
  at: number;
}

/** Threads that are remembered; those read longest ago leave first. */
export const MAX_VISITS = 200;
/** Milliseconds without a look at a thread, after which the next one is another visit. */
export const VISIT_GAP = 30 * 60_000;

const NAME = 'visits';

/**
 * Notes that a thread is read, whose newest comment seen is of the time `newest`, and answers since
 * when what is in it is new to the reader; `null` at the first visit, when everything would be.
 */
export function noteVisit(thread: string, newest: string, now: number = Date.now()): string | null {
  const visits = readVisits();
  const before = visits.find((visit) => visit.thread === thread);
  // A clock that was set back makes no visit of a reload.
  const goesOn = before !== undefined && Math.abs(now - before.at) < VISIT_GAP;
  const since = goesOn ? before.since : (before?.newest ?? null);
  const seen = before && before.newest > newest ? before.newest : newest;
  const others = visits.filter((visit) => visit.thread !== thread);
  const visit: Visit = { thread, since, newest: seen, at: now };
  writeKept(NAME, [visit, ...others].slice(0, MAX_VISITS));
  return since;
}

/** Forgets that a thread was ever read. */
export function forgetVisit(thread: string): void {
  const visits = readVisits();
  const others = visits.filter((visit) => visit.thread !== thread);
  if (others.length < visits.length) writeKept(NAME, others);
}

function readVisits(): Visit[] {
  const kept = readKept(NAME);
  return Array.isArray(kept) ? kept.filter(isVisit) : [];
}

function isVisit(value: unknown): value is Visit {
  const { thread, since, newest, at } = (value ?? {}) as Partial<Record<keyof Visit, unknown>>;
  return (
    typeof thread === 'string' &&
    typeof newest === 'string' &&
    typeof at === 'number' &&
    (since === null || typeof since === 'string')
  );
}
