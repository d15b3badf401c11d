import { html, nothing, type TemplateResult } from 'lit';
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
  /** `null` where it stands alone. */
  thread: ThreadContext | null;
  /** The comment that this one answers, where that has to be said. */
  answered: Comment | undefined;
  /** Whether a reply is being written. */
  isAnswered: boolean;
}

type Shown = TemplateResult | typeof nothing;

export function renderTombstone(comment: Tombstone, view: CommentView): TemplateResult {
  const { thread } = view;
  return html`<p part="tombstone" id="palabre-by-${comment.id}">
    ${renderAnswered(view)} ${view.locale.messages.tombstones[comment.tombstone]} ${thread?.renderGround?.(comment)}
    ${renderPermalink(comment, view)} ${thread?.renderMore?.(comment)}
  </p>`;
}

export function renderLiving(comment: LivingComment, view: CommentView): TemplateResult {
  const { id, author, body } = comment;
  const { locale, thread } = view;
  return html`
    <header part="meta">
      ${
        (author.picture && thread?.renderPicture?.(author.picture)) ||
        html`<span part="avatar" aria-hidden="true" .textContent=${initials(author.name)}></span>`
      }
      ${
        thread?.renderAuthor?.(comment) ??
        html`<bdi part="author" id="palabre-by-${id}" .textContent=${author.name}></bdi>`
      }
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

function renderAnswered({ answered, locale: { messages }, thread }: CommentView): Shown {
  if (!answered) return nothing;
  const text = answered.tombstone
    ? messages.inReplyToGone
    : messages.inReplyTo(answered.author.name);
  return html`<a part="context" href=${addressOf(thread, answered)} dir="auto">${text}</a>`;
}

function renderPermalink(comment: Comment, { locale, thread }: CommentView): TemplateResult {
  const date = new Date(comment.createdAt);
  const exact = locale.exactDate(date);
  const relative = locale.relativeDate(date);
  return html`<a
    part="permalink"
    href=${addressOf(thread, comment)}
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
      ? html`<span part="status" .textContent=${edited(locale.relativeDate(new Date(editedAt)))}></span>`
      : nothing
  }
  ${picked ? html`<span part="picked">${pickedText}</span>` : nothing}`;
}

function renderActions(comment: LivingComment, view: CommentView): TemplateResult {
  const { locale, thread } = view;
  const discussion = thread?.discussion;
  const { messages, writing } = locale;
  const more = thread?.renderMore?.(comment);
  if (comment.status !== 'published') {
    const texts = discussion?.isOwn(comment) ? writing!.ownWithheld : messages.withheld;
    return html`${status(texts[comment.status])}${more}`;
  }
  return html`${renderVotes(comment, view)}${thread?.renderBesideVote?.(comment)}${discussion?.offers.comment ? renderReply(comment, view) : nothing}${more}`;
}

function status(text: string): TemplateResult {
  return html`<span part="status">${text}</span>`;
}

function renderVotes(comment: LivingComment, { locale, thread }: CommentView): Shown {
  const discussion = thread?.discussion;
  if (discussion && !discussion.backend.voteComment) return nothing;
  const { votes } = comment;
  const vote = {
    author: comment.author.name,
    count: votes?.up ?? 0,
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

function addressOf(thread: ThreadContext | null, { id }: Comment): string {
  return `${thread?.page ?? ''}#palabre-${id}`;
}
