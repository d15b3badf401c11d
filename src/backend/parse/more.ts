import type { Comment } from '../../model/comment.js';
import type { Guest } from '../../model/guest.js';
import {
  HOLD_REASONS,
  type QueuedReport,
  type QueueItem,
  type QueuePage,
} from '../../model/moderation.js';
import type {
  CommentPage,
  LatestComment,
  ThreadChanges,
  ThreadCount,
  ThreadInfo,
  ThreadRef,
} from '../../model/thread.js';
import { ACTIONS, DENIALS, type Permission, type Viewer } from '../../model/viewer.js';
import { author, comment, info, living } from './comment.js';
import { known } from './known.js';
import { pageInfo, pageShape, tidy } from './page.js';
import { REPORT_FIELDS } from './report.js';
import {
  boolean,
  count,
  enter,
  fields,
  id,
  list,
  nullable,
  oneOf,
  record,
  scalar,
  string,
  time,
  type Parser,
} from './values.js';

const commentPage = record<CommentPage>(pageShape);

const changes = record<ThreadChanges>({
  thread: info,
  comments: list(comment),
  revision: count,
  more: boolean,
});

const denied = record<Exclude<Permission, { allowed: true }>>({
  allowed: oneOf([false]),
  reason: oneOf(DENIALS),
  until: nullable(time),
});

const UNSUPPORTED: Permission = { allowed: false, reason: 'unsupported', until: null };

/** An action that an older backend does not know is one that it does not offer. */
const permission: Parser<Permission> = (value = UNSUPPORTED, at) =>
  fields(value, at).allowed === true ? { allowed: true } : denied(value, at);

const viewer = record<Viewer>({
  account: nullable(author),
  can: record(
    Object.fromEntries(ACTIONS.map((action) => [action, permission])) as {
      [A in (typeof ACTIONS)[number]]: Parser<Permission>;
    },
  ),
  editMinutes: known(count),
  now: known(time),
  votes: list(record<Viewer['votes'][number]>({ id, value: oneOf([1, -1]) })),
  pending: list(comment),
});

const guest = record<Guest>({
  token: scalar<string>('a token', (value) => typeof value === 'string' && value !== ''),
  account: author,
});

const counts = list(record<ThreadCount>({ key: string, count }));

const ref = record<ThreadRef>({ key: string, url: string, title: string });

const latest = list(record<LatestComment>({ comment, thread: ref }));

const queue = record<QueuePage>({
  items: list(
    record<QueueItem>({
      comment: living,
      source: string,
      thread: ref,
      holds: list(oneOf(HOLD_REASONS)),
      reports: list(record<QueuedReport>(REPORT_FIELDS)),
      reportCount: count,
    }),
  ),
  page: pageInfo,
});

export function parseCommentPage(value: unknown): CommentPage {
  const page = commentPage(value, enter('page', 0));
  tidy(page);
  return page;
}

export function parseChanges(value: unknown): ThreadChanges {
  return changes(value, enter('changes', 0));
}

export function parseViewer(value: unknown): Viewer {
  return viewer(value, enter('viewer', 0));
}

export function parseGuest(value: unknown): Guest {
  return guest(value, enter('guest', 0));
}

export function parseComment(value: unknown): Comment {
  return comment(value, enter('comment', 0));
}

export function parseThreadInfo(value: unknown): ThreadInfo {
  return info(value, enter('thread', 0));
}

/** Takes the list itself, as `loadCounts` answers it. */
export function parseCounts(value: unknown): ThreadCount[] {
  return counts(value, enter('counts', 0));
}

/** Takes the list itself, as `loadLatest` answers it. */
export function parseLatest(value: unknown): LatestComment[] {
  return latest(value, enter('latest', 0));
}

export function parseQueue(value: unknown): QueuePage {
  return queue(value, enter('queue', 0));
}
