import { count, id, nullable, oneOf, record, scalar, string } from '../backend/parse/values.js';
import type { Author, CommentId, VoteValue } from '../model/comment.js';
import { ERROR_CODES, type ErrorCode } from '../model/error-codes.js';
import { newId } from '../model/new-id.js';
import { REPORT_REASONS, type ReportNotice, type ReportReason } from '../model/report.js';
import type { ThreadRef } from '../model/thread.js';
import { change, find, letGo, remove, write } from './database.js';
import { forgetOver, keysOver, noteOver } from './over.js';
import { nameOfBackend } from './place.js';

/*
 * What readers have written and no server has acknowledged: an entry each, so that tabs never
 * overwrite one another's, under keys that sort in the order of writing.
 */

/** What is to be sent. `comment` is the one that it makes, changes or is about. */
export type Write =
  | {
      kind: 'comment';
      comment: CommentId;
      parent: CommentId | null;
      source: string;
      /** A text that may have been written with this id before. */
      attempted: string | null;
    }
  | { kind: 'edit'; comment: CommentId; source: string }
  | { kind: 'delete'; comment: CommentId }
  | { kind: 'vote'; comment: CommentId; value: VoteValue }
  | {
      kind: 'report';
      comment: CommentId;
      /** The report's own id. */
      id: string;
      reason: ReportReason;
      details: string;
      notice: ReportNotice | null;
    };

export interface Entry {
  /** Where it is kept. */
  readonly key: string;
  thread: ThreadRef;
  /** The account that wrote it; `null` for whoever has none. */
  by: Author['id'] | null;
  write: Write;
  /** The device's time of writing, in milliseconds. */
  at: number;
  /** How often sending was tried without an answer. */
  attempts: number;
  /** Why the server does not accept it; `null` while it may yet. */
  refused: ErrorCode | null;
  /** From what a vote is counted; `null` where nobody knows, and for other writes. */
  base: VoteBase | null;
}

/** How the votes for a comment stood when its reader voted, and which of them was theirs. */
export interface VoteBase {
  vote: VoteValue;
  up: number;
  down: number;
}

/** What is kept for a backend, oldest first. */
export interface Kept {
  entries: Entry[];
  /** Keys of what is over, though the device may have kept it until now. */
  over: ReadonlySet<Entry['key']>;
  /**
   * Lasts until the device forgets everything. As long as it is the same, what is not among the
   * entries any more was taken out by a tab; `null`: the device does not answer, or nothing was kept yet.
   */
  era: string | null;
}

/** Entries for one backend on one device. */
export const MAX_ENTRIES = 200;

/** Grows whenever an entry has another shape; those of another version are dropped. */
const VERSION = 1;
/** Digits of a time: keys sort by it until the year 5138. */
const DIGITS = 14;
/** The era is kept under it; it sorts before all entries. */
const ERA = '!';

export const parseVoteValue = oneOf<VoteValue>([1, 0, -1]);

const WRITES: { [K in Write['kind']]: (value: unknown, at: number) => Write & { kind: K } } = {
  comment: record({
    ...{ kind: oneOf(['comment'] as const), comment: id, parent: nullable(id) },
    ...{ source: string, attempted: nullable(string) },
  }),
  edit: record({ kind: oneOf(['edit'] as const), comment: id, source: string }),
  delete: record({ kind: oneOf(['delete'] as const), comment: id }),
  vote: record({
    kind: oneOf(['vote'] as const),
    comment: id,
    value: parseVoteValue,
  }),
  report: record({
    ...{ kind: oneOf(['report'] as const), comment: id, id, details: string },
    reason: oneOf(REPORT_REASONS),
    notice: nullable(
      record<ReportNotice>({ name: string, email: string, goodFaith: oneOf([true]) }),
    ),
  }),
};

const parseBase = nullable(record<VoteBase>({ vote: parseVoteValue, up: count, down: count }));

