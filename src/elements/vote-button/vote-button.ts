import { nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { baseStyles } from '../../styles/base.js';
import { tokens } from '../../styles/tokens.js';
import type { VoteValue } from '../../model/comment.js';
import type { VoteRequest } from '../events.js';
import { PalabreRequestEvent } from '../request-event.js';
import { ownerOf } from '../in-thread.js';
import { ThreadPart } from '../part.js';
import { renderVote } from './view.js';
import { voteButtonStyles } from './vote-button.styles.js';

/**
 * @summary Votes for a comment; pressed again, takes the vote back.
 *
 * It changes nothing itself: it asks, and shows what it is given. The one in a comment is filled by
 * the comment, which saves a thousand of them from updating by themselves.
 *
 * @fires {PalabreRequestEvent} palabre-vote-request - the reader wishes to vote, or no longer
 *
 * @csspart vote-button - the button
 * @csspart voted - the button, when the reader has voted
 * @csspart vote-icon - the sign on it
 * @csspart vote-count - the number of votes
 * @csspart readonly - the same, where there is no button
 */
export class PalabreVoteButton extends ThreadPart {
  static override styles: CSSResultGroup = [tokens, baseStyles, voteButtonStyles];

  /** The comment that it votes for. */
  @property({ attribute: 'comment-id' }) commentId = '';

  /** Whose comment it is, for the button's name. */
  @property() author = '';

  /** Votes for the comment. */
  @property({ type: Number }) count = 0;

  /** The reader's own vote. */
  @property({ type: Number }) value: VoteValue = 0;

  /** Shows the count alone: nobody may vote here, or not this reader for their own comment. */
  @property({ type: Boolean }) readonly = false;

  /** As it was put in: one that a comment has taken out again waits for nothing either. */
  #isFilled = false;

  override connectedCallback(): void {
    this.#isFilled = ['palabre-thread', 'palabre-comment'].includes(ownerOf(this));
    if (!this.#isFilled) super.connectedCallback();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    return this.#isFilled || super.getUpdateComplete();
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    root.addEventListener('click', this.#onClick);
    return root;
  }

  #onClick = ({ target }: Event): void => {
    if (!(target as Element).closest('button')) return;
    const detail: VoteRequest = { comment: this.commentId, value: this.value === 1 ? 0 : 1 };
    this.dispatchEvent(new PalabreRequestEvent('palabre-vote-request', detail));
  };

  protected override render(): TemplateResult | typeof nothing {
    return this.locale ? renderVote(this, this.locale) : nothing;
  }
}
