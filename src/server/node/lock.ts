import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { StartError } from './start-error.js';

interface Holder {
  pid: number;
  /** When that process began, in the system's own unit; `null` where the system does not say. */
  begin: string | null;
}

/**
 * Takes the lock `path` for this process, or says who has it. Two processes on one PGlite folder
 * silently lose rows, so only a dead holder's lock is taken over.
 *
 * @returns gives the lock back
 */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  const mine = JSON.stringify({ pid: process.pid, begin: beginOf(process.pid) } satisfies Holder);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, mine);
  try {
    if (!(await linked(draft, path))) await takeOver(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    if ((await readOrNull(path)) === mine) await rm(path, { force: true });
  };
}

/** Only one process at a time may judge a lock dead: otherwise two could replace it in turn. */
async function takeOver(draft: string, path: string): Promise<void> {
  const guard = `${path}.takeover`;
  if (!(await linked(draft, guard))) {
    const rival = parseHolder(await readOrNull(guard));
    if (rival !== null && isAlive(rival)) throw heldBy(rival, path);
    await rm(guard, { force: true });
    if (!(await linked(draft, guard))) throw heldBy(null, path);
  }
  try {
    const holder = parseHolder(await readOrNull(path));
    if (holder !== null && isAlive(holder)) throw heldBy(holder, path);
    await rename(draft, path);
  } finally {
    await rm(guard, { force: true });
  }
}

function heldBy(holder: Holder | null, path: string): StartError {
  const who = holder === null ? 'another process' : `process ${holder.pid}`;
  return new StartError(`The data folder is in use by ${who} (lock file ${path}).`);
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readOrNull(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}

function parseHolder(text: string | null): Holder | null {
  try {
    const holder = JSON.parse(text ?? 'null') as Partial<Holder> | null;
    return typeof holder?.pid === 'number'
      ? { pid: holder.pid, begin: holder.begin ?? null }
      : null;
  } catch {
    return null;
  }
}

function isAlive({ pid, begin }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = beginOf(pid);
  return begin === null || now === null || begin === now;
}

/** The start time of a process: tells it from a later one with the same number (Linux only). */
function beginOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
