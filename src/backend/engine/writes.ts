import { cleanSource } from '../../markup/clean.js';
import type { CommentBody } from '../../model/body.js';
import type { Comment, CommentId, TombstoneReason, VoteValue } from '../../model/comment.js';
import { isCommentId } from '../../model/id.js';
import { REPORT_MAX_LENGTH, REPORT_REASONS } from '../../model/report.js';
import type { NewComment, Report, ThreadPatch } from '../../model/requests.js';
import type { ThreadInfo } from '../../model/thread.js';
import { demand, demandRight, isModerator, isTeam, type Call } from './access.js';
import { bury, placesOf, remember } from './accounts.js';
import { hide } from './moderation.js';
import { demandKey } from './reads.js';
import { infoOf, isListed, recordOf } from './records.js';
import {
  demandComment,
  emptyThread,
  findComment,
  refuse,
  stamp,
  type Content,
  type Entry,
  type Place,
  type Thread,
} from './state.js';

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
  return isSame ? recordOf(call.state, known) : refuse('conflict', 'The id is taken.');
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
  const waits = rules.moderation === 'pre' && !isTeam(reader.roles);
  const createdAt = new Date(thread.writtenAt).toISOString();
  const entry: Entry = {
    ...newEntry(id, parent, createdAt, reader.writer),
    status: waits ? 'pending' : 'published',
    listed: !waits,
    content: { ...contentFrom(sent.source, body), account: reader.id },
    holds: waits ? ['pre-moderation'] : [],
  };
  thread.comments.set(id, entry);
  stamp({ thread, entry });
  return recordOf(state, { thread, entry });
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
    holds: [],
    earlierVotes: { up: 0, down: 0 },
    votes: new Map(),
    reports: [],
  };
}

export function contentFrom(source: string, body: CommentBody): Omit<Content, 'account'> {
  return { source: cleanSource(source), body, editedAt: null, picked: false };
}

function demandParent(thread: Thread, id: CommentId): void {
  const parent = thread.comments.get(id);
  if (!parent || !isListed(parent)) refuse('not-found', 'The comment to answer is not there.');
  demandLiving(parent);
}

/** @throws PalabreError `gone` */
export function demandLiving({ tombstone }: Entry): void {
  if (tombstone !== null) refuse('gone', 'The comment was withdrawn.');
}

export function editComment(call: Call, id: CommentId, source: string, body: CommentBody): Comment {
  const reader = demand(call, 'edit');
  const place = demandComment(call.state, id);
  const { thread, entry } = place;
  demandLiving(entry);
  const content = entry.content!;
  if (content.account !== reader.id) refuse('forbidden', 'Only its author may edit a comment.');
  if (content.source !== cleanSource(source)) {
    demand(call, 'edit', thread);
    const now = call.rules.now();
    if (now - Date.parse(entry.createdAt) > call.rules.editMinutes * 60_000) {
      refuse('forbidden', 'It is too late to edit this comment.');
    }
    const editedAt = new Date(now).toISOString();
    entry.content = { ...content, ...contentFrom(source, body), editedAt, picked: content.picked };
    stamp(place);
  }
  return recordOf(call.state, place);
}

export function deleteComment(
  call: Call,
  id: CommentId,
  reason: Exclude<TombstoneReason, 'account-erased'>,
): Comment {
  const reader = demand(call, 'delete');
  const place = demandComment(call.state, id);
  const { entry } = place;
  const may = reason === 'author' ? entry.writer === reader.writer : isModerator(reader);
  if (!may) refuse('forbidden', 'Only its author or a moderator may withdraw a comment.');
  const isHidden = entry.tombstone === 'moderation' && entry.status === 'pending';
  if (reason === 'author' && (entry.tombstone === null || isHidden)) bury(place, 'author');
  if (reason === 'moderation' && (entry.tombstone === null || isHidden)) {
    hide(place, 'rejected', 'moderator');
  }
  return recordOf(call.state, place);
}

/** A comment that everybody sees. @throws PalabreError `not-found`, `gone` */
function demandPublic(call: Call, id: CommentId): Place {
  const place = demandComment(call.state, id);
  if (!isListed(place.entry)) refuse('not-found', 'There is no such comment.');
  demandLiving(place.entry);
  return place;
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
  return recordOf(call.state, place);
}

export function pickComment(call: Call, id: CommentId, picked: boolean): Comment {
  demandRight(call, ({ roles }) => isTeam(roles));
  const place = demandComment(call.state, id);
  demandLiving(place.entry);
  const content = place.entry.content!;
  if (content.picked !== picked) {
    content.picked = picked;
    stamp(place);
  }
  return recordOf(call.state, place);
}

export function reportComment(call: Call, report: Report): void {
  const reader = demand(call, 'report');
  const { id, comment, reason } = report;
  if (!isCommentId(id) || !REPORT_REASONS.includes(reason)) {
    refuse('invalid', 'A report has a UUID and a reason of the list.');
  }
  if ([...report.details].length > REPORT_MAX_LENGTH) {
    refuse('invalid', `Details have at most ${REPORT_MAX_LENGTH} characters.`);
  }
  for (const { entry } of placesOf(call.state)) {
    const known = entry.reports.find((sent) => sent.id === id);
    if (known?.account === reader.id && entry.id === comment) return;
    if (known) refuse('conflict', 'The id is taken.');
  }
  const place = demandPublic(call, comment);
  const { reports } = place.entry;
  if (reports.some(({ account }) => account === reader.id)) return;
  remember(call.state, reader);
  const createdAt = new Date(call.rules.now()).toISOString();
  const details = cleanSource(report.details);
  reports.push({ id, reason, details, createdAt, account: reader.id, isSettled: false });
  const open = reports.filter(({ isSettled }) => !isSettled).length;
  if (open >= call.rules.hideAfterReports) hide(place, 'pending', 'reports');
}

const TITLE_MAX_LENGTH = 300;

export function updateThread(call: Call, key: string, patch: ThreadPatch): ThreadInfo {
  demandRight(call, ({ roles }) => isTeam(roles));
  demandKey(key);
  const thread = call.state.threads.get(key) ?? refuse('not-found', 'There is no such thread.');
  const { closed = thread.closed, title = thread.title, authors = thread.authors } = patch;
  if ([...title].length > TITLE_MAX_LENGTH) {
    refuse('invalid', `A title has at most ${TITLE_MAX_LENGTH} characters.`);
  }
  if (closed !== thread.closed) thread.revision += 1;
  const before = thread.authors;
  Object.assign(thread, { closed, title, authors: [...authors] });
  for (const entry of thread.comments.values()) {
    const subject = call.state.accounts.get(entry.content?.account ?? '')?.subject;
    const changed = subject && before.includes(subject) !== authors.includes(subject);
    if (changed) stamp({ thread, entry });
  }
  return infoOf(key, thread);
}
