import { createHash } from 'node:crypto';
import { PalabreError } from '../model/errors.js';
import type { Ageing } from './ageing.js';
import { encode, type Bytes, type Encoding } from './encoding.js';
import { createBreaker, type BreakerOptions } from './operation/breaker.js';
import type { Observer } from './types.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** What a load answers that is no JSON. */
export class TextAnswer {
  readonly type: string;
  readonly text: string;

  /** @param type the media type, with its charset */
  constructor(type: string, text: string) {
    this.type = type;
    this.text = text;
  }
}

/** A public answer as it goes out. */
export interface Snapshot {
  body: Bytes;
  /** The media type. */
  type: string;
  etag: string;
  /** The body in an encoding, made once; a body that is too small for it stays plain. */
  encoded(encoding: Encoding): Promise<Bytes> | null;
}

export interface Answer {
  snapshot: Snapshot;
  /**
   * Seconds since the database last confirmed it, for an answer that is older than it should be
   * since the database is away.
   */
  stale: number | null;
}

/** Makes an answer, and says when it will be another one though nobody writes. */
export type Load = (ageing: Ageing) => Promise<unknown>;

export interface Snapshots {
  /**
   * The answer `name` about `thread` (`null`: about the whole site), kept from the last time or
   * made by `load`. Readers who ask at once share one load.
   */
  get(thread: string | null, name: string, load: Load): Promise<Answer>;
  /** After a write: what is kept of this thread, and of the whole site, is no longer true. */
  drop(thread: string): void;
  /** Threads about which something is kept or being loaded. */
  threads(): number;
}

export interface SnapshotOptions {
  /**
   * Milliseconds after which an answer is looked at again; Infinity if nobody else writes. It may
   * change meanwhile.
   */
  readonly maxAge: number;
  /** Milliseconds beyond that for which it may stand in while the database is away. */
  maxOutage: number;
  /** A thread's revision in the database; an answer about a thread lives on while it stays. */
  revisionOf: (thread: string) => Promise<number>;
  /** Whether a failure is the database's, and what is kept may stand in. */
  isNotNow: (error: unknown) => boolean;
  isLost: BreakerOptions['isLost'];
  onLost?: BreakerOptions['onChange'];
  onRead?: Observer['onSnapshot'];
  now?: () => number;
}

interface Kept {
  snapshot: Snapshot;
  /** The thread's revision before the load began. */
  revision: number;
  /** When the database was last asked about it. */
  confirmedAt: number;
  /** When it has to be made anew, whatever the revision. */
  until: number;
}

interface Slot {
  kept: Kept | null;
  refresh: { startedAt: number; done: Promise<Kept> } | null;
}

/** Bytes of all kept answers together, before their compression. */
const MAX_SIZE = 64 * 2 ** 20;
const MAX_ENTRIES = 2_000;
const SITE = '\0site';

/** Milliseconds between two answers of which only time has made the second another one. */
const AGEING_STEP = 2_000;

/**
 * Keeps public answers in memory: a thread that nobody changes is read without the database, or
 * with one look at its revision every `maxAge`. A thread's answers live in one map that a write
 * throws away whole, so a load that began before the write cannot bring the old state back. What
 * changes by time alone is loaded anew at most two seconds after that. While
 * the database is away, what is kept stands in for `maxOutage`.
 */
