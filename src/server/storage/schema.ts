import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';
import type { AuditAction, AuditEntry } from '../../model/audit.js';
import type { CommentBody } from '../../model/body.js';
import type { CommentStatus, TombstoneReason } from '../../model/comment.js';
import type { HoldReason, ModerationMode, Queue } from '../../model/moderation.js';
import type { ReportNotice, ReportReason } from '../../model/report.js';

/** The tables as the queries see them; the migrations make them. */

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

export const site = pgTable('site', {
  id: boolean('id').primaryKey(),
  salt: text('salt').notNull(),
});

export const accounts = pgTable('accounts', {
  id: uuid('id').primaryKey(),
  sub: text('sub').notNull().unique(),
  name: text('name').notNull(),
  picture: text('picture'),
  badges: text('badges').array().notNull(),
  /** Somebody of the newsroom writes with it. */
  team: boolean('team').notNull().default(false),
  /** The salted hash by which the log speaks of it. */
  writer: text('writer').unique(),
  createdAt: time('created_at').notNull().defaultNow(),
});

export const erasures = pgTable('erasures', {
  writer: text('writer').primaryKey(),
  erasedAt: time('erased_at').notNull(),
});

export const threads = pgTable('threads', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  key: text('key').notNull().unique(),
  url: text('url').notNull(),
  title: text('title').notNull(),
  titleConfirmed: boolean('title_confirmed').notNull().default(false),
  closed: boolean('closed').notNull().default(false),
  /** Subjects of the article's authors; never public. */
  authors: text('authors').array().notNull().default([]),
  revision: integer('revision').notNull().default(0),
  /** Entries of the top level, tombstones that are listed included; kept by a trigger. */
  entries: integer('entries').notNull().default(0),
  /** Living published comments; kept by a trigger. */
  total: integer('total').notNull().default(0),
  /** `null`: as the site does it. */
  moderation: text('moderation').$type<ModerationMode>(),
  /** The newest comment's time: the next one's is later. */
  writtenAt: time('written_at').notNull().defaultNow(),
});

export const comments = pgTable('comments', {
  id: uuid('id').primaryKey(),
  thread: integer('thread')
    .notNull()
    .references(() => threads.id),
  parent: uuid('parent').references((): AnyPgColumn => comments.id),
  /** `null` on a tombstone. */
  account: uuid('account').references(() => accounts.id),
  /** The account's salted hash: tells a repeated create from a collision when the account is gone. */
  writer: text('writer').notNull(),
  source: text('source'),
  body: jsonb('body').$type<CommentBody>(),
  /**
   * `unlisted` is the tombstone of a published comment that stands in no list, since its author is
   * gone from it and nothing that is listed answers it. Triggers turn `published` into that and back.
   */
  status: text('status').$type<CommentStatus | 'unlisted'>().notNull(),
  tombstone: text('tombstone').$type<TombstoneReason>(),
  /** Why moderation withdrew it; means nothing beside any other tombstone. */
  ground: text('ground').$type<ReportReason>(),
  createdAt: time('created_at').notNull(),
  editedAt: time('edited_at'),
  up: integer('up').notNull().default(0),
  down: integer('down').notNull().default(0),
  best: doublePrecision('best')
    .notNull()
    .generatedAlwaysAs(sql`0`),
  /** Direct replies that are listed; kept by a trigger. */
  replies: integer('replies').notNull().default(0),
  picked: boolean('picked').notNull().default(false),
  /** A moderator has let it appear: reports hide it no more by themselves. */
  cleared: boolean('cleared').notNull().default(false),
  revision: integer('revision').notNull(),
});

/*
 * Written out, no parameters: a plan that is made for any value cannot use the indexes that hold
 * such comments only.
 */

/** Stands in a list: a published comment, or a tombstone that has its place. */
export const isListed = sql`${comments.status} = 'published'`;

/** The same, and what stands in no list any more. */
export const isPublic = sql`${comments.status} in ('published', 'unlisted')`;

export const votes = pgTable(
  'votes',
  {
    comment: uuid('comment')
      .notNull()
      .references(() => comments.id),
    account: uuid('account')
      .notNull()
      .references(() => accounts.id),
    thread: integer('thread')
      .notNull()
      .references(() => threads.id),
    value: smallint('value').$type<1 | -1>().notNull(),
    votedAt: time('voted_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.comment, table.account] })],
);

export const reports = pgTable(
  'reports',
  {
    id: uuid('id').primaryKey(),
    comment: uuid('comment')
      .notNull()
      .references(() => comments.id),
    /** `null` for a visitor's. */
    account: uuid('account').references(() => accounts.id),
    reason: text('reason').$type<ReportReason>().notNull(),
    details: text('details').notNull(),
    notice: jsonb('notice').$type<ReportNotice>(),
    createdAt: time('created_at').notNull().defaultNow(),
    settledAt: time('settled_at'),
  },
  (table) => [unique().on(table.comment, table.account)],
);

/** What a comment was before moderation took it off the page and left a tombstone. */
export const withheld = pgTable('withheld', {
  comment: uuid('comment')
    .primaryKey()
    .references(() => comments.id),
  account: uuid('account')
    .notNull()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  source: text('source').notNull(),
  body: jsonb('body').$type<CommentBody>().notNull(),
  editedAt: time('edited_at'),
  picked: boolean('picked').notNull(),
});

/** The moderators' queues: a comment stands in one at most. */
export const reviews = pgTable('reviews', {
  comment: uuid('comment')
    .primaryKey()
    .references(() => comments.id),
  thread: integer('thread')
    .notNull()
    .references(() => threads.id),
  account: uuid('account')
    .notNull()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  queue: text('queue').$type<Queue>().notNull(),
  holds: text('holds').array().$type<HoldReason[]>().notNull().default([]),
  since: time('since')
    .notNull()
    .default(sql`clock_timestamp()`),
});

export const suspensions = pgTable('suspensions', {
  writer: text('writer').primaryKey(),
  /** `null`: for good. */
  until: time('until'),
  reason: text('reason').notNull(),
  suspendedAt: time('suspended_at').notNull().defaultNow(),
});

/** Append-only, as a trigger sees to. */
export const audit = pgTable('audit', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  at: time('at')
    .notNull()
    .default(sql`clock_timestamp()`),
  /** The salted hash of who did it; `null` for the server itself. */
  actor: text('actor'),
  action: text('action').$type<AuditAction>().notNull(),
  comment: uuid('comment'),
  /** The thread's key. */
  thread: text('thread'),
  /** The salted hash of the account that it happened to. */
  account: text('account'),
  detail: jsonb('detail').$type<AuditEntry['detail']>().notNull(),
});
