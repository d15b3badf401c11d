import { eq, sql, type SQL } from 'drizzle-orm';
import type { LivingComment } from '../../model/comment.js';
import { countsOf } from '../ageing.js';
import type { Rules } from '../context.js';
import type { Database } from './database.js';
import { withArticleBadge } from './records.js';
import { accounts, comments, reviews, threads, withheld } from './schema.js';

const columns = {
  id: comments.id,
  parent: comments.parent,
  createdAt: comments.createdAt,
  revision: comments.revision,
  up: comments.up,
  down: comments.down,
  // What is withheld stands there; the rest of a comment that waits stands with it.
  source: sql<string>`coalesce(${withheld.source}, ${comments.source})`,
  body: sql<LivingComment['body']>`coalesce(${withheld.body}, ${comments.body})`,
  editedAt: sql<string | Date | null>`coalesce(${withheld.editedAt}, ${comments.editedAt})`,
  picked: sql<boolean>`coalesce(${withheld.picked}, ${comments.picked})`,
  queue: reviews.queue,
  holds: reviews.holds,
  since: reviews.since,
  author: {
    id: accounts.id,
    name: accounts.name,
    picture: accounts.picture,
    badges: accounts.badges,
  },
  ofArticle: sql<boolean>`coalesce(${accounts.sub} = any(${threads.authors}), false)`,
  thread: {
    key: threads.key,
    url: threads.url,
    title: threads.title,
    confirmed: threads.titleConfirmed,
  },
};

/** Comments in the moderators' queues with all that is kept of them; never for public answers. */
export function selectReviewed(db: Database, where: SQL) {
  return db
    .select(columns)
    .from(reviews)
    .innerJoin(comments, eq(comments.id, reviews.comment))
    .innerJoin(threads, eq(threads.id, reviews.thread))
    .innerJoin(accounts, eq(accounts.id, reviews.account))
    .leftJoin(withheld, eq(withheld.comment, reviews.comment))
    .where(where);
}

export type ReviewedRow = Awaited<ReturnType<typeof selectReviewed>>[number];

/** The comment as its author and moderators read it. */
export function toReviewed(rules: Rules, row: ReviewedRow): LivingComment {
  return {
    id: row.id,
    parent: row.parent,
    createdAt: row.createdAt.toISOString(),
    revision: row.revision,
    tombstone: null,
    author: withArticleBadge(row.author, row.ofArticle),
    body: row.body,
    status: row.queue === 'reported' ? 'published' : row.queue,
    editedAt: row.editedAt === null ? null : new Date(row.editedAt).toISOString(),
    votes: countsOf(rules, row),
    picked: row.picked,
  };
}
