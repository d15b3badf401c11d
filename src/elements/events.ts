import type { Comment, CommentId, VoteValue } from '../model/comment.js';
import type { ReportReason } from '../model/report.js';
import type { PalabreError } from '../model/errors.js';
import type { PalabreRequestEvent } from './request-event.js';

/** What has happened. It bubbles, so that one listener on the page hears every thread. */
export class PalabreEvent<Detail> extends Event {
  readonly detail: Detail;

  constructor(type: string, detail: Detail) {
    super(type, { bubbles: true, composed: true });
    this.detail = detail;
  }
}

export interface PostRequest {
  id: CommentId;
  parent: CommentId | null;
  source: string;
  /** The text of an earlier attempt with this id that may have been written. */
  attempted: string | null;
}

export interface VoteRequest {
  comment: CommentId;
  value: VoteValue;
}

export interface ReplyRequest {
  comment: CommentId;
}

export interface EditRequest {
  comment: CommentId;
  /** The new text, as Markdown. */
  source: string;
}

export interface DeleteRequest {
  comment: CommentId;
  /** `author` for one's own, `moderation` by a moderator. */
  reason: 'author' | 'moderation';
  /** What a moderator found wrong with it. */
  ground?: ReportReason;
}

export interface ReportRequest {
  comment: CommentId;
}

export interface GuestRequest {
  /** Under which the reader wishes to take part; `null` forgets the one there is. */
  name: string | null;
}

export interface LinkRequest {
  /** Where the reader is about to go; empty when the page must handle the event. */
  url: string;
}

declare global {
  interface GlobalEventHandlersEventMap {
    'palabre-login-request': PalabreRequestEvent<LinkRequest>;
    'palabre-subscribe-request': PalabreRequestEvent<LinkRequest>;
    'palabre-guest-request': PalabreRequestEvent<GuestRequest>;
    'palabre-post-request': PalabreRequestEvent<PostRequest>;
    'palabre-reply-request': PalabreRequestEvent<ReplyRequest>;
    'palabre-vote-request': PalabreRequestEvent<VoteRequest>;
    'palabre-edit-request': PalabreRequestEvent<EditRequest>;
    'palabre-delete-request': PalabreRequestEvent<DeleteRequest>;
    'palabre-report-request': PalabreRequestEvent<ReportRequest>;
    'palabre-load': PalabreEvent<{ key: string; total: number }>;
    'palabre-post': PalabreEvent<{ comment: Comment }>;
    'palabre-vote': PalabreEvent<VoteRequest>;
    'palabre-change': PalabreEvent<{ key: string; total: number }>;
    'palabre-error': PalabreEvent<{ error: PalabreError }>;
  }
}
