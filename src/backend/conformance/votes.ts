import type { Comment, VoteCounts } from '../../model/comment.js';
import { equal, ok } from './assert.js';

/** A comment was voted for so often, or the site does not show yet how often. */
export function expectVotes(
  comment: Comment | undefined,
  expected: VoteCounts,
  what: string,
): void {
  ok(comment?.tombstone === null, `${what}: the comment is not there`);
  if (comment.votes !== null) equal(comment.votes, expected, what);
}
