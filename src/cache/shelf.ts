import { change, findKeys, read, remove } from './database.js';
import { asKeptThread } from './thread-record.js';

/** What the keys of threads begin with. */
export const THREADS = 'thread ';

/** Says of each thread how large it is, so that nobody has to read them all to know. */
const INDEX = 'threads';

/** What is kept at most; 50 threads and 20 MB unless a page says otherwise. */
export interface Limits {
  threads: number;
  /** Of JSON. */
  bytes: number;
}

interface Entry {
  key: string;
  /** As JSON, in bytes or a little less. */
  size: number;
  /** When it was last read; the device's time in milliseconds. */
  used: number;
}

/**
 * Notes what was just kept, and removes what was read longest ago, until the rest fits. Where the
 * index and the records are out of step, the records are right.
 * @returns the keys of all that is not kept any more
 */
export async function leaveRoom(kept: Entry, limits: Limits): Promise<string[]> {
  const keys = (await findKeys(THREADS)).map((name) => name.slice(THREADS.length));
  const known = new Set(asIndex(await read(INDEX)).map(({ key }) => key));
  const strays = keys.filter((key) => key !== kept.key && !known.has(key));
  const found = await Promise.all(strays.map(entryOf));
  let leaving: string[] = [];
  await change(INDEX, (old) => {
    const before = asIndex(old);
    const entries = [...found, ...before]
      .filter(({ key }) => key !== kept.key && keys.includes(key))
      .concat(kept);
    const staying = fitting(entries, limits);
    const stay = new Set(staying.map(({ key }) => key));
    leaving = [...before, ...entries].map(({ key }) => key).filter((key) => !stay.has(key));
    return staying;
  });
  await remove(...leaving.map((key) => THREADS + key));
  return leaving;
}

/** Notes when a thread was read. */
export async function noteRead(key: string, used: number): Promise<void> {
  await change(INDEX, (old) =>
    asIndex(old).map((entry) => (entry.key === key ? { ...entry, used } : entry)),
  );
}

/** Forgets of a thread that it was kept. */
export async function noteRemoved(key: string): Promise<void> {
  await change(INDEX, (old) => asIndex(old).filter((entry) => entry.key !== key));
}

/** Those that were read last, as many as there is room for. */
function fitting(entries: Entry[], { threads, bytes }: Limits): Entry[] {
  const lastFirst = entries.sort((one, other) => other.used - one.used).slice(0, threads);
  let sum = 0;
  return lastFirst.filter(({ size }) => (sum += size) <= bytes);
}

/** Of a record that a page wrote as it ended, or another version of this. */
async function entryOf(key: string): Promise<Entry> {
  const kept = asKeptThread(await read(THREADS + key));
  return { key, size: JSON.stringify(kept).length, used: kept?.at ?? 0 };
}

function asIndex(value: unknown): Entry[] {
  if (!Array.isArray(value)) return [];
  return (value as Partial<Entry>[]).filter(
    (entry): entry is Entry =>
      typeof entry?.key === 'string' && Number.isFinite(entry.size) && Number.isFinite(entry.used),
  );
}
