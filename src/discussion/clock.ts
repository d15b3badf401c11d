import type { Timestamp } from '../model/comment.js';
import type { Discussion } from './discussion.js';

/** What the backend's clock was, and when that was on the page's own clock, in milliseconds. */
interface Reading {
  time: number;
  at: number;
}

const readings = new WeakMap<Discussion, Reading>();

/** Notes what the backend's clock says at this moment; `null` where it does not say. */
export function setClock(discussion: Discussion, now: Timestamp | null): void {
  if (now === null) readings.delete(discussion);
  else readings.set(discussion, { time: Date.parse(now), at: performance.now() });
}

/**
 * The backend's time, in milliseconds since 1970: it has gone on as the page's own clock has, which
 * nobody sets. The device's time, which may be wrong by days, where the backend says none.
 */
export function backendTime(discussion: Discussion): number {
  const reading = readings.get(discussion);
  return reading ? reading.time + performance.now() - reading.at : Date.now();
}
