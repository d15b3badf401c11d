import type { CommentId } from '../model/comment.js';
import { PalabreError } from '../model/errors.js';
import { newId } from '../model/new-id.js';
import { noticeProblem } from '../model/notice.js';
import { REPORT_MAX_LENGTH, type ReportNotice, type ReportReason } from '../model/report.js';
import type { Discussion } from './discussion.js';
import { isGuest } from './guests.js';
import { deliver, type Delivery } from './outbox/sending.js';
import { actorOf } from './reader.js';

export interface Complaint {
  comment: CommentId;
  reason: ReportReason;
  /** At most 2,000 characters. */
  details: string;
  /** With the reason `illegal` only; needed from who has no account. */
  notice: ReportNotice | null;
}

/** The ids of reports by author and comment, until they are acknowledged: one sent again is the same. */
const attempts = new WeakMap<Discussion, Map<string, string>>();

/** Whether the newspaper knows who reads. */
export function hasAccount(discussion: Discussion): boolean {
  return !!discussion.viewer?.account && !isGuest(discussion);
}

/**
 * Tells the newsroom about a comment, now or as soon as that can be sent. @throws PalabreError
 */
export async function report(discussion: Discussion, complaint: Complaint): Promise<Delivery> {
  const { comment, details } = complaint;
  if ([...details].length > REPORT_MAX_LENGTH) {
    throw new PalabreError('too-long', 'The details are too long');
  }
  const problem = noticeProblem(complaint, hasAccount(discussion));
  if (problem) throw new PalabreError(problem, 'The notice is not whole');
  const ids = attempts.get(discussion) ?? new Map<string, string>();
  attempts.set(discussion, ids);
  const which = `${actorOf(discussion) ?? ''} ${comment}`;
  const id = ids.get(which) ?? newId();
  ids.set(which, id);
  const delivery = await deliver(discussion, { kind: 'report', id, ...complaint });
  ids.delete(which);
  return delivery;
}
