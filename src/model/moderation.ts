import type { LivingComment, Timestamp } from './comment.js';
import type { ReportNotice, ReportReason } from './report.js';
import type { PageInfo, ThreadRef } from './thread.js';

/** Whether every comment of a thread waits for a moderator (`pre`), or appears at once (`post`). */
export const MODERATION_MODES = ['pre', 'post'] as const;
export type ModerationMode = (typeof MODERATION_MODES)[number];

/**
 * Why a comment waits, or does not appear:
 * - `pre-moderation`: all do here; - `words`, `links`: the site's rules; - `check`: the newsroom's
 *   outside check said so, or did not answer; - `reports`: enough readers reported it;
 * - `moderator`: somebody decided.
 */
export const HOLD_REASONS = [
  'pre-moderation',
  'words',
  'links',
  'check',
  'reports',
  'moderator',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/**
 * - `pending`: waits for a decision; - `reported`: published, with reports that nobody has settled;
 * - `rejected`: was refused or withdrawn by a moderator, and may be restored.
 */
export const QUEUES = ['pending', 'reported', 'rejected'] as const;
export type Queue = (typeof QUEUES)[number];

export interface QueueQuery {
  queue: Queue;
  /** The last answer's `page.cursor`; `null` asks for the beginning. */
  after: string | null;
  /** 1–100. */
  limit: number;
}

export interface QueuedReport {
  id: string;
  reason: ReportReason;
  details: string;
  /** Who gave notice of illegal content; personal data, for moderators alone. */
  notice: ReportNotice | null;
  createdAt: Timestamp;
}

export interface QueueItem {
  /** As moderators read it, whatever the public sees in its place. */
  comment: LivingComment;
  /** What was typed. */
  source: string;
  thread: ThreadRef;
  holds: HoldReason[];
  /** Reports that nobody has settled, oldest first, 20 at most; and how many there are. */
  reports: QueuedReport[];
  reportCount: number;
}

/** The oldest first; of what was rejected, the newest. */
export interface QueuePage {
  items: QueueItem[];
  page: PageInfo;
}

export interface Suspension {
  /** `null`: for good. */
  until: Timestamp | null;
  /**
   * Why, at most 500 characters; may be empty. The person reads it in a copy of their data, and with
   * an erasure it goes.
   */
  reason: string;
}

/** Longest reason of a suspension, in characters. */
export const SUSPENSION_REASON_MAX_LENGTH = 500;
