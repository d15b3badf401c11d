import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { StoreTopic } from '../../discussion/store.js';
import type { Locale } from '../../i18n/locale.js';
import type { Comment, LivingComment, Tombstone } from '../../model/comment.js';
import { commentStyles } from './comment.styles.js';
import { PalabreRequestEvent, type ReplyRequest } from '../events.js';
import { ThreadPart } from '../part.js';
import { isInThread } from '../in-thread.js';
import { baseStyles } from '../../styles/base.js';
import { tokens } from '../../styles/tokens.js';
import { voteButtonStyles } from '../vote-button/vote-button.styles.js';
import { renderBody } from './body.js';
import { inTurn } from './in-turn.js';
import { initials } from './initials.js';
import { MAX_LEVEL, renderList } from './list.js';

/**
 * @summary One comment with its replies, or the tombstone of one.
 *
 * Inside a `palabre-thread` it takes its record from the thread and renders into the thread's own
 * shadow root, so all parts are the thread's. Alone, give it a `comment`.
 *
 * @fires {PalabreRequestEvent} palabre-vote-request - from its vote button
 * @fires {PalabreRequestEvent} palabre-reply-request - the reader wishes to reply
 * @fires {PalabreRequestEvent} palabre-post-request - from the composer of a reply
 *
 * @csspart comment - the comment without its replies
 * @csspart gone - the same, of a withdrawn comment
 * @csspart linked - the same, of the comment that the page leads to
 * @csspart avatar - the author's initials
 * @csspart meta - the line above the text
 * @csspart author - the author's name
 * @csspart badge - a word on the author, such as "staff"
 * @csspart context - "in reply to …"
 * @csspart permalink - the link to the comment, around its date
 * @csspart time - the date
 * @csspart status - "sending", "waiting for moderation", "edited"
 * @csspart picked - the mark of an editor's pick
 * @csspart body - the text
 * @csspart tombstone - what stands where a withdrawn comment was
 * @csspart actions - the line below the text
 * @csspart reply-button - begins a reply
 * @csspart list - a list of comments
 * @csspart replies - a list of replies
 * @csspart item - one entry of a list
 * @csspart more-item - the entry that holds the "more" button
 * @csspart more - loads one more page of a list
 */
export class PalabreComment extends ThreadPart {
  static override styles: CSSResultGroup = [tokens, baseStyles, commentStyles, voteButtonStyles];

  /** Which of the thread's comments this is. */
  @property({ attribute: 'comment-id' }) commentId = '';

  /** The record to show when there is no thread around. */
  @property({ attribute: false }) comment: Comment | null = null;

  /** Indentation level, from 1. */
  @property({ type: Number }) level = 1;

  /** Whether it stands beside the comment that it answers, and so has to say which one that is. */
  @property({ type: Boolean }) flat = false;

  /** Whether the page was opened at this comment, or led to it. */
  @property({ type: Boolean, reflect: true }) linked = false;

  /** The composer of a reply. */
  @state() private answer: TemplateResult | typeof nothing = nothing;

