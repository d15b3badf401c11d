import { html, nothing, type TemplateResult } from 'lit';
import type { Discussion } from '../../discussion/discussion.js';
import type { Locale } from '../../i18n/locale.js';
import type { Author, Comment, LivingComment, Tombstone } from '../../model/comment.js';
import type { ThreadContext } from '../context.js';
import { renderVote } from '../vote-button/view.js';
import { renderBody } from './body.js';
import { initials } from './initials.js';

/*
 * Thousands of these are made: where there is nothing to tell apart, a text is set as a property,
 * which takes a third of the nodes and half the time of a child part.
 */

/** What is around a comment that is shown. */
export interface CommentView {
  locale: Locale;
  discussion: Discussion | undefined;
  /** The page's address without a hash. */
  page: string;
  renderPicture: ThreadContext['renderPicture'];
  /** The comment that this one answers, where that has to be said. */
  answered: Comment | undefined;
  /** Whether a reply is being written. */
  isAnswered: boolean;
}

type Shown = TemplateResult | typeof nothing;

export function renderTombstone(comment: Tombstone, view: CommentView): TemplateResult {
  return html`<p part="tombstone" id="palabre-by-${comment.id}">
    ${renderAnswered(view)} ${view.locale.messages.tombstones[comment.tombstone]}
    ${renderPermalink(comment, view)}
  </p>`;
}

export function renderLiving(comment: LivingComment, view: CommentView): TemplateResult {
  const { id, author, body } = comment;
  const { locale, renderPicture } = view;
  return html`
    <header part="meta">
      ${
        (author.picture && renderPicture?.(author.picture)) ||
        html`<span part="avatar" aria-hidden="true" .textContent=${initials(author.name)}></span>`
      }
      <bdi part="author" id="palabre-by-${id}" .textContent=${author.name}></bdi>
      ${renderBadges(author, locale)}${renderAnswered(view)}${renderPermalink(comment, view)}${renderMarks(comment, locale)}
    </header>
    <div part="body">${renderBody(body)}</div>
    <footer part="actions">${renderActions(comment, view)}</footer>
  `;
}

function renderBadges({ badges }: Author, { messages }: Locale): Shown | Shown[] {
  if (badges.length === 0) return nothing;
  return badges.map(
    (badge) => html`<span part="badge ${badge}">${messages.badges[badge] ?? badge}</span>`,
  );
}

function renderAnswered({ answered, locale: { messages }, page }: CommentView): Shown {
  if (!answered) return nothing;
  const text = answered.tombstone
    ? messages.inReplyToGone
    : messages.inReplyTo(answered.author.name);
  return html`<a part="context" href=${addressOf(page, answered)} dir="auto">${text}</a>`;
}

function renderPermalink(comment: Comment, { locale, page }: CommentView): TemplateResult {
  const date = new Date(comment.createdAt);
  const exact = locale.exactDate(date);
  const relative = locale.relativeDate(date);
  return html`<a
    part="permalink"
    href=${addressOf(page, comment)}
    aria-label="${relative}, ${locale.messages.permalink(exact)}"
    ><time
      part="time"
      datetime=${comment.createdAt}
      title=${exact}
      .textContent=${relative}
    ></time
  ></a>`;
}

function renderMarks({ editedAt, picked }: LivingComment, locale: Locale): Shown {
  if (!editedAt && !picked) return nothing;
  const { edited, picked: pickedText } = locale.messages;
  return html`${
    editedAt
      ? html`<span part="status">${edited(locale.relativeDate(new Date(editedAt)))}</span>`
      : nothing
  }
  ${picked ? html`<span part="picked">${pickedText}</span>` : nothing}`;
}

function renderActions(comment: LivingComment, view: CommentView): TemplateResult {
  const { locale, discussion } = view;
  const { messages, writing } = locale;
  if (discussion && !discussion.store.isKnown(comment.id)) return status(writing!.sending);
  if (comment.status !== 'published') {
    const texts = discussion?.isOwn(comment) ? writing!.ownWithheld : messages.withheld;
    return status(texts[comment.status]);
  }
  return html`${renderVotes(comment, view)}${discussion?.offers.comment ? renderReply(comment, view) : nothing}`;
}

function status(text: string): TemplateResult {
  return html`<span part="status">${text}</span>`;
}

function renderVotes(comment: LivingComment, { locale, discussion }: CommentView): Shown {
  if (discussion && !discussion.backend.voteComment) return nothing;
  const vote = {
    author: comment.author.name,
    count: comment.votes.up - comment.votes.down,
    value: discussion?.votes.get(comment.id) ?? 0,
    readonly: !discussion?.offers.vote || discussion.isOwn(comment),
  } as const;
  const button = renderVote(vote, locale);
  return button === nothing ? nothing : html`<palabre-vote-button>${button}</palabre-vote-button>`;
}

function renderReply({ author }: LivingComment, view: CommentView): TemplateResult {
  const { messages } = view.locale;
  return html`<button
    part="reply-button"
    type="button"
    aria-label=${messages.replyTo(author.name)}
    aria-expanded=${view.isAnswered}
    .textContent=${messages.reply}
  ></button>`;
}

function addressOf(page: string, { id }: Comment): string {
  return `${page}#palabre-${id}`;
}
