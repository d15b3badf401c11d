import type { Block, CommentBody } from '../../src/model/body.js';
import type {
  Author,
  Comment,
  LivingComment,
  Tombstone,
  TombstoneReason,
} from '../../src/model/comment.js';
import type { Sort } from '../../src/model/thread.js';
import { ACTIONS, type Denial, type Permission, type Viewer } from '../../src/model/viewer.js';

/** The id of the nth comment of a test. */
export function idOf(n: number): string {
  return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

export function author(name: string, more: Partial<Author> = {}): Author {
  return { id: `account-${name}`, name, picture: null, badges: [], ...more };
}

export function paragraph(text: string): Block {
  return { type: 'paragraph', children: [{ type: 'text', value: text }] };
}

/** A body of paragraphs. */
export function bodyOf(text: string): CommentBody {
  return { type: 'root', children: text.split('\n\n').map(paragraph) };
}

type Ref = number | string;
const refId = (ref: Ref): string => (typeof ref === 'number' ? idOf(ref) : ref);

export interface CommentOptions extends Partial<
  Omit<LivingComment, 'id' | 'parent' | 'createdAt' | 'tombstone'>
> {
  parent?: Ref | null;
  text?: string;
  at?: Date;
}

/** Long ago, a minute after one another, so that what is relative to now does not matter. */
const START = Date.UTC(2024, 0, 1, 9);
const timeOf = (ref: Ref, at: Date | undefined): string =>
  (at ?? new Date(START + (typeof ref === 'number' ? ref : 0) * 60_000)).toISOString();

/** A published comment; a number stands for {@link idOf} it, and higher ones are newer. */
export function comment(ref: Ref, options: CommentOptions = {}): LivingComment {
  const { parent = null, text = `Text of comment ${ref}`, at, ...more } = options;
  return {
    id: refId(ref),
    parent: parent === null ? null : refId(parent),
    createdAt: timeOf(ref, at),
    revision: 1,
    tombstone: null,
    author: author(`Reader ${ref}`),
    body: bodyOf(text),
    status: 'published',
    editedAt: null,
    votes: { up: 0, down: 0 },
    picked: false,
    ...more,
  };
}

export function tombstone(
  ref: Ref,
  reason: TombstoneReason,
  {
    parent = null,
    at,
    ground = null,
  }: { parent?: Ref | null; at?: Date; ground?: Tombstone['ground'] } = {},
): Tombstone {
  return {
    id: refId(ref),
    parent: parent === null ? null : refId(parent),
    createdAt: timeOf(ref, at),
    revision: 1,
    tombstone: reason,
    ground,
  };
}

/** Comments `from`…`from + count - 1` under one parent. */
export function comments(count: number, from = 1, parent: Ref | null = null): LivingComment[] {
  return Array.from({ length: count }, (_, index) => comment(from + index, { parent }));
}

/** A comment, a reply to it, a reply to that, … `depth` comments deep. */
export function chain(depth: number, from = 1): LivingComment[] {
  return Array.from({ length: depth }, (_, index) =>
    comment(from + index, { parent: index === 0 ? null : from + index - 1 }),
  );
}

function may(permission: Permission): Viewer['can'] {
  const entries = ACTIONS.map((action) => [action, permission]);
  return Object.fromEntries(entries) as Viewer['can'];
}

const NEVER: Permission = { allowed: false, reason: 'unsupported', until: null };

function denied(reason: Denial, account: Author | null, until: string | null = null): Viewer {
  const can = may({ allowed: false, reason, until });
  return { account, can, editMinutes: 15, now: null, votes: [], pending: [] };
}

/** Who may read a thread. */
export const viewers = {
  visitor: (): Viewer => denied('login', null),
  /** A visitor, where a name is enough to write. */
  nameless: (): Viewer => {
    const { can, ...viewer } = denied('login', null);
    return { ...viewer, can: { ...can, comment: { allowed: false, reason: 'name', until: null } } };
  },
  guest: (name: string): Viewer => ({
    ...denied('login', author(name, { badges: ['guest'] })),
    can: { ...may({ allowed: true }), vote: { allowed: false, reason: 'login', until: null } },
  }),
  registered: (name = 'Registered'): Viewer => denied('subscribe', author(name)),
  suspended: (until: string | null = null): Viewer =>
    denied('suspended', author('Suspended'), until),
  waiting: (until: string): Viewer => denied('wait', author('Waiting'), until),
  closed: (name = 'Subscriber'): Viewer => denied('closed', author(name)),
  unsupported: (): Viewer => denied('unsupported', null),
  subscriber: (more: Partial<Viewer> = {}, name = 'Subscriber'): Viewer => ({
    account: author(name),
    can: { ...may({ allowed: true }), moderate: NEVER, pick: NEVER, close: NEVER },
    editMinutes: 15,
    now: null,
    votes: [],
    pending: [],
    ...more,
  }),
  moderator: (more: Partial<Viewer> = {}): Viewer => ({
    ...viewers.subscriber(more, 'Moderator'),
    can: may({ allowed: true }),
  }),
};

const up = (record: Comment): number => (record.tombstone === null ? (record.votes?.up ?? 0) : 0);
const time = ({ createdAt }: Comment): number => Date.parse(createdAt);
/** As the reference server orders the top level. */
export const ORDERS: Record<Sort, (a: Comment, b: Comment) => number> = {
  newest: (a, b) => time(b) - time(a),
  oldest: (a, b) => time(a) - time(b),
  best: (a, b) => up(b) - up(a),
  'most-replied': (a, b) => time(b) - time(a),
};