  /** What the reader lacks for what they just tried to do. */
  @state() private denial: TemplateResult | typeof nothing = nothing;

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    return isInThread(this) ? this : super.createRenderRoot();
  }

  /** Brings the comment into view and marks it; with `focus`, the keyboard's focus goes there too. */
  async show(focus: boolean): Promise<void> {
    this.linked = true;
    await this.updateComplete;
    this.#find('comment')?.scrollIntoView({ block: 'start' });
    if (focus) this.focusArticle();
  }

  /** Takes the mark off. */
  unlink(): void {
    this.linked = false;
  }

  focusArticle(): void {
    this.#find('comment')?.focus({ preventScroll: true });
  }

  /** @internal Whether a reply is being written. */
  get isAnswered(): boolean {
    return this.answer !== nothing;
  }

  /** @internal Puts the keyboard where a reply is being written. */
  focusAnswer(): void {
    this.#find('composer')?.focus();
  }

  /** @internal Says what the reader lacks, or no longer. */
  showDenial(denial: TemplateResult | typeof nothing): void {
    if (denial === nothing && this.denial === nothing) return;
    const returns = denial === nothing && this.#holdsFocus('prompt');
    this.denial = denial;
    if (returns) this.focusArticle();
    // Asked again, the prompt that stands there already gets the keyboard.
    void this.updateComplete.then(() => this.#find('prompt')?.focus());
  }

  /** @internal Shows a composer below the comment, or no longer; the focus then comes back. */
  showAnswer(answer: TemplateResult | typeof nothing): void {
    const returns = answer === nothing && this.#holdsFocus('composer');
    this.answer = answer;
    if (returns) void this.updateComplete.then(() => this.#find('reply-button')?.focus());
  }

  protected override scheduleUpdate(): Promise<void> {
    return inTurn(this, () => void super.scheduleUpdate());
  }

  protected override topics(): StoreTopic[] {
    const topics: StoreTopic[] = [`comment:${this.commentId}`, 'viewer'];
    if (this.level < MAX_LEVEL) topics.push(`list:${this.commentId}`);
    if (this.level === MAX_LEVEL - 1) topics.push('lists');
    return topics;
  }

  #onReply = (): void => {
    const detail: ReplyRequest = { comment: this.commentId };
    this.dispatchEvent(new PalabreRequestEvent('palabre-reply-request', detail));
  };

  protected override render(): TemplateResult | typeof nothing {
    const { thread, locale } = this;
    const comment = thread?.discussion.store.comment(this.commentId) ?? this.comment;
    if (!comment || !locale) return nothing;
    const parts = ['comment', comment.tombstone && 'gone', this.linked && 'linked'];
    return html`
      <article
        part=${parts.filter(Boolean).join(' ')}
        id="palabre-${comment.id}"
        tabindex="-1"
        aria-labelledby="palabre-by-${comment.id}"
      >
        ${
          comment.tombstone
            ? this.#renderTombstone(comment, locale)
            : this.#renderLiving(comment, locale)
        }
      </article>
      ${this.denial} ${this.answer}
      ${thread && this.level < MAX_LEVEL ? renderList(thread, comment.id, this.level + 1) : nothing}
    `;
  }

  #renderTombstone({ id, tombstone, createdAt }: Tombstone, locale: Locale): TemplateResult {
    return html`<p part="tombstone" id="palabre-by-${id}">
      ${this.#renderContext(locale)} ${locale.messages.tombstones[tombstone]}
      ${this.#renderPermalink(id, createdAt, locale)}
    </p>`;
  }

  #renderLiving(comment: LivingComment, locale: Locale): TemplateResult {
    const { author, picked, editedAt } = comment;
    const { messages } = locale;
    return html`
      <header part="meta">
        <span part="avatar" aria-hidden="true">${initials(author.name)}</span>
        <bdi part="author" id="palabre-by-${comment.id}">${author.name}</bdi>
        ${author.badges.map(
          (badge) => html`<span part="badge ${badge}">${messages.badges[badge] ?? badge}</span>`,
        )}
        ${this.#renderContext(locale)}
        ${this.#renderPermalink(comment.id, comment.createdAt, locale)}
        ${
          editedAt
            ? html`<span part="status">${messages.edited(locale.relativeDate(new Date(editedAt)))}</span>`
            : nothing
        }
        ${picked ? html`<span part="picked">${messages.picked}</span>` : nothing}
      </header>
      <div part="body">${renderBody(comment.body)}</div>
      <footer part="actions">${this.#renderActions(comment, locale)}</footer>
    `;
  }

  #renderContext({ messages }: Locale): TemplateResult | typeof nothing {
    const store = this.thread?.discussion.store;
    const parent = this.flat && store?.comment(store.comment(this.commentId)?.parent ?? '');
    if (!parent) return nothing;
    const text = parent.tombstone ? messages.inReplyToGone : messages.inReplyTo(parent.author.name);
    return html`<a part="context" href=${this.#address(parent.id)} dir="auto">${text}</a>`;
  }

  #renderPermalink(id: string, createdAt: string, locale: Locale): TemplateResult {
    const date = new Date(createdAt);
    const exact = locale.exactDate(date);
    const relative = locale.relativeDate(date);
    return html`<a
      part="permalink"
      href=${this.#address(id)}
      aria-label="${relative}, ${locale.messages.permalink(exact)}"
      ><time part="time" datetime=${createdAt} title=${exact}>${relative}</time></a
    >`;
  }

  #renderActions(comment: LivingComment, locale: Locale): TemplateResult {
    const { messages } = locale;
    const discussion = this.thread?.discussion;
    if (discussion && !discussion.store.isKnown(comment.id)) {
      return html`<span part="status">${locale.writing!.sending}</span>`;
    }
    if (comment.status !== 'published') {
      const texts = discussion?.isOwn(comment) ? locale.writing!.ownWithheld : messages.withheld;
      return html`<span part="status">${texts[comment.status]}</span>`;
    }
    return html`
      <palabre-vote-button
        comment-id=${comment.id}
        author=${comment.author.name}
        .count=${comment.votes.up - comment.votes.down}
        .value=${discussion?.votes.get(comment.id) ?? 0}
        ?readonly=${!discussion?.offers.vote || discussion.isOwn(comment)}
        ?hidden=${discussion && !discussion.backend.voteComment}
      ></palabre-vote-button>
      ${
        discussion?.offers.comment
          ? html`<button
            part="reply-button"
            type="button"
            aria-label=${messages.replyTo(comment.author.name)}
            aria-expanded=${this.isAnswered}
            @click=${this.#onReply}
          >
            ${messages.reply}
          </button>`
          : nothing
      }
    `;
  }

  #address(id: string): string {
    return `${this.thread?.links.page ?? ''}#palabre-${id}`;
  }

  #holdsFocus(part: string): boolean | undefined {
    return this.#find(part)?.matches(':focus-within');
  }

  #find(part: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[part~='${part}']`);
  }
}
