import type { CommentBody } from '../../model/body.js';
import type {
  Comment,
  CommentId,
  LivingComment,
  Tombstone,
  VoteValue,
} from '../../model/comment.js';
import type { Discussion } from '../discussion.js';
import { isShown } from '../paging.js';
import { entriesOf, isHere, ownEntries, type Entry, type Write } from './outbox.js';

/*
 * What the reader wrote is shown as if it were done: what a server says of a comment, and on top of it
 * what waits in the outbox.
 */

interface Made {
  parent: CommentId | null;
  /** The list in which it stands: the top one where what it answers is not to be had. */
  home: CommentId | null;
  /** The load during which the server has answered it, whose lists may not have it yet. */
  answered: AbortSignal | null;
}

interface Shown {
  /** Comments on which something is shown. */
  ids: Set<CommentId>;
  /** The comments that are made here. */
  made: Map<CommentId, Made>;
  /** What the server has of the reader's votes where another one is shown. */
  confirmed: Map<CommentId, VoteValue>;
  /** From what the reader's votes are counted. */
  bases: Map<CommentId, Base>;
  /** Whether it is about to be seen to that all of it stands somewhere. */
  isHousing: boolean;
}

/** How the votes stood when the reader voted, and which of them was theirs. */
interface Base {
  by: Entry['by'];
  vote: VoteValue;
  votes: NonNullable<LivingComment['votes']>;
}

const shown = new WeakMap<Discussion, Shown>();

/** How texts look. */
const bodies = new WeakMap<Write, CommentBody>();

/**
 * Makes ready how a text is shown: by the server's own parser; where that cannot be fetched, as it was
 * typed. @throws PalabreError `too-complex`
 */
export async function format(write: Write): Promise<void> {
  if (!('source' in write) || bodies.has(write)) return;
  const parser = await import('../../markup/parse.js').catch(() => null);
  bodies.set(write, parser ? parser.parseSource(write.source) : asTyped(write.source));
}

/** What the reader typed last of what is shown of a comment and waits; `null` where nothing does. */
export function waitingSource(discussion: Discussion, id: CommentId): string | null {
  const writes = shownOf(discussion, id).map(({ write }) => write);
  return writes.findLast((write) => 'source' in write)?.source ?? null;
}

/** Shows, or no longer, what the reader wrote on a comment. */
export function showWishes(discussion: Discussion, id: CommentId): void {
  const { store } = discussion;
  const { ids, made } = shownIn(discussion);
  const entries = shownOf(discussion, id);
  showVote(discussion, id, entries);
  if (entries.length > 0) {
    ids.add(id);
    store.wish(id, (known) => applyAll(discussion, id, known));
  } else if (ids.delete(id)) store.wish(id, null);
  else store.tell(`comment:${id}`);
  const creates = entries.map(({ write }) => write).filter((write) => write.kind === 'comment');
  for (const { parent } of creates) make(discussion, id, parent);
  const one = made.get(id);
  if (creates.length === 0 && one?.answered === null) {
    if (store.isKnown(id)) {
      one.answered = discussion.loadSignal;
      move(discussion, id, one, one.parent);
    } else if (made.delete(id)) store.remove({ id, parent: one.home });
  }
  store.tell('outbox');
}

/** Shows all that this reader wrote, and nothing that another one did. */
export function showAllWishes(discussion: Discussion): void {
  const here = ownEntries(discussion).filter((entry) => isHere(discussion, entry));
  const ids = here.map(({ write }) => write.comment);
  for (const id of new Set([...shownIn(discussion).ids, ...ids])) showWishes(discussion, id);
  discussion.store.tell('outbox');
}

/** The same once it is known who reads, and how they have voted. */
export function showWishesAnew(discussion: Discussion): void {
  shownIn(discussion).confirmed.clear();
  showAllWishes(discussion);
}

/** Puts what waits, or has just arrived, in its place again: the lists were loaded anew. */
export function placeWishes(discussion: Discussion): void {
  const { made } = shownIn(discussion);
  for (const [id, { home, answered }] of made) {
    if (answered === null || answered === discussion.loadSignal) place(discussion, id, home);
    else made.delete(id);
  }
  houseSoon(discussion);
}

/** Keeps a comment in its place that another tab has sent, though a load asked for before lacks it. */
export function keepPlace(discussion: Discussion, { comment: id, ...write }: Write): void {
  if (write.kind !== 'comment' || !discussion.store.isKnown(id)) return;
  const { parent } = write;
  shownIn(discussion).made.set(id, { parent, home: parent, answered: discussion.loadSignal });
  place(discussion, id, parent);
}

/** What the server has of the reader's votes for a comment, as far as it is known. */
export function confirmedVote(discussion: Discussion, id: CommentId): VoteValue {
  return shownIn(discussion).confirmed.get(id) ?? discussion.votes.get(id) ?? 0;
}

/** Notes that, also for when the viewer cannot be asked for; {@link showWishes} shows it. */
export function confirmVote(discussion: Discussion, id: CommentId, value: VoteValue): void {
  shownIn(discussion).confirmed.set(id, value);
  const { viewer } = discussion;
  if (!viewer) return;
  const others = viewer.votes.filter((vote) => vote.id !== id);
  discussion.viewer = { ...viewer, votes: value === 0 ? others : [...others, { id, value }] };
}

function shownIn(discussion: Discussion): Shown {
  let known = shown.get(discussion);
  if (!known) {
    known = {
      ids: new Set(),
      made: new Map(),
      confirmed: new Map(),
      bases: new Map(),
      isHousing: false,
    };
    shown.set(discussion, known);
  }
  return known;
}

