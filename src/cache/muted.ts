import { readKept, writeKept } from './device.js';

/** Whom this device's reader does not wish to read. */
export interface MutedReader {
  /** The public id of the account. */
  id: string;
  name: string;
}

/** As many as are remembered; the first ones leave first. */
export const MAX_MUTED = 500;

const NAME = 'muted';

export function readMuted(): MutedReader[] {
  const kept = readKept(NAME);
  return Array.isArray(kept) ? kept.filter(isReader) : [];
}

export function mute({ id, name }: MutedReader): void {
  const others = readMuted().filter((reader) => reader.id !== id);
  writeKept(NAME, [...others, { id, name }].slice(-MAX_MUTED));
}

export function unmute(id: string): void {
  writeKept(
    NAME,
    readMuted().filter((reader) => reader.id !== id),
  );
}

function isReader(value: unknown): value is MutedReader {
  const { id, name } = (value ?? {}) as Partial<Record<keyof MutedReader, unknown>>;
  return typeof id === 'string' && typeof name === 'string';
}
