import type { CommentId } from '../model/comment.js';
import { PalabreError, toPalabreError } from '../model/errors.js';
import { newId } from '../model/new-id.js';
import { REPORT_MAX_LENGTH, type ReportReason } from '../model/report.js';
import { actAs } from './acting.js';
import type { Discussion } from './discussion.js';
import { actorOf } from './reader.js';

export interface Complaint {
  comment: CommentId;
  reason: ReportReason;
  /** At most 2,000 characters. */
  details: string;
}

/** The ids of reports that nobody has acknowledged, so that one sent again is the same. */
const attempts = new WeakMap<Discussion, Map<CommentId, string>>();

/** Tells the newsroom about a comment. @throws PalabreError */
export async function report(discussion: Discussion, complaint: Complaint): Promise<void> {
  const { comment, reason, details } = complaint;
  if ([...details].length > REPORT_MAX_LENGTH) {
    throw new PalabreError('too-long', 'The details are too long');
  }
  const ids = attempts.get(discussion) ?? new Map<CommentId, string>();
  attempts.set(discussion, ids);
  const id = ids.get(comment) ?? newId();
  ids.set(comment, id);
  try {
    await actAs(discussion, actorOf(discussion), (token) =>
      discussion.backend.reportComment!({ id, comment, reason, details }, { token }),
    );
  } catch (error) {
    throw toPalabreError(error);
  }
}
