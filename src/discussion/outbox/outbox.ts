import {
  dropEntries,
  keepEntry,
  keyAfter,
  MAX_ENTRIES,
  readOutbox,
  type Entry,
  type VoteBase,
  type Write,
} from '../../cache/outbox.js';
import type { CommentId } from '../../model/comment.js';
import { PalabreError } from '../../model/errors.js';
import type { Discussion } from '../discussion.js';
import { placeOf } from '../origin.js';
import { actorOf } from '../reader.js';
import { tellTabs } from '../tabs.js';

export type { Entry, VoteBase, Write };

/** Milliseconds after which a vote and a refused text leave, where there is no room. */
export const OLD = 14 * 24 * 3_600_000;

/** What tabs tell one another of. */
export const OUTBOX = 'outbox';

/** What is known of what readers have written for one backend and nobody has acknowledged. */
export interface Outbox {
  /** All entries, also of other threads and accounts, oldest first. */
  entries: Entry[];
  /** Those that somebody waits for, who hears what becomes of them: nobody else sends these. */
  readonly asked: Set<Entry>;
  /** Those that a call is under way for. */
  readonly sending: Set<Entry>;
  /** Those whose call takes so long that the reader is told. */
  readonly slow: Set<Entry>;
  /** Those that the device, or in its place the page, keeps. */
  readonly kept: Set<Entry>;
  /** What is over, though the device may not have forgotten it. */
  readonly over: Set<Entry['key']>;
  /** What the device answered last, if ever. */
  era: string | null;
  /** Whether the device has not answered yet, or not last: there may be more on it than is known. */
  isBlind: boolean;
  /** How often something was kept: what was read before is old. */
  changes: number;
  /** Whether what waits, waits for its author to sign in again. */
  needsLogin: boolean;
}

const boxes = new WeakMap<Discussion, Outbox>();

/**
 * The objects that the entries of this page were written for: those of one that is no address are
 * told apart by nothing else, and never sent to another.
 */
const origins = new Map<Entry['key'], string | object>();

export function outboxOf(discussion: Discussion): Outbox {
  let box = boxes.get(discussion);
  if (!box) {
    box = {
      entries: [],
      asked: new Set(),
      sending: new Set(),
      slow: new Set(),
      kept: new Set(),
      over: new Set(),
      era: null,
      isBlind: true,
      changes: 0,
      needsLogin: false,
    };
    boxes.set(discussion, box);
  }
  return box;
}

/** What the reader wrote, in this thread or elsewhere, and waits or was refused; oldest first. */
export function ownEntries(discussion: Discussion): Entry[] {
  const actor = actorOf(discussion) ?? null;
  return outboxOf(discussion).entries.filter(({ by }) => by === actor);
}

/** What may be sent while this reader reads: what nobody's account wrote is sent as nobody's. */
export function sendableEntries(discussion: Discussion): Entry[] {
  const actor = actorOf(discussion) ?? null;
  return outboxOf(discussion).entries.filter(({ by }) => by === null || by === actor);
}

/** What other accounts wrote on this device: that there is something is all that anybody else sees. */
export function othersEntries(discussion: Discussion): Entry[] {
  const actor = actorOf(discussion) ?? null;
  return outboxOf(discussion).entries.filter(({ by }) => by !== null && by !== actor);
}

/** What the reader wrote on one comment of this thread, the same way. */
export function entriesOf(discussion: Discussion, comment: CommentId): Entry[] {
  return ownEntries(discussion).filter(
    (entry) => entry.write.comment === comment && isHere(discussion, entry),
  );
}

/** Whether it answers a comment of the reader's own that was not accepted: it goes after that or not at all. */
export function isBehindRefused(discussion: Discussion, { write, by }: Entry): boolean {
  if (write.kind !== 'comment' || write.parent === null) return false;
  const answered = outboxOf(discussion).entries.find(
    (other) =>
      other.by === by && other.write.kind === 'comment' && other.write.comment === write.parent,
  );
  return !!answered && (answered.refused !== null || isBehindRefused(discussion, answered));
}

/** The comment that has to be there for a write; `null`: none. */
export function neededBy(write: Write): CommentId | null {
  return write.kind === 'comment' ? write.parent : write.comment;
}

export function isHere({ thread }: Discussion, entry: Entry): boolean {
  return entry.thread.key === thread.key;
}

/**
 * Notes what the reader wrote, before {@link keep} lets it last.
 * @throws PalabreError `wait` where too much waits already
 */
export function add(discussion: Discussion, write: Write): Entry {
  const box = outboxOf(discussion);
  makeRoom(discussion);
  const entry: Entry = {
    key: keyAfter(placeOf(discussion).backend, box.entries),
    thread: discussion.thread,
    by: actorOf(discussion) ?? null,
    write,
    at: Date.now(),
    attempts: 0,
    refused: null,
    base: null,
  };
  origins.set(entry.key, placeOf(discussion).backend);
  box.entries = [...box.entries, entry];
  return entry;
}

