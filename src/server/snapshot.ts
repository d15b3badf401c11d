import { createHash } from 'node:crypto';

/** A public answer as it goes out. */
export interface Snapshot {
  body: string;
  etag: string;
}

export interface Snapshots {
  /**
   * The answer `name` about `thread` (`null`: about the whole site), kept from the last time or
   * made by `load`. Readers who ask at once share one load.
   */
  get(thread: string | null, name: string, load: () => Promise<unknown>): Promise<Snapshot>;
  /** After a write: what is kept of this thread, and of the whole site, is no longer true. */
  drop(thread: string): void;
}

export interface SnapshotOptions {
  /** Milliseconds after which an answer is looked at again; Infinity if nobody else writes. */
  maxAge: number;
  /** A thread's revision in the database; an answer about a thread lives on while it stays. */
  revisionOf: (thread: string) => Promise<number>;
  now?: () => number;
}

interface Entry {
  snapshot: Promise<Snapshot>;
  /** The thread's revision before the load began. */
  revision: Promise<number>;
  checkedAt: number;
}

/** Characters of all kept answers together, about their bytes. */
const MAX_SIZE = 64 * 2 ** 20;
const MAX_ENTRIES = 2_000;
const SITE = '\0site';

/**
 * Keeps public answers in memory: a thread that nobody changes is read without the database, or
 * with one look at its revision every `maxAge`. A thread's answers live in one map that a write
 * throws away whole, so a load that began before the write cannot bring the old state back.
 */
export function createSnapshots(options: SnapshotOptions): Snapshots {
  const { maxAge, revisionOf, now = Date.now } = options;
  const groups = new Map<string, Map<string, Entry>>();
  let size = 0;
  let count = 0;
  const sizes = new WeakMap<Entry, number>();

  function forget(group: string): void {
    const entries = groups.get(group);
    if (entries === undefined) return;
    groups.delete(group);
    for (const entry of entries.values()) {
      size -= sizes.get(entry) ?? 0;
      count -= 1;
    }
  }

  function makeRoom(): void {
    for (const group of groups.keys()) {
      if (size <= MAX_SIZE && count <= MAX_ENTRIES) return;
      forget(group);
    }
  }

  async function isCurrent(group: string, entry: Entry): Promise<boolean> {
    if (now() - entry.checkedAt <= maxAge) return true;
    if (group === SITE) return false;
    const asked = now();
    if ((await revisionOf(group)) !== (await entry.revision)) return false;
    entry.checkedAt = asked;
    return true;
  }

  function start(group: string, name: string, load: () => Promise<unknown>): Promise<Snapshot> {
    const entries = groups.get(group) ?? new Map<string, Entry>();
    groups.delete(group);
    groups.set(group, entries);
    const revision = group === SITE || maxAge === Infinity ? Promise.resolve(0) : revisionOf(group);
    const entry: Entry = {
      revision,
      snapshot: revision.then(load).then(toSnapshot),
      checkedAt: now(),
    };
    if (!entries.has(name)) count += 1;
    else size -= sizes.get(entries.get(name) as Entry) ?? 0;
    entries.set(name, entry);
    const isKept = (): boolean => groups.get(group)?.get(name) === entry;
    entry.snapshot.then(
      ({ body }) => {
        if (!isKept()) return;
        sizes.set(entry, body.length);
        size += body.length;
        makeRoom();
      },
      () => {
        if (!isKept()) return;
        entries.delete(name);
        count -= 1;
      },
    );
    return entry.snapshot;
  }

  return {
    async get(thread, name, load) {
      const group = thread ?? SITE;
      const entries = groups.get(group);
      const entry = entries?.get(name);
      if (entries !== undefined && entry !== undefined && (await isCurrent(group, entry))) {
        if (groups.get(group) === entries) {
          groups.delete(group);
          groups.set(group, entries);
          return entry.snapshot;
        }
      }
      const newer = groups.get(group)?.get(name);
      return newer !== undefined && newer !== entry ? newer.snapshot : start(group, name, load);
    },
    drop(thread) {
      forget(thread);
      forget(SITE);
    },
  };
}

/** A value as it goes out. */
export function toSnapshot(value: unknown): Snapshot {
  const body = JSON.stringify(value);
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return { body, etag: `"${hash}"` };
}
