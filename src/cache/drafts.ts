import { absoluteAddress } from './address.js';

/*
 * Texts that are not sent yet, kept on the device. In `localStorage`, whose calls are over when they
 * return: a page may be left for a login, or crash, right after a key, and what waits for a promise
 * then is lost. A text is at most some kilobytes, and there are few of them.
 *
 * Each has an entry of its own, so that two tabs that write in different places never overwrite
 * one another.
 */

export interface Draft {
  text: string;
  /** The comment's id, once sending was tried with it; empty before. */
  id: string;
  /** The text that was sent with that id, and may have been written; `null` for none. */
  attempted: string | null;
  /** The account that tried; `null` for none. */
  by: string | null;
}

/** Where a draft belongs. */
export interface DraftPlace {
  /** Its address, or an object of the page's own: all of these count as one. */
  backend: string | object;
  /** The thread's key. */
  thread: string;
  /** The comment that it answers; `null` at the top level. */
  parent: string | null;
  /** The public id of the account that wrote it; `null` for whoever has none. */
  account: string | null;
}

/** Drafts on one device; the oldest leave first. */
export const MAX_DRAFTS = 50;
/** Milliseconds. */
export const DRAFT_LIFE = 30 * 24 * 3_600_000;

const PREFIX = 'palabre-draft ';

type Entry = Draft & {
  at: number;
  /** When it was first found too old: that may have been the clock alone. */
  old?: number;
};

/** What the device would not keep, for as long as the page lasts. */
const unkept = new Map<string, Entry>();

export function readDraft(place: DraftPlace): Draft | null {
  return entryOf(keyOf(place));
}

/** Answers whether the device keeps it; where it does not, the page does. */
export function writeDraft(place: DraftPlace, draft: Draft, now: number = Date.now()): boolean {
  const key = keyOf(place);
  const entry: Entry = { ...draft, at: now };
  unkept.delete(key);
  if (store(key, entry)) return true;
  unkept.set(key, entry);
  return false;
}

export function removeDraft(place: DraftPlace): void {
  const key = keyOf(place);
  unkept.delete(key);
  remove(key);
}

/** The comments of a thread to which an account has begun an answer, the latest first. */
export function answeredInDrafts(of: Omit<DraftPlace, 'parent'>): string[] {
  const wanted = partsOf({ ...of, parent: null });
  const matching = keys().flatMap((key): { parent: string; at: number }[] => {
    const parts = parse(key.slice(PREFIX.length));
    if (!Array.isArray(parts) || parts.length !== wanted.length) return [];
    const parent: unknown = parts[2];
    if (typeof parent !== 'string' || parent === '') return [];
    const isWanted = [0, 1, 3].every((index) => parts[index] === wanted[index]);
    const entry = isWanted ? entryOf(key) : null;
    return entry ? [{ parent, at: entry.at }] : [];
  });
  return matching.sort((one, other) => other.at - one.at).map(({ parent }) => parent);
}

/** Tells whenever another tab has changed the draft, or thrown it away. @returns ends it */
export function followDraft(place: () => DraftPlace, changed: () => void): () => void {
  const hear = ({ key }: StorageEvent): void => {
    if (key === null || key === keyOf(place())) changed();
  };
  window.addEventListener('storage', hear);
  return () => window.removeEventListener('storage', hear);
}

function keyOf(place: DraftPlace): string {
  return PREFIX + JSON.stringify(partsOf(place));
}

function partsOf({ backend, thread, parent, account }: DraftPlace): string[] {
  const address = typeof backend === 'string' ? absoluteAddress(backend) : 'object';
  return [address, thread, parent ?? '', account ?? ''];
}

function entryOf(key: string): Entry | null {
  const kept = unkept.get(key);
  if (kept) return kept;
  let value: string | null = null;
  try {
    value = localStorage.getItem(key);
  } catch {
    // A device that tells nothing has kept nothing.
  }
  const entry = value === null ? null : asEntry(parse(value));
  return entry && isAlive(key, entry) ? entry : null;
}

/** Whatever else may stand under our names is no draft. */
function asEntry(value: unknown): Entry | null {
  if (typeof value !== 'object' || value === null) return null;
  const { text, id, attempted, by, at, old } = value as Partial<Record<keyof Entry, unknown>>;
  const isName = (name: unknown): name is string | null =>
    name === null || typeof name === 'string';
  const isDraft = typeof text === 'string' && typeof id === 'string' && Number.isFinite(at);
  if (!isDraft || !isName(attempted) || !isName(by)) return null;
  const entry = { text, id, attempted, by, at: at as number };
  return Number.isFinite(old) ? { ...entry, old: old as number } : entry;
}

/** A clock that was wrong ends no life: what is found too old has as long again from then on. */
function isAlive(key: string, { at, old, ...draft }: Entry): boolean {
  const now = Date.now();
  if (now - at < DRAFT_LIFE) return true;
  if (old !== undefined) return Math.abs(now - old) < DRAFT_LIFE;
  store(key, { ...draft, at, old: now });
  return true;
}

function store(key: string, entry: Entry): boolean {
  try {
    const isNew = localStorage.getItem(key) === null;
    localStorage.setItem(key, JSON.stringify(entry));
    if (isNew) leaveRoom();
    return true;
  } catch {
    return false;
  }
}

/** Lets go what is too old, what is no draft, and the oldest of what is too much. */
function leaveRoom(): void {
  const alive = keys().flatMap((key) => {
    const entry = entryOf(key);
    if (entry) return [{ key, at: entry.at }];
    remove(key);
    return [];
  });
  const oldestFirst = alive.sort((one, other) => one.at - other.at);
  oldestFirst.slice(0, -MAX_DRAFTS).forEach(({ key }) => remove(key));
}

function remove(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // What cannot be touched was not kept either.
  }
}

function keys(): string[] {
  const found = new Set(unkept.keys());
  try {
    for (let index = 0; index < localStorage.length; index += 1) {
      found.add(localStorage.key(index)!);
    }
  } catch {
    // Those of the page are all there are.
  }
  return [...found].filter((key) => key.startsWith(PREFIX));
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
