import { readReading, writeReading, type Reading } from '../../cache/reading.js';
import type { Discussion } from '../discussion.js';
import { placeOf } from '../origin.js';

export type { Reading };

/** Where the reader of this tab was reading when they left the thread; `null` for nowhere in it. */
export function lastReading(discussion: Discussion): Reading | null {
  return readReading(placeOf(discussion));
}

export function noteReadingPlace(discussion: Discussion, reading: Reading | null): void {
  writeReading(placeOf(discussion), reading);
}
