import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Author, Comment } from '../../model/comment.js';
import { countsOf } from '../ageing.js';
import type { Rules } from '../context.js';
import type { Database } from './database.js';
import { accounts, comments, isListed, threads } from './schema.js';

/** A comment with what its place in a list depends on. */
export interface CommentRecord {
  comment: Comment;
  best: number;
  replies: number;
}

const columns = {
  id: comments.id,
  parent: comments.parent,
  createdAt: comments.createdAt,
  editedAt: comments.editedAt,
  revision: comments.revision,
  body: comments.body,
  status: comments.status,
  tombstone: comments.tombstone,
  ground: comments.ground,
  up: comments.up,
  down: comments.down,
  picked: comments.picked,
  best: comments.best,
  replies: comments.replies,
  author: {
    id: accounts.id,
    name: accounts.name,
    picture: accounts.picture,
    badges: accounts.badges,
  },
  ofArticle: sql<boolean>`coalesce(${accounts.sub} = any(${threads.authors}), false)`,
};

/** Comments by any condition, in no order. */
export function selectRecords(db: Database, where: SQL | undefined) {
  return db
    .select(columns)
    .from(comments)
    .innerJoin(threads, eq(threads.id, comments.thread))
    .leftJoin(accounts, eq(accounts.id, comments.account))
    .where(where);
}

export type CommentRow = Awaited<ReturnType<typeof selectRecords>>[number];

export function toComment(rules: Rules, row: CommentRow): Comment {
  const place = {
    id: row.id,
    parent: row.parent,
    createdAt: row.createdAt.toISOString(),
    revision: row.revision,
  };
  if (row.tombstone !== null) {
    const ground = row.tombstone === 'moderation' ? row.ground : null;
    return { ...place, tombstone: row.tombstone, ground };
  }
  if (row.author === null || row.body === null || row.status === 'unlisted') {
    throw new Error(`Comment ${row.id} has neither an author nor a tombstone.`);
  }
  return {
    ...place,
    tombstone: null,
    author: withArticleBadge(row.author, row.ofArticle),
    body: row.body,
    status: row.status,
    editedAt: row.editedAt?.toISOString() ?? null,
    votes: countsOf(rules, row),
    picked: row.picked,
  };
}

export function withArticleBadge(author: Author, ofArticle: boolean): Author {
  return ofArticle ? { ...author, badges: ['author', ...author.badges] } : author;
}

/** Listed comments by their ids, in the order of those: the same state is the same answer. */
export async function loadRecords(
  db: Database,
  rules: Rules,
  ids: Iterable<string>,
): Promise<Map<string, CommentRecord>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await selectRecords(db, and(inArray(comments.id, wanted), isListed));
  const found = new Map(rows.map((row) => [row.id, row]));
  const records = new Map<string, CommentRecord>();
  for (const id of wanted) {
    const row = found.get(id);
    if (row === undefined) continue;
    records.set(id, { comment: toComment(rules, row), best: row.best, replies: row.replies });
  }
  return records;
}

/** One comment of any status. */
export async function loadComment(db: Database, rules: Rules, id: string): Promise<Comment> {
  const [row] = await selectRecords(db, eq(comments.id, id));
  if (row === undefined) throw new Error(`Comment ${id} is gone within its own transaction.`);
  return toComment(rules, row);
}