/** Lets an entry last, as it now is, and the other tabs know. Never rejects. */
export async function keep(discussion: Discussion, entry: Entry): Promise<void> {
  const box = outboxOf(discussion);
  if (box.over.has(entry.key)) return;
  box.changes += 1;
  box.kept.delete(entry);
  await keepEntry(placeOf(discussion).backend, entry);
  box.changes += 1;
  if (box.over.has(entry.key)) await dropEntries(entry);
  else box.kept.add(entry);
  tellTabs(discussion, OUTBOX, null, 'backend');
}

/** Forgets entries: they are acknowledged, or not wanted any more. */
export async function forget(discussion: Discussion, ...entries: Entry[]): Promise<void> {
  const box = outboxOf(discussion);
  for (const entry of entries) {
    box.over.add(entry.key);
    box.kept.delete(entry);
    origins.delete(entry.key);
  }
  box.entries = box.entries.filter((entry) => !entries.includes(entry));
  await dropEntries(...entries);
}

/** An entry, and what it was before it came under another id. */
export type Moved = [entry: Entry, was: Entry];

/** What a look at the device has brought. */
export interface News {
  /** What other tabs have settled. */
  settled: Entry[];
  /** What other tabs send under another id now, as it was. */
  moved: Moved[];
  isChanged: boolean;
}

/** Learns what other tabs, and earlier pages, have left on the device or taken from it. */
export async function look(discussion: Discussion): Promise<News> {
  const box = outboxOf(discussion);
  const before = box.changes;
  const { entries, over, era } = await readOutbox(placeOf(discussion).backend);
  const stale = entries.filter(({ key }) => box.over.has(key));
  const found = new Map(entries.map((entry) => [entry.key, entry]));
  const isCurrent = before === box.changes;
  const isSame = era !== null && era === box.era;
  const missed = box.entries.filter((entry) => !found.has(entry.key));
  const isOver = ({ key }: Entry): boolean => over.has(key);
  const lost = missed.filter((entry) => isCurrent && box.kept.has(entry) && !isOver(entry));
  const settled = isSame ? [...missed.filter(isOver), ...lost] : missed.filter(isOver);
  // What this page sends, it hears of itself.
  const gone = settled.filter((entry) => !box.sending.has(entry));
  // Of what the device has forgotten as a whole, nothing is settled: it is to keep that again.
  if (!isSame && era !== null) for (const entry of lost) void keep(discussion, entry);
  if (era !== null && isCurrent) box.era = era;
  box.isBlind = era === null;
  // What is not there may come again: only who has sent it knows that it is over.
  for (const entry of gone) box.kept.delete(entry);
  const known = box.entries.filter((entry) => !gone.includes(entry));
  const moved: Moved[] = [];
  let isChanged = gone.length > 0;
  for (const entry of isCurrent ? known : []) {
    const { refused, write, attempts } = found.get(entry.key) ?? entry;
    if (!box.kept.has(entry) || (entry.refused === refused && isSameWrite(entry.write, write)))
      continue;
    if (write.comment !== entry.write.comment) moved.push([entry, { ...entry }]);
    Object.assign(entry, { refused, write, attempts });
    isChanged = true;
  }
  const keys = new Set(known.map(({ key }) => key));
  const fresh = entries.filter(({ key }) => !keys.has(key) && !box.over.has(key));
  const own = fresh.filter((entry) => isOurs(discussion, entry));
  own.forEach((entry) => box.kept.add(entry));
  // Whoever has read before, and comes later, knows nothing of these.
  if (own.length > 0) box.changes += 1;
  box.entries = [...known, ...own].sort((one, other) => (one.key < other.key ? -1 : 1));
  if (stale.length > 0) await dropEntries(...stale);
  return { settled: gone, moved, isChanged: isChanged || own.length > 0 };
}

function isSameWrite(one: Write, other: Write): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What was written for another object than this one is that one's; after a reload nobody knows. */
function isOurs(discussion: Discussion, entry: Entry): boolean {
  const { backend } = placeOf(discussion);
  if (typeof backend === 'string') return true;
  return origins.has(entry.key) ? origins.get(entry.key) === backend : isHere(discussion, entry);
}

/**
 * A deletion that was refused leaves first, the oldest one; then what nobody may ever come back for:
 * a vote or a refused text of long ago. What else may yet be sent, or mended, never does.
 */
function makeRoom(discussion: Discussion): void {
  const { entries, sending } = outboxOf(discussion);
  if (entries.length < MAX_ENTRIES) return;
  const isLost = ({ refused, write }: Entry): boolean => refused !== null && !('source' in write);
  const isOld = (entry: Entry): boolean =>
    Date.now() - entry.at > OLD &&
    !sending.has(entry) &&
    (entry.write.kind === 'vote' || entry.refused !== null);
  const least = entries.find(isLost) ?? entries.find(isOld);
  if (!least) throw new PalabreError('wait', 'Too much waits to be sent already');
  void forget(discussion, least);
}
