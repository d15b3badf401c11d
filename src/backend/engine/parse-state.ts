import { COMMENT_STATUSES, TOMBSTONE_REASONS } from '../../model/comment.js';
import { PalabreError } from '../../model/errors.js';
import { HOLD_REASONS, MODERATION_MODES, type Suspension } from '../../model/moderation.js';
import { REPORT_REASONS } from '../../model/report.js';
import { body } from '../parse/body.js';
import { known } from '../parse/known.js';
import { REPORT_FIELDS } from '../parse/report.js';
import {
  boolean,
  count,
  enter,
  id,
  list,
  nullable,
  oneOf,
  record,
  scalar,
  string,
  time,
  type Parser,
} from '../parse/values.js';
import {
  STATE_FORMAT,
  type Account,
  type Content,
  type Entry,
  type KeptGuest,
  type KeptReport,
  type State,
  type Thread,
} from './state.js';

const map = scalar<Map<unknown, unknown>>('a map', (value) => value instanceof Map);

/** As many as leave room for the votes that are counted on top. */
const tally: Parser<number> = scalar(
  'a count',
  (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 2 ** 31,
);

function mapOf<T>(parse: Parser<T>): Parser<Map<string, T>> {
  return (value, at) =>
    new Map(
      [...map(value, at)].map(([key, entry]) => {
        const name = string(key, at);
        return [name, parse(entry, enter(name, at))];
      }),
    );
}

const account = record<Account>({
  id: string,
  name: string,
  picture: nullable(string),
  badges: list(string),
  subject: string,
  writer: string,
  roles: list(string),
  isGuest: boolean,
});

const content = record<Content>({
  account: string,
  source: string,
  body,
  editedAt: nullable(time),
  picked: boolean,
});

const report = record<KeptReport>({
  ...REPORT_FIELDS,
  account: nullable(string),
  isSettled: boolean,
});

const entry = record<Entry>({
  id,
  parent: nullable(id),
  createdAt: time,
  revision: count,
  writer: string,
  status: oneOf(COMMENT_STATUSES),
  listed: boolean,
  tombstone: nullable(oneOf(TOMBSTONE_REASONS)),
  ground: known(oneOf(REPORT_REASONS)),
  content: nullable(content),
  isCleared: boolean,
  holds: list(oneOf(HOLD_REASONS)),
  earlierVotes: record({ up: tally, down: tally }),
  votes: mapOf(oneOf([1, -1])),
  reports: list(report),
});

const thread = record<Thread>({
  key: string,
  url: string,
  title: string,
  closed: boolean,
  authors: list(string),
  moderation: known(oneOf(MODERATION_MODES)),
  revision: count,
  writtenAt: count,
  comments: mapOf(entry),
});

const state = record<State>({
  format: oneOf([STATE_FORMAT]),
  salt: string,
  accounts: mapOf(account),
  erasures: mapOf(count),
  suspensions: mapOf(record<Suspension>({ until: nullable(time), reason: string })),
  guests: mapOf(record<KeptGuest>({ subject: string, name: string })),
  threads: mapOf(thread),
});

/** Whether a state was kept by a later version than this one, which cannot judge it. */
export function isNewer(value: unknown): boolean {
  const { format } = (value ?? {}) as { format?: unknown };
  return typeof format === 'number' && format > STATE_FORMAT;
}

/** What was kept somewhere, as a state. @throws PalabreError `malformed` if anything is amiss */
export function parseState(value: unknown): State {
  const parsed = state(value, enter('state', 0));
  for (const { key, comments } of parsed.threads.values()) {
    const before = new Set<string>();
    for (const [id, kept] of comments) {
      if (!isWhole(parsed, before, id, kept)) {
        throw new PalabreError('malformed', `state.threads.${key}: ${id} is not whole`);
      }
      before.add(id);
    }
  }
  return parsed;
}

/**
 * What a comment answers was written before it, its author is known, and it says something, unless
 * it was buried: then a tombstone stands in its place, and no queue holds it.
 */
function isWhole(
  { accounts }: State,
  before: ReadonlySet<string>,
  id: string,
  { id: own, parent, content, status, tombstone }: Entry,
): boolean {
  return (
    own === id &&
    (parent === null || before.has(parent)) &&
    (content === null
      ? tombstone !== null && status === 'published'
      : accounts.has(content.account))
  );
}
