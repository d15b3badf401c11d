import { keyOfPlace, type ThreadPlace } from './place.js';

/** Where in the window somebody was reading. */
export interface Reading {
  /** The first comment of which something was in sight. */
  comment: string;
  /** How far its upper edge was below that of the window, in CSS pixels. */
  top: number;
}

/** Threads of one tab that are remembered; those left first leave first. */
export const MAX_READINGS = 20;

const NAME = 'palabre-reading';

/** Remembers it for as long as the tab lasts, if the browser does; `null` forgets. */
export function writeReading(place: ThreadPlace, reading: Reading | null): void {
  const key = keyOfPlace(place);
  const others = readAll().filter(([other]) => other !== key);
  if (reading) others.push([key, reading.comment, reading.top]);
  try {
    sessionStorage.setItem(NAME, JSON.stringify(others.slice(-MAX_READINGS)));
  } catch {
    // The page begins at its top then.
  }
}

export function readReading(place: ThreadPlace): Reading | null {
  const found = readAll().find(([key]) => key === keyOfPlace(place));
  return found ? { comment: found[1], top: found[2] } : null;
}

type Entry = [key: string, comment: string, top: number];

/** Whatever else may stand under our name is nobody's place. */
function readAll(): Entry[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(NAME) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(value: unknown): value is Entry {
  const [key, comment, top] = Array.isArray(value) ? (value as unknown[]) : [];
  return typeof key === 'string' && typeof comment === 'string' && Number.isFinite(top);
}
