/*
 * The JSON of an imaginary newspaper's own comments service: numbers for ids, HTML for texts, tokens
 * for pages, milliseconds for times. Nothing in it knows Palabre, but for `ref`.
 */

/** A comment's number, and the name that its writer's client gave it, if it gave one. */
export interface Name {
  id: number;
  /** Unique. A second write of the same name is answered with the comment that has it. */
  ref: string | null;
}

export interface User {
  id: number;
  display_name: string;
  avatar_url: string | null;
  staff: boolean;
}

interface Placed extends Name {
  reply_to: Name | null;
  posted_at: number;
  updated_at: number;
  reply_count: number;
}

export interface Visible extends Placed {
  state: 'visible';
  user: User;
  html: string;
  edited_at: number | null;
  likes: number;
}

export interface Removed extends Placed {
  state: 'removed_by_author' | 'removed_by_staff';
}

export type ServiceComment = Visible | Removed;

export interface Article {
  closed: boolean;
  /** Comments that can be seen, replies included. */
  visible: number;
  /** 0 for an article that nobody has commented on. */
  updated_at: number;
}

/** Comments on an article, or replies to a comment. */
export interface Page {
  article: Article;
  comments: ServiceComment[];
  /** All entries of the list, removed ones that are in it included. */
  count: number;
  next_page_token: string | null;
}

/** Whoever the session belongs to, and what concerns them under one article. */
export interface Me {
  user: User | null;
  /** Why they may not, in the words of the service's errors; `null` if they may. */
  refusals: { comment: string | null; like: string | null; remove: string | null };
  banned_until: number | null;
  /** The comments of this article that they like. */
  likes: Name[];
}
