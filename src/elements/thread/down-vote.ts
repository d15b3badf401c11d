import { html, nothing, type TemplateResult } from 'lit';
import type { LivingComment } from '../../model/comment.js';
import type { ThreadHost } from './host.js';

/**
 * The votes against a comment, where the backend counts such votes. They stand after those for it,
 * and their number is their own: readers see what a score is made of.
 */
export function renderDownVote(
  { context }: ThreadHost,
  comment: LivingComment,
): TemplateResult | typeof nothing {
  const { discussion, locale } = context!;
  const { store, backend, offers } = discussion;
  const texts = locale.writing?.downVotes;
  if (!store.thread?.downVotes || !backend.voteComment || !texts) return nothing;
  const { id, author, votes } = comment;
  const count = votes?.down ?? 0;
  const shown = count > 0 ? locale.number(count) : '';
  if (!offers.vote || discussion.isOwn(comment)) {
    return shown
      ? html`<span part="vote-count readonly">${texts.count(count, shown)}</span>`
      : nothing;
  }
  const isPressed = discussion.votes.get(id) === -1;
  return html`<button
    part="down-button ${isPressed ? 'voted' : ''}"
    type="button"
    aria-pressed=${isPressed}
    aria-label="${texts.against}${shown && ` ${shown}`}, ${locale.messages.voteFor(author.name)}"
    title=${texts.against}
  >
    <svg part="vote-icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d="M8 12.8 14 3.6H2Z" />
    </svg>
    ${shown ? html`<span part="vote-count">${shown}</span>` : nothing}
  </button>`;
}
