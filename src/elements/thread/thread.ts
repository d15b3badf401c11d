import { ContextProvider } from '@lit/context';
import { html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { CommentsBackend } from '../../backend/contract.js';
import type { TokenSource } from '../../discussion/session.js';
import { loadLocale } from '../../i18n/languages.js';
import type { Locale } from '../../i18n/locale.js';
import type { CommentId } from '../../model/comment.js';
import { toPalabreError, type PalabreError } from '../../model/errors.js';
import type { Sort } from '../../model/thread.js';
import { baseStyles } from '../../styles/base.js';
import { tokens } from '../../styles/tokens.js';
import type { PalabreComment } from '../comment/comment.js';
import { commentStyles } from '../comment/comment.styles.js';
import { threadContext, type ThreadContext } from '../context.js';
import { PalabreEvent } from '../events.js';
import { nearestLang } from '../lang.js';
import { voteButtonStyles } from '../vote-button/vote-button.styles.js';
import { afterPaint } from './after-paint.js';
import { openThread, tokensOf, validSort, type Prefetched } from './opening.js';
import { linkedComment } from './permalink.js';
import type { ThreadRequestEvent } from './requests.js';
import { emptyPlace, renderThread, SKELETON } from './view.js';
import { threadStyles } from './thread.styles.js';
import { whenNear } from './when-near.js';

/** A change of one of these begins anew. */
const OPENING = ['backend', 'thread', 'pageSize', 'loginUrl', 'subscribeUrl'];

/** What its leaves ask for. */
const REQUESTS = ['palabre-vote-request', 'palabre-reply-request', 'palabre-post-request'];

type Interaction = typeof import('./interaction.js');

/**
 * @summary A whole discussion under an article.
 *
 * Every attribute may change at any time: what is under way for the old value is dropped.
 *
 * @attr {string} lang - the language; else that of the nearest ancestor which says one
 *
 * @slot header - instead of the heading with the number of comments
 * @slot composer - instead of the composer, for those who may write
 * @slot prompt-login - to visitors
 * @slot prompt-subscribe - to those who are signed in without a subscription
 * @slot prompt-suspended - to those who are suspended
 * @slot prompt-wait - to those who must wait
 * @slot prompt-closed - to everybody, where the discussion is closed
 * @slot empty - where nobody has written yet
 * @slot footer - below everything
 *
 * @fires {PalabreEvent} palabre-load - the first page is shown
 * @fires {PalabreEvent} palabre-post - a comment of this reader was written
 * @fires {PalabreEvent} palabre-vote - a vote of this reader was counted
 * @fires {PalabreEvent} palabre-change - the number of comments changed
 * @fires {PalabreEvent} palabre-error - something failed, and the reader was told
 *
 * @csspart thread - everything
 * @csspart header - the line above the comments
 * @csspart heading - the heading
 * @csspart count - the number of comments in it
 * @csspart sort - the choice of the order
 * @csspart prompt - what a reader who may not write sees
 * @csspart composer - what a reader who may write sees
 * @csspart skeleton - what stands here until the comments have come
 * @csspart empty - the text where nobody has written yet
 * @csspart failure - why the comments could not be loaded
 * @csspart retry - loads them again
 * @csspart notice - why something the reader did was taken back
 */
export class PalabreThread extends LitElement {
  static override styles: CSSResultGroup = [
    tokens,
    baseStyles,
    threadStyles,
    commentStyles,
    voteButtonStyles,
  ];

  /** Where the comments are: an address, `name:address`, or an object that is a backend. */
  @property() backend: string | CommentsBackend = '';

  /** The thread's key; the page's canonical address if it says none. */
  @property() thread = '';

  /** `newest`, `oldest`, `best` or `most-replied`. */
  @property() sort: Sort = 'newest';

  /** Comments of the top level that are loaded at a time, 1–100. */
  @property({ attribute: 'page-size', type: Number }) pageSize = 25;

  /** Where one signs in; `{url}` in it is replaced by the page's address. */
  @property({ attribute: 'login-url' }) loginUrl = '';

  /** Where one subscribes; `{url}` in it is replaced by the page's address. */
  @property({ attribute: 'subscribe-url' }) subscribeUrl = '';

  /** An address of the page's own origin that answers `{token}` or 204 to a GET with cookies. */
  @property({ attribute: 'token-url' }) tokenUrl = '';

  /** `lazy` waits until the thread is near the window; `eager` does not. */
  @property() loading: 'lazy' | 'eager' = 'lazy';

  /** The newspaper's token for this reader, or a function that fetches one. */
  @property({ attribute: false }) token: TokenSource | null = null;

  /** @internal What the script tag has asked for already. */
  prefetched: Prefetched | undefined;

  /** @internal */
  @state() context: ThreadContext | null = null;
  /** @internal */
  @state() locale: Locale | null = null;
  /** @internal */
  @state() notice = '';
  /** @internal */
  @state() announcement = '';
  @state() private failure: PalabreError | null = null;
  @state() private interaction: Interaction | null = null;

  readonly #provider = new ContextProvider(this, { context: threadContext });
  #opening = new AbortController();

  constructor() {
    super();
    for (const type of REQUESTS) this.addEventListener(type, this.#onRequest as EventListener);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#onHashChange);
    if (this.hasUpdated && this.#opening.signal.aborted) void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#onHashChange);
    // An element that is only moved goes on as it is.
    queueMicrotask(() => this.isConnected || this.#close());
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang'];
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name === 'lang' && this.hasUpdated && old !== value) void this.#open();
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    root.addEventListener('click', this.#onClick);
    return root;
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (OPENING.some((name) => changed.has(name))) void this.#open();
    else if (changed.has('sort')) void this.#interact().then((acts) => acts?.resort(this));
    else if (changed.has('token') || changed.has('tokenUrl')) {
      void this.#interact().then((acts) => acts?.changeReader(this, tokensOf(this)));
    }
  }

  /** Loads the thread again; what is shown stays until the answer is there. */
  async refresh(): Promise<void> {
    await (await this.#interact())?.refresh(this);
  }

  /** Leads to a comment wherever it lies, and answers whether there is such a one. */
  async showComment(id: CommentId): Promise<boolean> {
    return this.#lead(id, true);
  }

  async #open(): Promise<void> {
    this.#close();
    const { signal } = (this.#opening = new AbortController());
    this.context = this.failure = null;
    try {
      const locale = (this.locale = await loadLocale(nearestLang(this)));
      if (this.backend === '' || signal.aborted) return;
      const linked = linkedComment();
      const lazy = this.loading === 'lazy' && !linked && !this.prefetched;
      if (lazy) await whenNear(this, signal);
      const context = await openThread(this, locale);
      // Its answer can be read once.
      this.prefetched = undefined;
      if (signal.aborted) return;
      this.#show(context, signal);
      await this.#load(context, linked);
    } catch (error) {
      if (signal.aborted) return;
      this.failure = toPalabreError(error);
      console.error(`Palabre: ${this.failure.message}`);
      this.#notify('palabre-error', { error: this.failure });
    }
  }

  #close(): void {
    this.#opening.abort();
  }

  #show(context: ThreadContext, signal: AbortSignal): void {
    const { discussion } = context;
    const update = (): void => this.requestUpdate();
    const topics = ['thread', 'viewer', 'list:'] as const;
    const unfollow = topics.map((topic) => discussion.store.follow(topic, update));
    signal.addEventListener('abort', () => {
      unfollow.forEach((stop) => stop());
      discussion.close();
    });
    this.context = context;
    this.#provider.setValue(context);
  }

  async #load(context: ThreadContext, linked: CommentId | null): Promise<void> {
    const { discussion } = context;
    await discussion.load(linked);
    if (discussion.signal.aborted) return;
    const { error, store } = discussion;
    if (store.thread) this.#notify('palabre-load', { ...store.thread });
    if (error?.code === 'invalid') console.error(`Palabre: ${error.message}`);
    if (error) this.#notify('palabre-error', { error });
    await afterPaint();
    const acts = await this.#interact();
    if (discussion.signal.aborted) return;
    void acts?.prepare(this, context);
    if (linked && !error) await this.#lead(linked, false);
  }

  /** What the thread does once it is read; `null` where that cannot be loaded. */
  async #interact(): Promise<Interaction | null> {
    const { locale } = this;
    if (!locale) return null;
    try {
      const acts = await import('./interaction.js');
      await acts.loadWriting(locale);
      return (this.interaction = acts);
    } catch (error) {
      console.warn('Palabre: the comments can only be read.', error);
      return null;
    }
  }

  async #lead(id: CommentId, focus: boolean): Promise<boolean> {
    const acts = await this.#interact();
    return acts ? acts.leadTo(this, id, focus) : false;
  }

  #notify<Detail>(type: string, detail: Detail): void {
    this.dispatchEvent(new PalabreEvent(type, detail));
  }

  #onRequest = (event: ThreadRequestEvent): void => {
    // The path is empty once the dispatch is over, and only then is it known whether a page took over.
    const comment = event.composedPath().find(isComment) ?? null;
    queueMicrotask(() => {
      if (event.defaultPrevented) return;
      void this.#interact().then((acts) => acts?.fulfil(this, event, comment));
    });
  };

  #onHashChange = (): void => {
    const linked = linkedComment();
    if (linked) void this.#lead(linked, true);
  };

  #onSort = (event: Event): void => {
    this.sort = validSort((event.target as HTMLSelectElement).value);
  };

  #onRetry = (): void => {
    const { context } = this;
    if (context) void this.#load(context, linkedComment());
  };

  #onDismiss = (): void => {
    this.notice = '';
  };

  /** One listener for the "more" of every list. */
  #onClick = (event: Event): void => {
    const button = (event.target as Element).closest<HTMLElement>("[part~='more']");
    if (!button) return;
    const parent = button.dataset['parent'] || null;
    void this.#interact().then((acts) => acts?.loadMore(this, parent));
  };

  protected override render(): TemplateResult {
    const { context, locale, interaction, notice } = this;
    // Without a language there is nothing to say; the console says why.
    if (!locale) return this.failure ? html`` : SKELETON;
    const failure = this.failure ?? context?.discussion.error ?? null;
    const { writing } = locale;
    return html`${renderThread({
      context,
      locale,
      failure,
      reason: failure && interaction ? interaction.errorText(failure, locale) : '',
      sort:
        context && writing ? (interaction?.renderSort(context, this.#onSort) ?? nothing) : nothing,
      place: context ? (interaction?.renderPlace(context) ?? emptyPlace(context)) : nothing,
      notice:
        notice && writing ? interaction!.renderNotice(notice, writing, this.#onDismiss) : nothing,
      onRetry: this.#onRetry,
    })}
      <p class="hidden" role="status">${this.announcement}</p>`;
  }
}

function isComment(target: EventTarget): target is PalabreComment {
  return (target as Partial<Element>).localName === 'palabre-comment';
}
