import {
  COMMENT_STATUSES,
  TOMBSTONE_REASONS,
  type Author,
  type Comment,
  type LivingComment,
  type Tombstone,
} from '../../model/comment.js';
import type { ReportReason } from '../../model/report.js';
import type { ThreadInfo } from '../../model/thread.js';
import { body } from './body.js';
import {
  boolean,
  count,
  fields,
  id,
  list,
  nullable,
  oneOf,
  record,
  string,
  time,
  type Parser,
} from './values.js';

export const author = record<Author>({
  id: string,
  name: string,
  picture: (value) => (typeof value === 'string' && /^https:/i.test(value) ? value : null),
  badges: list(string),
});

const place = { id, parent: nullable(id), createdAt: time, revision: count };

const tombstone = record<Tombstone>({
  ...place,
  tombstone: oneOf(TOMBSTONE_REASONS),
  // Whoever shows it looks it up, and has nothing to say of a word that is none.
  ground: (value) => (typeof value === 'string' ? (value as ReportReason) : null),
});

export const living = record<LivingComment>({
  ...place,
  tombstone: () => null,
  author,
  body,
  status: oneOf(COMMENT_STATUSES),
  editedAt: nullable(time),
  votes: nullable(record({ up: count, down: count })),
  picked: boolean,
});

export const comment: Parser<Comment> = (value, at) =>
  (fields(value, at).tombstone === null ? living : tombstone)(value, at);

export const info = record<ThreadInfo>({
  key: string,
  closed: boolean,
  revision: count,
  total: count,
  downVotes: Boolean,
});
