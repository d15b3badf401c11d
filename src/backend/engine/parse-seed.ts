import { COMMENT_STATUSES, TOMBSTONE_REASONS } from '../../model/comment.js';
import { REPORT_REASONS } from '../../model/report.js';
import { isThreadKey } from '../../model/thread.js';
import { isCommentId } from '../../model/id.js';
import {
  boolean,
  count,
  enter,
  list,
  oneOf,
  record,
  scalar,
  string,
  time,
  type Parser,
} from '../parse/values.js';
import type { Person } from './people.js';
import { demandDistinct, type SeedComment, type SeedThread } from './seed.js';

function optional<T>(parse: Parser<T>): Parser<T | undefined> {
  return (value, at) => (value === undefined ? undefined : parse(value, at));
}

const person = record<Person>({
  name: string,
  picture: optional(string),
  badges: optional(list(string)),
  subscriber: optional(boolean),
  roles: optional(list(string)),
});

const comment: Parser<SeedComment> = record<SeedComment>({
  author: (value, at) => (typeof value === 'string' ? value : person(value, at)),
  text: string,
  id: optional(scalar<string>('a UUID in lower case', isCommentId)),
  at: optional(time),
  up: optional(count),
  down: optional(count),
  picked: optional(boolean),
  status: optional(oneOf(COMMENT_STATUSES)),
  tombstone: optional(oneOf(TOMBSTONE_REASONS)),
  ground: optional(oneOf(REPORT_REASONS)),
  replies: optional((value, at) => list(comment)(value, at)),
});

const isKey = (value: unknown): boolean => typeof value === 'string' && isThreadKey(value);

const threads = list(
  record<SeedThread>({
    key: scalar<string>('a key of 1 to 1,024 bytes', isKey),
    url: optional(string),
    title: optional(string),
    closed: optional(boolean),
    authors: optional(list(string)),
    comments: list(comment),
  }),
);

/** Threads that were written down in JSON. @throws PalabreError `malformed`, saying what and where */
export function parseSeed(value: unknown): SeedThread[] {
  const seeds = threads(value, enter('seed', 0));
  demandDistinct(seeds);
  return seeds;
}
