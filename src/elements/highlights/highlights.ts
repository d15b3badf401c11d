import { nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { resolveBackend } from '../../backend/resolve.js';
import type { LivingComment } from '../../model/comment.js';
import { HIGHLIGHTS_DEFAULT, HIGHLIGHTS_MAX } from '../../model/requests.js';
import { baseStyles } from '../../styles/base.js';
import { tokens } from '../../styles/tokens.js';
import { isPublished, limitOf, SiteList, type Shown } from '../site-list.js';
import { canonicalAddress, pageAddress } from '../thread/article.js';
import { pressedAgain } from '../thread/pressed-again.js';
import type { PalabreThread } from '../thread/thread.js';
import { warnOnce } from '../warn.js';
import { webAddress } from '../web-address.js';
import { aloneStyles } from './alone.styles.js';
import { highlightsStyles } from './highlights.styles.js';
import { renderAlone } from './view.js';

/**
 * @summary The comments of one thread that stand out, for the middle of an article, beside it, or a
 * front page.
 *
 * Editors' picks first, then those with the best votes, from as many on as the site asks for. Each
 * has its beginning without quotations and code, which leads to the whole, its author and its score.
 * Withdrawn comments and those that wait are never among them. Where none stands out, or they cannot
 * be loaded, there is nothing to see; the console tells why.
 *
 * An excerpt leads to the thread on this page that has the same key. Without one it leads to `href`,
 * else to the key where that is an address, else to this page.
 *
 * Until they come, and in sight afterwards, it has the height that `limit` comments have at most in
 * their usual type; for another one, give `::part(placeholder)` another `min-block-size`, and nothing
 * moves. Where the script comes late, a rule for `palabre-highlights:not(:defined)` keeps its place
 * until then.
 *
 * `:state(loading)`, `:state(empty)` and `:state(failed)` are for the page's style sheet.
 *
 * @attr {string} lang - the language; else that of the nearest ancestor which says one
 *
 * @slot heading - instead of the heading
 *
 * @csspart highlights - everything
 * @csspart highlights-heading - the heading
 * @csspart highlights-list - the list of comments
 * @csspart highlight - one comment
 * @csspart excerpt - its beginning, which leads to the whole
 * @csspart highlight-meta - its author and its votes
 * @csspart skeleton - what stands here until the comments have come
 * @csspart placeholder - what stands in the place of one comment
 */
export class PalabreHighlights extends SiteList {
  static override styles: CSSResultGroup = [tokens, baseStyles, highlightsStyles, aloneStyles];

  /** The thread's key; the page's canonical address if it says none. */
  @property() thread = '';

  /** How many, 1–10. */
  @property({ type: Number }) limit = HIGHLIGHTS_DEFAULT;

  /** The address of the article, where the thread is on another page. */
  @property() href = '';

  @state() private comments: LivingComment[] | null = null;
  @state() private hasFailed = false;

  #keepsRoom = true;

  protected readonly asksFor = ['backend', 'thread', 'limit'];

  constructor() {
    super();
    this.addEventListener('click', this.#onClick);
  }

  protected override forget(): void {
    this.comments = null;
    this.hasFailed = false;
  }

  protected override async load(signal: AbortSignal): Promise<void> {
    const key = keyOf(this);
    const limit = this.#limit;
    try {
      const backend = await resolveBackend(this.backend);
      if (signal.aborted) return;
      // Of the list itself the least that can be asked for.
      const query = { key, sort: 'newest', limit: 1, highlights: limit } as const;
      const page = await backend.loadThread(query, { signal });
      if (signal.aborted) return;
      const records = new Map(page.comments.map((comment) => [comment.id, comment]));
      this.#keepsRoom = this.isInSight();
      this.comments = page.highlights
        .map((id) => records.get(id)!)
        .filter(isPublished)
        .slice(0, limit);
      this.hasFailed = false;
    } catch (error) {
      if (signal.aborted) return;
      this.hasFailed = true;
      warnOnce('the comments that stand out could not be loaded', error);
    }
  }

  get #limit(): number {
    return limitOf(this.limit, HIGHLIGHTS_DEFAULT, HIGHLIGHTS_MAX);
  }

  protected override get shows(): Shown {
    if (this.comments) return this.comments.length > 0 ? 'shown' : 'empty';
    return this.hasFailed ? 'failed' : 'loading';
  }

  /** The thread on this page that the comments are in. */
  get #threadHere(): PalabreThread | undefined {
    const key = keyOf(this);
    return [...document.querySelectorAll('palabre-thread')].find((one) => keyOf(one) === key);
  }

  /** Where the comments are read. */
  get #page(): string {
    const key = keyOf(this);
    if (this.#threadHere || (!this.href && key === canonicalAddress())) return pageAddress();
    const article = this.href ? webAddress(this.href, document.baseURI) : webAddress(key);
    return article ?? pageAddress();
  }

  #onClick = (event: MouseEvent): void => {
    const linked = pressedAgain(event);
    if (linked) void this.#threadHere?.showComment(linked);
  };

  protected override render(): TemplateResult | typeof nothing {
    if (/empty|failed/.test(this.shows)) return nothing;
    return renderAlone({
      locale: this.locale,
      comments: this.comments,
      page: this.#page,
      limit: this.#limit,
      keepsRoom: this.#keepsRoom,
      headingLevel: this.headingLevel,
    });
  }
}

/** A thread's key as it is asked for; one that is not upgraded yet has only its attributes. */
function keyOf(element: PalabreHighlights | PalabreThread): string {
  const { thread = element.getAttribute('thread') } = element as { thread?: string };
  return thread || canonicalAddress();
}
