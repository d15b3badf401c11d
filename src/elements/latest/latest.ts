import { nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { resolveBackend } from '../../backend/resolve.js';
import { toPalabreError, type PalabreError } from '../../model/errors.js';
import { baseStyles } from '../../styles/base.js';
import { tokens } from '../../styles/tokens.js';
import { PalabreEvent } from '../events.js';
import { isPublished, limitOf, SiteList, type Shown } from '../site-list.js';
import { warnOnce } from '../warn.js';
import { latestStyles } from './latest.styles.js';
import { renderLatest, type LivingLatest } from './view.js';

/**
 * @summary A site's latest comments, for its front page or beside an article.
 *
 * Each has its author, its beginning without quotations and code, its date, and the title of its
 * article, which leads to the comment. Withdrawn comments and those that wait are never among them.
 * With a backend that cannot say which ones are the latest, there is nothing to see.
 *
 * Until they come, and in sight afterwards, it has the height that `limit` comments have at most in
 * their usual type; for another one, give `::part(placeholder)` another `min-block-size`, and nothing moves. Where the
 * script comes late, a rule for `palabre-latest:not(:defined)` keeps its place until then.
 *
 * `:state(loading)`, `:state(empty)` and `:state(failed)` are for the page's style sheet.
 *
 * @attr {string} lang - the language; else that of the nearest ancestor which says one
 *
 * @slot heading - instead of the heading
 *
 * @fires {PalabreEvent} palabre-error - they could not be loaded, and the reader was told
 *
 * @csspart latest - everything
 * @csspart heading - the heading
 * @csspart list - the list of comments
 * @csspart item - one comment
 * @csspart meta - the line with the author and the date
 * @csspart author - the author's name
 * @csspart time - the date
 * @csspart excerpt - the beginning of the comment
 * @csspart article - the title of the article, which leads to the comment
 * @csspart skeleton - what stands here until the comments have come
 * @csspart placeholder - what stands in the place of one comment
 * @csspart empty - the text where nobody has written yet
 * @csspart failure - that they could not be loaded
 * @csspart retry - loads them again
 */
export class PalabreLatest extends SiteList {
  static override styles: CSSResultGroup = [tokens, baseStyles, latestStyles];

  /** How many, 1–20. */
  @property({ type: Number }) limit = 5;

  @state() private items: LivingLatest[] | null = null;
  @state() private failure: PalabreError | null = null;
  @state() private isOffered = true;
  @state() private announcement = '';

  /** Below the window nobody sees what is below them move. */
  #keepsRoom = true;

  protected readonly asksFor = ['backend', 'limit'];

  protected override forget(): void {
    this.items = this.failure = null;
    this.isOffered = true;
  }

  protected override async load(signal: AbortSignal): Promise<void> {
    try {
      const backend = await resolveBackend(this.backend);
      this.isOffered = !!backend.loadLatest;
      if (!backend.loadLatest || signal.aborted) return;
      const latest = await backend.loadLatest(this.#limit, { signal });
      if (signal.aborted) return;
      this.#keepsRoom = this.isInSight();
      this.items = latest.filter((item): item is LivingLatest => isPublished(item.comment));
      this.failure = null;
      void this.#keepDates();
    } catch (error) {
      if (signal.aborted) return;
      this.failure = toPalabreError(error);
      warnOnce('the latest comments could not be loaded', error);
      this.dispatchEvent(new PalabreEvent('palabre-error', { error: this.failure }));
    }
  }

  async #keepDates(): Promise<void> {
    // Without it they only stand still.
    const late = await import('../ticking.js').catch(() => null);
    late?.keepDates(this);
  }

  get #limit(): number {
    return limitOf(this.limit, 5, 20);
  }

  protected override get shows(): Shown {
    if (this.items) return this.items.length > 0 ? 'shown' : 'empty';
    return this.failure ? 'failed' : 'loading';
  }

  #onRetry = (): void => {
    // The button goes away with the failure.
    this.renderRoot.querySelector<HTMLElement>('section')?.focus({ preventScroll: true });
    this.failure = null;
    this.announcement = '';
    void this.refresh().then(() => {
      if (this.failure) this.announcement = this.locale?.messages.failed ?? '';
    });
  };

  protected override render(): TemplateResult | typeof nothing {
    if (!this.isOffered) return nothing;
    return renderLatest({
      locale: this.locale,
      state: this.shows,
      items: this.items ?? [],
      limit: this.#limit,
      keepsRoom: this.#keepsRoom,
      headingLevel: this.headingLevel,
      announcement: this.announcement,
      onRetry: this.#onRetry,
    });
  }
}
