import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { StoreTopic } from '../../discussion/store.js';
import type { Comment } from '../../model/comment.js';
import { commentStyles } from './comment.styles.js';
import { ThreadPart } from '../part.js';
import { isInThread } from '../in-thread.js';
import { baseStyles } from '../../styles/base.js';
import { tokens } from '../../styles/tokens.js';
import { voteButtonStyles } from '../vote-button/vote-button.styles.js';
import { inTurn } from './in-turn.js';
import { CommentList, MAX_LEVEL } from './list.js';
import { renderLiving, renderTombstone, type CommentView } from './view.js';

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
 * @csspart avatar - the author's initials, or their picture
 * @csspart picture - the same, where it is a picture
 * @csspart author-link - the same where it leads somewhere, as the page says
 * @csspart meta - the line above the text
 * @csspart author - the author's name
 * @csspart badge - a word on the author, such as "staff"
 * @csspart context - "in reply to …"
 * @csspart permalink - the link to the comment, around its date
 * @csspart time - the date
 * @csspart status - "sending", "waiting for the network", "waiting for moderation", "edited"
 * @csspart picked - the mark of an editor's pick
 * @csspart body - the text
 * @csspart read-on - shows all of a very long text, or its beginning
 * @csspart menu-button - opens what more can be done
 * @csspart muted - what stands where a muted reader's comment is
 * @csspart muted-button - shows it all the same
 * @csspart collapse-button - hides the replies, or shows them again
 * @csspart branch-arrivals-button - how many replies others have just written; shows them
 * @csspart ground - why moderation withdrew it
 * @csspart tombstone - what stands where a withdrawn comment was
 * @csspart actions - the line below the text
 * @csspart down-button - votes against the comment, where the backend counts such votes
 * @csspart reply-button - begins a reply
 * @csspart quote-button - begins one with the passage that is selected, while one is
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

  /** @internal The composer of a reply. */
  @state() answer: TemplateResult | typeof nothing = nothing;

  /** @internal What the reader lacks for what they just tried to do. */
  @state() denial: TemplateResult | typeof nothing = nothing;

  #replies: CommentList | undefined;

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    return isInThread(this) ? this : super.createRenderRoot();
  }

  /** @internal Whether a reply is being written. */
  get isAnswered(): boolean {
    return this.answer !== nothing;
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

  protected override render(): TemplateResult | typeof nothing {
    const comment = this.#record(this.commentId) ?? this.comment;
    const view = comment && this.#viewOf(comment);
    if (!view) return nothing;
    const { thread, denial, answer } = this;
    const { id, tombstone } = comment;
    const parts = ['comment', tombstone && 'gone', this.linked && 'linked'];
    return html`
      <article
        part=${parts.filter(Boolean).join(' ')}
        id="palabre-${id}"
        tabindex="-1"
        aria-labelledby="palabre-by-${id}"
      >
        ${
          comment.tombstone
            ? renderTombstone(comment, view)
            : (thread?.renderInstead?.(comment) ?? renderLiving(comment, view))
        }
      </article>
      ${denial === nothing && answer === nothing ? nothing : html`${denial}${answer}`}${
        thread && this.level < MAX_LEVEL
          ? (this.#replies ??= new CommentList(this.level + 1)).render(thread, id)
          : nothing
      }
    `;
  }

  #record(id: string | null): Comment | undefined {
    return this.thread?.discussion.store.comment(id ?? '');
  }

  #viewOf({ parent }: Comment): CommentView | null {
    const { thread, locale, isAnswered } = this;
    return (
      locale && {
        locale,
        thread,
        answered: this.flat ? this.#record(parent) : undefined,
        isAnswered,
      }
    );
  }
}