/** What was refused is not done: but a comment of one's own is still there to be mended. */
function shownOf(discussion: Discussion, id: CommentId): Entry[] {
  return entriesOf(discussion, id).filter(
    ({ write, refused }) =>
      write.kind !== 'report' && (refused === null || write.kind === 'comment'),
  );
}

/** Shows what is to become a comment where it belongs. */
function make(discussion: Discussion, id: CommentId, parent: CommentId | null): void {
  const { made } = shownIn(discussion);
  const before = made.get(id);
  const home = before?.parent === parent ? before.home : parent;
  made.set(id, { parent, home, answered: null });
  place(discussion, id, home);
  if (before && before.home !== home) discussion.store.remove({ id, parent: before.home });
  houseSoon(discussion);
}

/** Not before all lists are there of a page that is about to be shown. */
function houseSoon(discussion: Discussion): void {
  const known = shownIn(discussion);
  if (known.isHousing) return;
  known.isHousing = true;
  queueMicrotask(() => {
    known.isHousing = false;
    if (!discussion.signal.aborted && discussion.status === 'ready') house(discussion);
  });
}

/** What one wrote stands somewhere, also where what it answers is gone, or not loaded yet. */
function house(discussion: Discussion): void {
  const { store } = discussion;
  for (const [id, one] of shownIn(discussion).made) {
    if (one.answered !== null || one.parent === null || store.isKnown(id)) continue;
    move(discussion, id, one, isShown(discussion, one.parent) ? one.parent : null);
  }
}

function move(discussion: Discussion, id: CommentId, one: Made, home: CommentId | null): void {
  const { home: before } = one;
  if (before === home) return;
  one.home = home;
  place(discussion, id, home);
  discussion.store.remove({ id, parent: before });
  discussion.store.tell(`comment:${id}`);
}

function place({ store }: Discussion, id: CommentId, parent: CommentId | null): void {
  store.place({ id, parent }, parent === null ? 'first' : 'last', true);
}

function showVote(discussion: Discussion, id: CommentId, entries: readonly Entry[]): void {
  const { votes } = discussion;
  const { confirmed, bases } = shownIn(discussion);
  const last = entries.findLast(({ write }) => write.kind === 'vote');
  if (last?.write.kind === 'vote') {
    confirmed.set(id, confirmedVote(discussion, id));
    baseFor(discussion, last, discussion.store.record(id));
    votes.set(id, last.write.value);
    return;
  }
  bases.delete(id);
  if (confirmed.has(id)) {
    votes.set(id, confirmed.get(id)!);
    confirmed.delete(id);
  }
}

function applyAll(
  discussion: Discussion,
  id: CommentId,
  known: Comment | undefined,
): Comment | undefined {
  let comment = known;
  for (const entry of shownOf(discussion, id)) comment = apply(discussion, entry, comment);
  return comment;
}

function apply(
  discussion: Discussion,
  entry: Entry,
  known: Comment | undefined,
): Comment | undefined {
  const { write, at } = entry;
  if (write.kind === 'comment') return known ?? draftOf(discussion, write, at);
  if (known?.tombstone !== null) return known;
  switch (write.kind) {
    case 'edit':
      return { ...known, body: bodyOf(write) };
    case 'delete':
      return tombstoneOf(known);
    case 'vote':
      return withVote(known, baseFor(discussion, entry, known), write.value);
    default:
      return known;
  }
}

function draftOf(
  discussion: Discussion,
  write: Write & { kind: 'comment' },
  at: number,
): LivingComment | undefined {
  const author = discussion.viewer?.account;
  if (!author) return undefined;
  const { comment: id } = write;
  const made = shownIn(discussion).made.get(id);
  return {
    id,
    parent: made ? made.home : write.parent,
    author,
    body: bodyOf(write),
    tombstone: null,
    status: 'published',
    createdAt: new Date(at).toISOString(),
    editedAt: null,
    votes: { up: 0, down: 0 },
    picked: false,
    revision: 0,
  };
}

/** The tombstone of a comment that its author takes back. */
function tombstoneOf({ id, parent, createdAt, revision }: LivingComment): Tombstone {
  return { id, parent, createdAt, revision, tombstone: 'author', ground: null };
}

/**
 * From what a vote is counted until it is settled. Nobody can say of a newer count whether that vote is
 * in it, so what others voted meanwhile is shown with the answer.
 */
function baseFor(
  discussion: Discussion,
  { by, write }: Entry,
  known: Comment | undefined,
): Base | null {
  const { bases } = shownIn(discussion);
  const base = bases.get(write.comment);
  if (base?.by === by) return base;
  if (known?.tombstone !== null || !known.votes) return null;
  const begun = { by, vote: confirmedVote(discussion, write.comment), votes: known.votes };
  bases.set(write.comment, begun);
  return begun;
}

function withVote(comment: LivingComment, base: Base | null, value: VoteValue): LivingComment {
  if (!comment.votes || !base) return comment;
  const { up, down } = base.votes;
  const votes = {
    up: up - Number(base.vote === 1) + Number(value === 1),
    down: down - Number(base.vote === -1) + Number(value === -1),
  };
  return { ...comment, votes };
}

function bodyOf(write: Write & { source: string }): CommentBody {
  return bodies.get(write) ?? asTyped(write.source);
}

function asTyped(value: string): CommentBody {
  return { type: 'root', children: [{ type: 'paragraph', children: [{ type: 'text', value }] }] };
}
