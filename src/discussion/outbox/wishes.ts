import type { CommentBody } from '../../model/body.js';
import type { Comment, CommentId, LivingComment, Tombstone } from '../../model/comment.js';
import type { Discussion } from '../discussion.js';
import { forgetConfirmed, isVote, showVote, withVote } from './counting.js';
import { homeOf, house, settleHome } from './homes.js';
import { entriesOf, isHere, ownEntries, type Entry, type Write } from './outbox.js';

/*
 * What the reader wrote is shown as if it were done: what a server says of a comment, and on top of it
 * what waits in the outbox.
 */

/** Comments on which something is shown. */
const shown = new WeakMap<Discussion, Set<CommentId>>();

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

/** Shows, or no longer, what the reader wrote on a comment. */
export function showWishes(discussion: Discussion, id: CommentId): void {
  const { store } = discussion;
  const ids = shownIn(discussion);
  const entries = shownOf(discussion, id);
  showVote(discussion, id, entries);
  if (entries.length > 0) {
    ids.add(id);
    store.wish(id, (known) => applyAll(discussion, id, known));
  } else if (ids.delete(id)) store.wish(id, null);
  else store.tell(`comment:${id}`);
  const creates = entries.map(({ write }) => write).filter((write) => write.kind === 'comment');
  for (const { parent } of creates) house(discussion, id, parent);
  if (creates.length === 0) settleHome(discussion, id);
  store.tell('outbox');
}

/** Shows all that this reader wrote, and nothing that another one did. */
export function showAllWishes(discussion: Discussion): void {
  const here = ownEntries(discussion).filter((entry) => isHere(discussion, entry));
  const ids = here.map(({ write }) => write.comment);
  for (const id of new Set([...shownIn(discussion), ...ids])) showWishes(discussion, id);
  discussion.store.tell('outbox');
}

/** The same once it is known who reads, and how they have voted. */
export function showWishesAnew(discussion: Discussion): void {
  forgetConfirmed(discussion);
  showAllWishes(discussion);
}

function shownIn(discussion: Discussion): Set<CommentId> {
  const known = shown.get(discussion) ?? new Set<CommentId>();
  shown.set(discussion, known);
  return known;
}

/** What was refused is not done: but a comment of one's own is still there to be mended. */
function shownOf(discussion: Discussion, id: CommentId): Entry[] {
  return entriesOf(discussion, id).filter(
    ({ write, refused }) =>
      write.kind !== 'report' && (refused === null || write.kind === 'comment'),
  );
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
    default:
      return isVote(entry) ? withVote(discussion, entry, known) : known;
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
  const home = homeOf(discussion, id);
  return {
    id,
    parent: home === undefined ? write.parent : home,
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

function bodyOf(write: Write & { source: string }): CommentBody {
  return bodies.get(write) ?? asTyped(write.source);
}

function asTyped(value: string): CommentBody {
  return { type: 'root', children: [{ type: 'paragraph', children: [{ type: 'text', value }] }] };
}
