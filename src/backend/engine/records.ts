import type { Author, Comment, LivingComment, VoteCounts } from '../../model/comment.js';
import type { ThreadInfo } from '../../model/thread.js';
import { isClosed } from './closing.js';
import type { Rules } from './rules.js';
import type { Entry, Place, State, Thread } from './state.js';

/** What a record depends on besides its comment. */
export interface Sight {
  state: State;
  rules: Rules;
}

/** Whether everybody may see it, or what stays of it. */
export function isPublic(entry: Entry): boolean {
  return entry.listed;
}

/** Counted, and shown with its text. */
export function isPublished({ status, tombstone }: Entry): boolean {
  return status === 'published' && tombstone === null;
}

/** A comment as it is shown: what everybody sees of it, or its author before anybody else does. */
export function recordOf(sight: Sight, place: Place): Comment {
  const { id, parent, createdAt, revision, tombstone, ground } = place.entry;
  if (tombstone !== null) return { id, parent, createdAt, revision, tombstone, ground };
  return contentOf(sight, place);
}

/** A comment as its author and moderators read it, whatever stands in its place. */
export function contentOf({ state, rules }: Sight, { thread, entry }: Place): LivingComment {
  const { id, parent, createdAt, revision, status, content } = entry;
  if (content === null) throw new Error(`Nothing is kept of comment ${id}.`);
  return {
    ...{ id, parent, createdAt, revision, status },
    tombstone: null,
    author: authorOf(state, thread, content.account),
    body: content.body,
    editedAt: content.editedAt,
    votes: isCountShown(rules, entry) ? countVotes(entry) : null,
    picked: content.picked,
  };
}

function isCountShown({ hideVotesMinutes, now }: Rules, { createdAt }: Entry): boolean {
  return now() - Date.parse(createdAt) >= hideVotesMinutes * 60_000 || hideVotesMinutes === 0;
}

function authorOf({ accounts }: State, { authors }: Thread, account: string): Author {
  const { id, name, picture, badges, subject } = accounts.get(account)!;
  const own = authors.includes(subject) ? ['author', ...badges] : badges;
  return { id, name, picture, badges: own };
}

export function countVotes({ earlierVotes, votes }: Entry): VoteCounts {
  const { up, down } = earlierVotes;
  const values = [...votes.values()];
  return {
    up: up + values.filter((value) => value === 1).length,
    down: down + values.filter((value) => value === -1).length,
  };
}

/** A thread as readers know it; one that nobody has written in is empty. */
export function infoOf(rules: Rules, key: string, thread: Thread | undefined): ThreadInfo {
  const entries = [...(thread?.comments.values() ?? [])];
  return {
    key,
    closed: thread !== undefined && isClosed(rules, thread),
    revision: thread?.revision ?? 0,
    total: entries.filter(isPublished).length,
    downVotes: rules.downVotes,
  };
}
