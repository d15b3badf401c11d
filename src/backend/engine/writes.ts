import { cleanSource } from '../../markup/clean.js';
import type { CommentBody } from '../../model/body.js';
import type { Comment, CommentId, TombstoneReason, VoteValue } from '../../model/comment.js';
import { isCommentId } from '../../model/id.js';
import { REPORT_REASONS, type ReportReason } from '../../model/report.js';
import type { NewComment } from '../../model/requests.js';
import { demand, demandRight, isDirector, isModerator, isTeam, type Call } from './access.js';
import { bury, remember } from './accounts.js';
import { hide, moderateComment } from './moderation.js';
import type { Reader } from './people.js';
import { demandKey } from './reads.js';
import { recordOf } from './records.js';
import {
  emptyThread,
  findComment,
  refuse,
  stamp,
  type Content,
  type Entry,
  type Thread,
} from './state.js';
import { demandLiving, demandParent, demandPublic, demandVisible } from './targets.js';

/**
 * What became of a comment that was sent before, or `null` for a new one that may be written. It is
 * answered before anything else is asked: also when the thread has closed or the account has gone.
 */
export function findSent(call: Call, sent: NewComment): Comment | null {
  const { id, thread, parent } = sent;
  demandKey(thread.key);
  if (!isCommentId(id)) refuse('invalid', 'An id is a UUID in lower case.');
  const known = call.reader && findComment(call.state, id);
  if (!known) {
    demand(call, 'comment', call.state.threads.get(thread.key));
    return null;
  }
  const isSame =
    known.entry.writer === call.reader!.writer &&
    known.thread.key === thread.key &&
    known.entry.parent === parent;
  return isSame ? recordOf(call, known) : refuse('conflict', 'The id is taken.');
}

export function createComment(call: Call, sent: NewComment, body: CommentBody): Comment {
  const known = findSent(call, sent);
  if (known) return known;
  const { state, rules } = call;
  const { id, parent } = sent;
  const reader = call.reader!;
  const thread = state.threads.get(sent.thread.key) ?? emptyThread(sent.thread);
  if (parent !== null) demandParent(thread, parent);
  remember(state, reader);
  state.threads.set(thread.key, thread);
  thread.writtenAt = Math.max(rules.now(), thread.writtenAt + 1);
  const isHeld = waits(call, thread, reader);
  const createdAt = new Date(thread.writtenAt).toISOString();
  const entry: Entry = {
    ...newEntry(id, parent, createdAt, reader.writer),
    status: isHeld ? 'pending' : 'published',
    listed: !isHeld,
    content: { ...contentFrom(sent.source, body), account: reader.id },
    holds: isHeld ? ['pre-moderation'] : [],
  };
  thread.comments.set(id, entry);
  stamp({ thread, entry });
  return recordOf(call, { thread, entry });
}

export function newEntry(
  id: CommentId,
  parent: CommentId | null,
  createdAt: string,
  writer: string,
): Omit<Entry, 'status' | 'listed' | 'content'> {
  return {
    ...{ id, parent, createdAt, writer, revision: 0 },
    tombstone: null,
    ground: null,
    isCleared: false,
    holds: [],
    earlierVotes: { up: 0, down: 0 },
    votes: new Map(),
    reports: [],
  };
}

export function contentFrom(source: string, body: CommentBody): Omit<Content, 'account'> {
  return { source: cleanSource(source), body, editedAt: null, picked: false };
}

export function editComment(call: Call, id: CommentId, source: string, body: CommentBody): Comment {
  const reader = demand(call, 'edit');
  const place = demandVisible(call, reader, id);
  const { thread, entry } = place;
  demandLiving(entry);
  const content = entry.content!;
  if (content.account !== reader.id) refuse('forbidden', 'Only its author may edit a comment.');
  if (content.source !== cleanSource(source)) {
    demand(call, 'edit', thread);
    if (entry.status === 'rejected') refuse('forbidden', 'A refused comment cannot be edited.');
    const now = call.rules.now();
    if (now - Date.parse(entry.createdAt) >= call.rules.editMinutes * 60_000) {
      refuse('forbidden', 'It is too late to edit this comment.');
    }
    const editedAt = new Date(now).toISOString();
    entry.content = { ...content, ...contentFrom(source, body), editedAt, picked: content.picked };
    if (entry.status === 'published' && waits(call, thread, reader))
      hide(place, 'pending', 'pre-moderation');
    else stamp(place);
  }
  return recordOf(call, place);
}

/** Whether what a reader writes in a thread waits for a moderator. */
function waits({ rules }: Call, { moderation }: Thread, { roles }: Reader): boolean {
  return (moderation ?? rules.moderation) === 'pre' && !isTeam(roles);
}

export function deleteComment(
  call: Call,
  id: CommentId,
  reason: Exclude<TombstoneReason, 'account-erased'>,
  ground: ReportReason | null,
): Comment {
  const reader = demand(call, 'delete');
  if (ground !== null && (reason !== 'moderation' || !REPORT_REASONS.includes(ground))) {
    refuse('invalid', 'A ground is one of the list, and goes with the reason "moderation".');
  }
  const place = demandVisible(call, reader, id);
  const { writer, content, tombstone } = place.entry;
  const may = reason === 'author' ? writer === reader.writer : isModerator(reader);
  if (!may) refuse('forbidden', 'Only its author or a moderator may withdraw a comment.');
  if (content === null) return recordOf(call, place);
  if (reason === 'moderation') return moderateComment(call, id, 'rejected', ground);
  // What moderation took off the page stays its doing; of the text nothing stays.
  bury(place, tombstone ?? 'author');
  return recordOf(call, place);
}

export function voteComment(call: Call, id: CommentId, value: VoteValue): Comment {
  const reader = demand(call, 'vote');
  if (![1, 0, -1].includes(value)) refuse('invalid', 'A vote is 1, 0 or -1.');
  if (value === -1 && !call.rules.downVotes) refuse('forbidden', 'This site has no down votes.');
  const place = demandPublic(call, id);
  const { votes, writer } = place.entry;
  if (writer === reader.writer) refuse('forbidden', 'Nobody votes for a comment of one’s own.');
  if ((votes.get(reader.id) ?? 0) !== value) {
    remember(call.state, reader);
    if (value === 0) votes.delete(reader.id);
    else votes.set(reader.id, value);
    stamp(place);
  }
  return recordOf(call, place);
}

export function pickComment(call: Call, id: CommentId, picked: boolean): Comment {
  const known = findComment(call.state, id);
  demandRight(call, (reader) => isDirector(reader, known?.thread ?? null));
  const place = demandPublic(call, id);
  const content = place.entry.content!;
  if (content.picked !== picked) {
    content.picked = picked;
    stamp(place);
  }
  return recordOf(call, place);
}
