import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { baseStyles } from '../../styles/base.js';
import { tokens } from '../../styles/tokens.js';
import type { VoteValue } from '../../model/comment.js';
import { PalabreRequestEvent, type VoteRequest } from '../events.js';
import { isInThread } from '../in-thread.js';
import { ThreadPart } from '../part.js';
import { voteButtonStyles } from './vote-button.styles.js';

/**
 * @summary Votes for a comment; pressed again, takes the vote back.
 *
 * It changes nothing itself: it asks, and shows what it is given.
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

  /** Votes for the comment, less those against it. */
  @property({ type: Number }) count = 0;

  /** The reader's own vote. */
  @property({ type: Number }) value: VoteValue = 0;

  /** Shows the count alone: nobody may vote here, or not this reader for their own comment. */
  @property({ type: Boolean }) readonly = false;

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    return isInThread(this) ? this : super.createRenderRoot();
  }

  #onClick = (): void => {
    const detail: VoteRequest = { comment: this.commentId, value: this.value === 1 ? 0 : 1 };
    this.dispatchEvent(new PalabreRequestEvent('palabre-vote-request', detail));
  };

  protected override render(): TemplateResult | typeof nothing {
    const { locale, count } = this;
    if (!locale) return nothing;
    const { messages } = locale;
    if (this.readonly) {
      const votes = messages.votes(count, locale.number(count));
      return count > 0 ? html`<span part="vote-count readonly">${votes}</span>` : nothing;
    }
    const pressed = this.value === 1;
    const text = pressed ? messages.votedLabel : messages.vote;
    const shown = count > 0 ? `${text} ${locale.number(count)}` : text;
    return html`<button
      part="vote-button ${pressed ? 'voted' : ''}"
      type="button"
      aria-pressed=${pressed}
      aria-label="${shown}, ${messages.voteFor(this.author)}"
      @click=${this.#onClick}
    >
      <svg part="vote-icon" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M8 3.2 14 12.4H2Z" />
      </svg>
      <span>${text}</span>
      ${count > 0 ? html`<span part="vote-count">${locale.number(count)}</span>` : nothing}
    </button>`;
  }
}
