import { sql } from 'drizzle-orm';
import {
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
import type { CommentBody } from '../../model/body.js';
import type { CommentStatus, TombstoneReason } from '../../model/comment.js';
import type { ReportReason } from '../../model/report.js';

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
  /** Entries of the top level, tombstones included; kept by a trigger. */
  entries: integer('entries').notNull().default(0),
  /** Living published comments; kept by a trigger. */
  total: integer('total').notNull().default(0),
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
  status: text('status').$type<CommentStatus>().notNull(),
  tombstone: text('tombstone').$type<TombstoneReason>(),
  createdAt: time('created_at').notNull(),
  editedAt: time('edited_at'),
  up: integer('up').notNull().default(0),
  down: integer('down').notNull().default(0),
  best: doublePrecision('best')
    .notNull()
    .generatedAlwaysAs(sql`0`),
  /** Direct replies, tombstones included; kept by a trigger. */
  replies: integer('replies').notNull().default(0),
  picked: boolean('picked').notNull().default(false),
  revision: integer('revision').notNull(),
});

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
    account: uuid('account')
      .notNull()
      .references(() => accounts.id),
    reason: text('reason').$type<ReportReason>().notNull(),
    details: text('details').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [unique().on(table.comment, table.account)],
);
