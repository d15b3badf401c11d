import type { CommentBody } from '../../model/body.js';
import type { CommentId, CommentStatus, Timestamp, TombstoneReason } from '../../model/comment.js';
import { newId } from '../../model/new-id.js';
import type { ReportReason } from '../../model/report.js';
import { remember } from './accounts.js';
import { readerOf, type People, type Person } from './people.js';
import { emptyThread, refuse, stamp, type State, type Thread } from './state.js';
import { contentFrom, newEntry } from './writes.js';

/** A thread as one writes it down to begin with. */
export interface SeedThread {
  /** As in the `thread` attribute of the page; without that, the page's canonical address. */
  key: string;
  /** The key by default. */
  url?: string;
  /** The key by default. */
  title?: string;
  closed?: boolean;
  /** Tokens of the article's authors; nobody's by default. */
  authors?: string[];
  comments: SeedComment[];
}

export interface SeedComment {
  /** Somebody's token, or the name of somebody who has none. */
  author: string | Person;
  /** Markdown, as readers type it. */
  text: string;
  /** A UUID, where something has to know it; a new one by default. */
  id?: CommentId;
  /** By default they are a minute apart, in the order in which they stand here, and end now. */
  at?: Timestamp;
  /** Votes by people who are not named. */
  up?: number;
  down?: number;
  picked?: boolean;
  /** `published` by default. */
  status?: CommentStatus;
  /** What stands in its place. */
  tombstone?: TombstoneReason;
  /** Why moderation withdrew it; only with the tombstone `moderation`. */
  ground?: ReportReason;
  replies?: SeedComment[];
}

const MINUTE = 60_000;

export interface Soil {
  state: State;
  people: People;
  parse: (source: string) => CommentBody;
  /** Milliseconds. */
  now: number;
}

/** Writes threads down as if they had been there before. Mistakes throw as the parser does. */
export function seedThreads(soil: Soil, seeds: readonly SeedThread[]): void {
  demandDistinct(seeds);
  for (const { key, url = key, title = key, closed = false, authors = [], comments } of seeds) {
    const thread = { ...emptyThread({ key, url, title }), closed, authors: [...authors] };
    const count = countOf(comments);
    let at = soil.now - count * MINUTE;
    const next = (): number => (at += MINUTE);
    for (const comment of comments) sow(soil, thread, comment, null, next);
    soil.state.threads.set(key, thread);
  }
}

/** @throws PalabreError `malformed` where two threads have one key, or two comments one id */
export function demandDistinct(seeds: readonly SeedThread[]): void {
  const known = new Set<string>();
  const add = (what: string): void => {
    if (known.has(what)) refuse('malformed', `The seed has the ${what} twice.`);
    known.add(what);
  };
  const visit = ({ id, replies = [] }: SeedComment): void => {
    if (id !== undefined) add(`id ${id}`);
    replies.forEach(visit);
  };
  for (const { key, comments } of seeds) {
    add(`key ${key}`);
    comments.forEach(visit);
  }
}

function countOf(comments: readonly SeedComment[]): number {
  let count = comments.length;
  for (const { replies = [] } of comments) count += countOf(replies);
  return count;
}

function sow(
  soil: Soil,
  thread: Thread,
  seed: SeedComment,
  parent: CommentId | null,
  next: () => number,
): void {
  const usual = next();
  const at = seed.at === undefined ? usual : Date.parse(seed.at);
  const { id = newId(at), up = 0, down = 0, picked = false, tombstone = null } = seed;
  const { writer, account } = authorOf(soil, seed.author);
  const isGone = tombstone === 'author' || tombstone === 'account-erased';
  // Of what is gone for good nothing is left that could wait.
  const usualStatus = isGone ? 'published' : (seed.status ?? 'published');
  const status = tombstone === 'moderation' ? 'rejected' : usualStatus;
  const content = { ...contentFrom(seed.text, soil.parse(seed.text)), account, picked };
  const entry = {
    ...newEntry(id, parent, new Date(at).toISOString(), writer),
    status,
    listed: tombstone !== null || status === 'published',
    tombstone,
    ground: tombstone === 'moderation' ? (seed.ground ?? null) : null,
    content: isGone ? null : content,
    earlierVotes: isGone ? { up: 0, down: 0 } : { up, down },
  };
  thread.comments.set(id, entry);
  thread.writtenAt = Math.max(thread.writtenAt, at);
  stamp({ thread, entry });
  for (const reply of seed.replies ?? []) sow(soil, thread, reply, id, next);
}

/** The account of whoever wrote a comment; those without a token get one that nobody can have. */
function authorOf(
  { state, people, now }: Soil,
  author: string | Person,
): { writer: string; account: string } {
  const isKnown = typeof author === 'string' && Object.hasOwn(people, author);
  const person = typeof author !== 'string' ? author : isKnown ? people[author]! : { name: author };
  const reader = readerOf(state, { subject: isKnown ? author : `\0${person.name}`, person }, now);
  remember(state, reader);
  return { writer: reader.writer, account: reader.id };
}
