import { html, nothing, type TemplateResult } from 'lit';
import type { LivingComment } from '../../model/comment.js';
import { forgetWish, takeWish, type Wish } from '../../discussion/wishing.js';
import type { PalabreComment } from '../comment/comment.js';
import { endDenial, focusArticle, showDenial } from '../comment/leading.js';
import type { ThreadContext } from '../context.js';
import type { VoteRequest } from '../events.js';
import { PalabreRequestEvent } from '../request-event.js';
import { elementOf } from './finding.js';
import type { ThreadHost } from './host.js';
import { leadTo } from './navigation.js';
import { linkedComment } from './permalink.js';

/**
 * Leads readers who have come back from a login to what they wanted to do before: a vote waits for
 * one more press, since much may have changed meanwhile; a reply is begun. `begin` begins it.
 */
export async function resumeWish(
  host: ThreadHost,
  begin: (element: PalabreComment) => Promise<void>,
): Promise<void> {
  const { context } = host;
  const wish = context && takeWish(context.discussion);
  if (!wish) return;
  const { discussion } = context;
  // Whom a link leads to a comment, it leads there before anything else.
  if (!linkedComment() && !(await leadTo(host, wish.comment, false))) return;
  const comment = discussion.store.comment(wish.comment);
  const element = elementOf(host, wish.comment);
  if (discussion.signal.aborted || !element || comment?.tombstone !== null) return;
  if (wish.act === 'reply') await begin(element);
  else if (discussion.votes.get(comment.id) === valueOf(wish)) return;
  else if (!discussion.isOwn(comment)) offerVote(context, element, comment, wish);
}

/** Forgets what the reader wanted: they have closed the prompt. */
export function giveUp({ context }: ThreadHost): void {
  if (context) forgetWish(context.discussion);
}

function offerVote(
  { locale }: ThreadContext,
  element: PalabreComment,
  { id, author }: LivingComment,
  wish: Wish,
): void {
  const value = valueOf(wish);
  const { returning, downVotes } = locale.writing!;
  const vote = (): void => {
    element.denial = nothing;
    focusArticle(element);
    const detail: VoteRequest = { comment: id, value };
    element.dispatchEvent(new PalabreRequestEvent('palabre-vote-request', detail));
  };
  const buttons: TemplateResult = html`<button part="confirm-button" type="button" @click=${vote}>
      ${value === 1 ? locale.messages.vote : downVotes.against}
    </button>
    <button
      part="give-up-button"
      type="button"
      @click=${() => endDenial(element, value === 1 ? 'vote-button' : 'down-button')}
    >
      ${returning.giveUp}
    </button>`;
  const text = (value === 1 ? returning.voteFor : returning.voteAgainst)(author.name);
  showDenial(
    element,
    html`<div part="confirm" role="group" aria-label=${text}><p>${text}</p>${buttons}</div>`,
  );
}

function valueOf({ act }: Wish): 1 | -1 {
  return act === 'vote-against' ? -1 : 1;
}