export function createSnapshots(options: SnapshotOptions): Snapshots {
  const { maxOutage, revisionOf, isNotNow, isLost, now = Date.now } = options;
  const { onLost = () => {}, onRead = () => {} } = options;
  const breaker = createBreaker({ isLost, now, onChange: onLost });
  const groups = new Map<string, Map<string, Slot>>();
  let size = 0;
  let count = 0;

  function forget(group: string): void {
    for (const { kept } of groups.get(group)?.values() ?? []) {
      size -= kept?.snapshot.body.byteLength ?? 0;
      count -= 1;
    }
    groups.delete(group);
  }

  function makeRoom(): void {
    for (const group of groups.keys()) {
      if (size <= MAX_SIZE && count <= MAX_ENTRIES) return;
      forget(group);
    }
  }

  /** The place of an answer; its group is now the one used last. */
  function slotOf(group: string, name: string): Slot {
    const slots = groups.get(group) ?? new Map<string, Slot>();
    groups.delete(group);
    groups.set(group, slots);
    let slot = slots.get(name);
    if (slot === undefined) {
      slot = { kept: null, refresh: null };
      slots.set(name, slot);
      count += 1;
    }
    return slot;
  }

  const isIn = (group: string, name: string, slot: Slot): boolean =>
    groups.get(group)?.get(name) === slot;

  async function confirmOrLoad(group: string, name: string, slot: Slot, load: Load): Promise<Kept> {
    const confirmedAt = now();
    const isLooked = group !== SITE && options.maxAge !== Infinity;
    const revision = isLooked ? await revisionOf(group) : 0;
    const before = slot.kept;
    if (isLooked && before?.revision === revision && confirmedAt < before.until) {
      onRead('confirmed');
      return (slot.kept = { ...before, confirmedAt });
    }
    let until = Infinity;
    const answer = await load((at) => {
      until = Math.min(until, Math.max(at, confirmedAt + AGEING_STEP));
    });
    const kept = { snapshot: toSnapshot(answer), revision, confirmedAt, until };
    onRead('loaded');
    if (isIn(group, name, slot)) {
      size += kept.snapshot.body.byteLength - (slot.kept?.snapshot.body.byteLength ?? 0);
      slot.kept = kept;
      makeRoom();
    }
    return kept;
  }

  function refresh(
    group: string,
    name: string,
    slot: Slot,
    load: Load,
  ): NonNullable<Slot['refresh']> {
    if (slot.refresh !== null && now() - slot.refresh.startedAt <= options.maxAge)
      return slot.refresh;
    const done = breaker.run(() => confirmOrLoad(group, name, slot, load));
    const own = { startedAt: now(), done };
    slot.refresh = own;
    const end = (): void => {
      if (slot.refresh === own) slot.refresh = null;
      if (slot.kept !== null || slot.refresh !== null || !isIn(group, name, slot)) return;
      // A key that only ever fails leaves nothing behind: anybody can think of many.
      const slots = groups.get(group);
      slots?.delete(name);
      if (slots?.size === 0) groups.delete(group);
      count -= 1;
    };
    done.then(end, end);
    return own;
  }

  return {
    async get(thread, name, load) {
      const { maxAge } = options;
      const group = thread ?? SITE;
      const slot = slotOf(group, name);
      const { kept } = slot;
      const age = kept === null ? Infinity : now() - kept.confirmedAt;
      if (kept !== null && age <= maxAge && now() < kept.until) {
        onRead('kept');
        return { snapshot: kept.snapshot, stale: null };
      }
      if (kept === null || age > maxAge + maxOutage) {
        return { snapshot: (await refresh(group, name, slot, load).done).snapshot, stale: null };
      }
      // While one refresh is waited for in vain, another one would only be in its way.
      const { startedAt, done } = slot.refresh ?? refresh(group, name, slot, load);
      try {
        const patience = PATIENCE_MS - (now() - startedAt);
        return { snapshot: (await within(patience, done)).snapshot, stale: null };
      } catch (error) {
        if (!isNotNow(error) || !isIn(group, name, slot)) throw error;
        onRead('stale');
        return { snapshot: kept.snapshot, stale: Math.floor((now() - kept.confirmedAt) / 1_000) };
      }
    },
    drop(thread) {
      forget(thread);
      forget(SITE);
    },
    threads: () => groups.size - (groups.has(SITE) ? 1 : 0),
  };
}

/** Milliseconds after which a reader gets what is kept, and not the database's answer. */
const PATIENCE_MS = 1_500;

function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new PalabreError('unavailable', 'The database is slow.', { retryAfter: 1 }));
    }, milliseconds);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Below that, a compressed answer is hardly smaller. */
const MIN_ENCODED = 1_024;

/** Close to the best ratio at a fraction of its time: an answer may live for a second only. */
const BROTLI_QUALITY = 5;

/** A value as it goes out: as JSON, unless it says otherwise. */
export function toSnapshot(value: unknown): Snapshot {
  const { type, text } =
    value instanceof TextAnswer ? value : { type: JSON_TYPE, text: JSON.stringify(value) };
  const body = new TextEncoder().encode(text);
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  const made: Partial<Record<Encoding, Promise<Bytes>>> = {};
  return {
    body,
    type,
    etag: `"${hash}"`,
    encoded: (encoding) =>
      body.byteLength < MIN_ENCODED
        ? null
        : (made[encoding] ??= encode(encoding, body, BROTLI_QUALITY)),
  };
}
