import { contextOf } from '../context.js';
import type { ReplyRequest, VoteRequest } from '../events.js';
import { PalabreRequestEvent } from '../request-event.js';
import { threadAround } from '../in-thread.js';
import type { PalabreComment } from './comment.js';

/** Asks for what a button of a comment stands for. */
export function ask(comment: PalabreComment, { part }: HTMLElement): void {
  if (part.contains('vote-button')) askForVote(comment, 1);
  if (part.contains('down-button')) askForVote(comment, -1);
  if (part.contains('reply-button')) askForReply(comment);
}

/** Pressed again, the button takes the vote back. */
function askForVote(element: PalabreComment, wanted: 1 | -1): void {
  const comment = element.commentId;
  const votes = contextOf(threadAround(element))?.discussion.votes;
  const detail: VoteRequest = { comment, value: votes?.get(comment) === wanted ? 0 : wanted };
  element.dispatchEvent(new PalabreRequestEvent('palabre-vote-request', detail));
}

function askForReply(element: PalabreComment): void {
  const detail: ReplyRequest = { comment: element.commentId };
  element.dispatchEvent(new PalabreRequestEvent('palabre-reply-request', detail));
}
