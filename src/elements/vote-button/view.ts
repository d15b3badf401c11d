import { html, nothing, type TemplateResult } from 'lit';
import type { Locale } from '../../i18n/locale.js';
import type { VoteValue } from '../../model/comment.js';

export interface VoteView {
  /** Whose comment it is, for the button's name. */
  author: string;
  /** Votes for the comment. */
  count: number;
  /** The reader's own vote. */
  value: VoteValue;
  /** Shows the count alone. */
  readonly: boolean;
}

/** What a vote button is made of, for its own root or for that of the comment that holds it. */
export function renderVote(
  { author, count, value, readonly }: VoteView,
  { messages, number }: Locale,
): TemplateResult | typeof nothing {
  const shown = count > 0 ? number(count) : '';
  if (readonly) {
    const votes = shown && messages.votes(count, shown);
    return votes ? html`<span part="vote-count readonly">${votes}</span>` : nothing;
  }
  const pressed = value === 1;
  // Its name stays: whether it is pressed is said by its state alone, and not twice.
  return html`<button
    part="vote-button ${pressed ? 'voted' : ''}"
    type="button"
    aria-pressed=${pressed}
    aria-label="${messages.vote}${shown && ` ${shown}`}, ${messages.voteFor(author)}"
  >
    <svg part="vote-icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 3.2 14 12.4H2Z" />
    </svg>
    <span .textContent=${messages.vote}></span>
    ${shown ? html`<span part="vote-count" .textContent=${shown}></span>` : nothing}
  </button>`;
}