const parseEntry = record<Omit<Entry, 'key'> & { version: number }>({
  version: oneOf([VERSION]),
  thread: record<ThreadRef>({ key: string, url: string, title: string }),
  by: nullable(string),
  write: (value, at) => WRITES[parseKind(value, at)](value, at),
  at: scalar('a time', Number.isFinite),
  attempts: count,
  refused: nullable(oneOf(ERROR_CODES)),
  base: (value, at) => parseBase(value ?? null, at),
});

const kinds = record<{ kind: Write['kind'] }>({
  kind: oneOf(Object.keys(WRITES) as Write['kind'][]),
});
const parseKind = (value: unknown, at: number): Write['kind'] => kinds(value, at).kind;

/**
 * Everything that is kept for a backend, see {@link DraftPlace} for how it is named. What is not whole
 * is dropped; nothing is for its age, which a clock that was wrong for an hour would make up.
 */
export async function readOutbox(backend: string | object): Promise<Kept> {
  const beginning = beginningOf(backend);
  const entries: Entry[] = [];
  const useless: string[] = [];
  let era: string | null = null;
  const found = await find(beginning);
  const over = keysOver();
  const ours = [...over].filter((key) => key.startsWith(beginning));
  for (const [key, value] of found) {
    if (key === beginning + ERA) era = asEra(value);
    // Another tab has just taken it out.
    else if (value === undefined) continue;
    else {
      const entry = over.has(key) ? null : asEntry(key, value);
      if (entry && !isOutdated(entry, ours)) entries.push(entry);
      else useless.push(key);
    }
  }
  const isClean = useless.length === 0 || (await remove(...useless));
  if (isClean) forgetOver(useless);
  // Its page ended before it could say that the device has forgotten it.
  if (isClean && era !== null) forgetOver(ours.filter((key) => !found.has(key)));
  return { entries, over, era };
}

/** A key after all those of `entries`. */
export function keyAfter(
  backend: string | object,
  entries: readonly Entry[],
  now: number = Date.now(),
): string {
  const beginning = beginningOf(backend);
  const last = Math.max(0, ...entries.map((entry) => timeIn(entry.key, beginning)));
  const time = `${Math.max(now, last + 1)}`.padStart(DIGITS, '0');
  // Two tabs may write at once.
  const unique = crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36);
  return `${beginning}${time}-${unique}`;
}

/** Answers whether the device keeps it; where it does not, the page does. */
export async function keepEntry(backend: string | object, entry: Entry): Promise<boolean> {
  const { key, ...rest } = entry;
  const era = beginningOf(backend) + ERA;
  // First, and begun before anything is waited for: the page may be left in the next moment.
  const isKept = await write(key, { version: VERSION, ...rest });
  // One that the page alone remembers would say what is not so.
  if (!(await change(era, (old) => asEra(old) ?? newId()))) letGo(era);
  return isKept;
}

/** They are over from now on, for all tabs, whenever the device forgets them. */
export async function dropEntries(...entries: readonly Entry[]): Promise<void> {
  const keys = entries.map(({ key }) => key);
  noteOver(keys);
  if (await remove(...keys)) forgetOver(keys);
}

/**
 * An edit or a vote has arrived while nobody could read the device: what lies there that was written
 * before on the same comment comes too late, and is over as well.
 */
export function outdateEarlier(entry: Entry): void {
  if (/^(edit|vote)$/.test(entry.write.kind)) noteOver([entry.key + subjectOf(entry)]);
}

function isOutdated(entry: Entry, over: readonly string[]): boolean {
  return over.some((key) => key > entry.key && key.endsWith(subjectOf(entry)));
}

/** What an entry is about, and who wrote it. */
function subjectOf({ by, write }: Entry): string {
  return ` ${write.kind} ${by} ${write.comment}`;
}

function beginningOf(backend: string | object): string {
  return `outbox ${nameOfBackend(backend)} `;
}

function asEra(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function timeIn(key: string, { length }: string): number {
  return Number.parseInt(key.slice(length), 10) || 0;
}

function asEntry(key: string, value: unknown): Entry | null {
  try {
    const { version: _, ...entry } = parseEntry(value, 0);
    return { key, ...entry };
  } catch {
    return null;
  }
}
