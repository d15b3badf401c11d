import type { CommentId, Timestamp } from './comment.js';

/** What the log of a site tells of; nothing is ever taken out of it. */
export const AUDIT_ACTIONS = [
  'approve',
  'reject',
  'restore',
  'withdraw',
  'hide',
  'settle-reports',
  'pick',
  'unpick',
  'close',
  'reopen',
  'title',
  'address',
  'authors',
  'moderation',
  'suspend',
  'unsuspend',
  'erase',
  'export',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** An account as it is called now. */
export interface AuditedAccount {
  /** Its public id. */
  id: string;
  name: string;
}

export interface AuditEntry {
  id: number;
  at: Timestamp;
  action: AuditAction;
  /** Who did it; `null` for the server itself, and for an account that was erased since. */
  actor: AuditedAccount | null;
  comment: CommentId | null;
  /** The thread's key. */
  thread: string | null;
  /** The account that it happened to, unless it was erased since. */
  account: AuditedAccount | null;
  /** Facts, never what somebody wrote or is called. */
  detail: Record<string, string | number | boolean | null>;
}
