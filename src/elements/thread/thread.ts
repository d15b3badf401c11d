import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { loadLocale } from '../../i18n/languages.js';
import type { Locale } from '../../i18n/locale.js';
import type { CommentId } from '../../model/comment.js';
import { toPalabreError, type PalabreError } from '../../model/errors.js';
import { baseStyles } from '../../styles/base.js';
import { tokens } from '../../styles/tokens.js';
import { commentStyles } from '../comment/comment.styles.js';
import { CommentList } from '../comment/list.js';
import { provideContext, type ThreadContext } from '../context.js';
import { PalabreEvent } from '../events.js';
import { highlightsStyles } from '../highlights/highlights.styles.js';
import { nearestLang } from '../lang.js';
import { voteButtonStyles } from '../vote-button/vote-button.styles.js';
import { isKept } from '../../discussion/kept.js';
import { afterPaint } from './after-paint.js';
import { canonicalAddress } from './article.js';
import { openThread } from './opening.js';
import { linkedComment } from './permalink.js';
import { ThreadElement } from './settings.js';
import { emptyPlace, focusThread, renderThread, SKELETON } from './view.js';
import { threadStyles } from './thread.styles.js';
import { whenNear } from './when-near.js';

/** A change of one of these begins anew. */
const OPENING = ['backend', 'thread', 'pageSize', 'highlights'];

/** Milliseconds that the device has to show what it has kept of a thread. */
const PATIENCE = 400;

type Interaction = typeof import('./interaction.js');

/**
 * @summary A whole discussion under an article.
 *
 * Every attribute may change at any time: what is under way for the old value is dropped.
 *
 * Of its CSS variables the accent, the text, the font, its size, the radius and the space are basic:
 * all others follow from these until they are set themselves. Its parts are also all those of
 * `palabre-comment` and `palabre-vote-button`, and of the composer and the prompts in it.
 *
 * @attr {string} lang - the language; else that of the nearest ancestor which says one
 * @attr {'light'|'dark'} color-scheme - instead of the page's `color-scheme`: the thread then brings
 *   its own background and text colour along, and stands on it with some room
 * @attr {'off'} keys - readers do not go through the comments by single keys (J, K, R, V, N, ?)
 * @attr {'off'} cache - the device keeps nothing of this thread, and forgets what it has kept; set later, with
 *   what would be kept next, or as the page is left
 * @attr {number} cache-threads - how many threads the device keeps at most; 50
 * @attr {number} cache-megabytes - how large they may be together; 20
 * @attr {number} cache-days - for how long one is shown that the backend has not confirmed; 7
 *
 * @slot header - instead of the heading with the number of comments
 * @slot charter - the newsroom's rules, below what one writes in, once a reader has turned to it
 * @slot composer - instead of the composer, for those who may write
 * @slot prompt-login - to visitors
 * @slot prompt-name - to visitors, where a name is enough
 * @slot prompt-subscribe - to those who are signed in without a subscription
 * @slot prompt-suspended - to those who are suspended
 * @slot prompt-wait - to those who must wait
 * @slot prompt-closed - to everybody, where the discussion is closed
 * @slot prompt-unsupported - to everybody, where nobody can write at all
 * @slot highlights-heading - the words above the comments that stand out
 * @slot empty - where nobody has written yet
 * @slot footer - below everything
 *
 * @fires {PalabreRequestEvent} palabre-edit-request - the reader wishes to change a comment
 * @fires {PalabreRequestEvent} palabre-delete-request - the reader has confirmed a withdrawal
 * @fires {PalabreRequestEvent} palabre-report-request - the reader wishes to report a comment
 * @fires {PalabreEvent} palabre-load - the first page is shown
 * @fires {PalabreEvent} palabre-post - a comment of this reader was written
 * @fires {PalabreEvent} palabre-vote - a vote of this reader was counted
 * @fires {PalabreEvent} palabre-change - the number of comments changed
 * @fires {PalabreEvent} palabre-error - something failed, and the reader was told
 *
 * @cssprop [--palabre-accent=light-dark(#a3341f, #ffab94)] - buttons, links, what is chosen
 * @cssprop [--palabre-text=inherit] - text
 * @cssprop [--palabre-font=inherit] - font family
 * @cssprop [--palabre-font-size=inherit] - text size
 * @cssprop [--palabre-radius=3px] - corners
 * @cssprop [--palabre-space=1em] - the space that all others are parts of
 * @cssprop --palabre-on-accent - text on the accent; black or white, whichever is read more easily
 * @cssprop --palabre-link - links, badges and votes cast; the accent
 * @cssprop --palabre-focus - the outline of what has the keyboard's focus; the links' colour
 * @cssprop --palabre-muted - dates, hints; 78 % of the text
 * @cssprop --palabre-border - lines; 18 % of the text
 * @cssprop --palabre-field-border - around what one writes in; 55 % of the text
 * @cssprop --palabre-surface - behind prompts and code; 4 % of the text
 * @cssprop --palabre-mark - behind the linked comment; 9 % of the accent
 * @cssprop [--palabre-danger=light-dark(#b3001b, #ff9aa2)] - errors
 * @cssprop [--palabre-background=Canvas] - behind the thread, where `color-scheme` is set
 * @cssprop [--palabre-font-size-small=0.8125em] - size of dates, buttons and hints
 * @cssprop [--palabre-line-height=1.55] - of text
 * @cssprop [--palabre-measure=68ch] - the longest line
 * @cssprop --palabre-indent - how far replies move in; 3.2 % of the window, 0.7 to 1.4 spaces
 * @cssprop [--palabre-scroll-margin=4.5em] - room above a linked comment, for a fixed header
 *
 * @csspart thread - everything
 * @csspart header - the line above the comments
 * @csspart heading - the heading
 * @csspart count - the number of comments in it
 * @csspart new-button - how many comments are new to the reader; leads to the next one
 * @csspart arrivals-button - how many comments others have just written; shows them
 * @csspart close-thread-button - closes the discussion, or opens it again, for whom may
 * @csspart sort - the choice of the order
 * @csspart keys-button - explains the keys
 * @csspart keys - the keys and what they do, in a dialog
 * @csspart keys-when - when they work
 * @csspart prompt - what a reader who may not write sees
 * @csspart composer - what a reader who may write sees
 * @csspart highlights - the comments that stand out
 * @csspart highlights-heading - the words above them
 * @csspart highlights-list - their list
 * @csspart highlight - one of them
 * @csspart excerpt - its beginning, which leads to the whole
 * @csspart highlight-meta - its author and its votes
 * @csspart skeleton - what stands here until the comments have come
 * @csspart empty - the text where nobody has written yet
 * @csspart last-seen - of when the comments are, where nobody could be asked for newer ones
 * @csspart failure - why the comments could not be loaded
 * @csspart retry - loads them again
 * @csspart menu - what more can be done with a comment
 * @csspart menu-item - one of it; also `copy-link`, `share`, `report`, `edit`, `delete`, `pick`, `approve`, `reject`, `mute`, `unmute`, `muted-list`
 * @csspart dialog - what is asked before a comment is deleted or reported
 * @csspart dialog-heading - its heading
 * @csspart dialog-text - what follows from it
 * @csspart dialog-form - its form
 * @csspart dialog-fields - the reasons to choose from
 * @csspart choice - one of these
 * @csspart field-label - the label of a field
 * @csspart field - a field
 * @csspart dialog-error - why it did not work
 * @csspart muted-list - the muted readers
 * @csspart muted-reader - one of them
 * @csspart unmute-button - shows what they write again
 * @csspart dialog-done - what happens next
 * @csspart dialog-actions - its buttons
 * @csspart dialog-action - does it
 * @csspart dialog-cancel - does not
 * @csspart confirm - what a reader who has signed in wanted to do before
 * @csspart confirm-button - does it
 * @csspart give-up-button - does not
 * @csspart state - on a comment: what was written there is being sent, waits, or was not accepted
 * @csspart refused - the same, where it was not accepted
 * @csspart state-edit-button - opens a text that was not accepted
 * @csspart state-source - on a tombstone: the text that was not accepted, to be read and copied
 * @csspart state-discard-button - throws away what was not accepted
 * @csspart outbox - how much waits to be sent, above the comments
 * @csspart outbox-button - leads to what was not accepted
 * @csspart notice - why something the reader did was taken back
 */
export class PalabreThread extends ThreadElement {
  static override styles: CSSResultGroup = [
    tokens,
    baseStyles,
    threadStyles,
    highlightsStyles,
    commentStyles,
    voteButtonStyles,
  ];

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

  #opening = new AbortController();
  #loading: Promise<void> | undefined;
  readonly #list = new CommentList(1);

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#onHashChange);
    if (this.hasUpdated && this.#opening.signal.aborted) void this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#onHashChange);
    // One that is only moved, or comes back, goes on as it is; what was still to load is called off.
    queueMicrotask(() => {
      const isShown = this.context?.discussion.status === 'ready';
      if (!this.isConnected && !isShown) this.#close();
    });
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name !== 'lang' || !this.hasUpdated || old === value) return;
    if (this.context) void this.#interact().then((acts) => acts?.changeLanguage(this));
    else void this.#open();
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    root.addEventListener('click', (event) => {
      const button = (event.composedPath()[0] as Element).closest('button');
      if (button) void this.#interact().then((acts) => acts?.press(this, button));
    });
    return root;
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('context')) provideContext(this, this.context);
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (OPENING.some((name) => changed.has(name))) void this.#open();
    // Before it is there, nothing has been done yet by what is no longer said.
    else this.interaction?.goOn(this, changed);
  }

  /** Loads the thread again; what is shown stays until the answer is there. */
  async refresh(): Promise<void> {
    await (await this.#interact())?.refresh(this);
  }

  /** Leads to a comment wherever it lies, and answers whether there is such a one. */
  async showComment(id: CommentId): Promise<boolean> {
    return this.#lead(id, true);
  }

  /** Begins anew, with a comment to lead to if the page's address or somebody else asks for one. */
  async #open(linked: CommentId | null = linkedComment()): Promise<void> {
    this.#close();
    if (!this.isConnected) return;
    const { signal } = (this.#opening = new AbortController());
    this.context = this.failure = null;
    try {
      const locale = await loadLocale(nearestLang(this));
      if (signal.aborted) return;
      this.locale = locale;
      if (this.backend === '') return;
      const kept = isKept(this.backend, this.thread || canonicalAddress());
      const lazy = this.loading === 'lazy' && !linked && !this.prefetched && !kept;
      if (lazy) await whenNear(this, signal);
      // What is kept needs no whole answer.
      if (kept) this.prefetched = undefined;
      const context = await openThread(this, locale);
      // Its answer can be read once.
      this.prefetched = undefined;
      if (signal.aborted) return;
      this.#show(context, signal);
      await (this.#loading = this.#load(context, linked, kept));
    } catch (error) {
      if (signal.aborted) return;
      this.failure = toPalabreError(error);
      console.error(`Palabre: ${this.failure.message}`);
      this.#notify('palabre-error', { error: this.failure });
      (await this.#interact())?.dress(this);
    }
  }

  #close(): void {
    this.#opening.abort();
  }

  #show(context: ThreadContext, signal: AbortSignal): void {
    const { discussion } = context;
    for (const topic of ['thread', 'viewer', 'list:'] as const) {
      const unfollow = discussion.store.follow(topic, () => this.requestUpdate());
      signal.addEventListener('abort', unfollow);
    }
    signal.addEventListener('abort', () => discussion.close());
    this.context = context;
  }

  async #load(context: ThreadContext, linked: CommentId | null, kept?: boolean): Promise<void> {
    const { discussion } = context;
    // What the device has kept is shown unless the network could be as quick.
    const isShown =
      kept &&
      (await Promise.race([
        import('./revisit.js').then((late) => late.revisit(this, context)).catch(() => {}),
        new Promise((resolve) => setTimeout(resolve, PATIENCE)),
      ]));
    if (!isShown) await discussion.load(linked);
    if (discussion.signal.aborted) return;
    const { error, store } = discussion;
    if (store.thread) this.#notify('palabre-load', { ...store.thread });
    if (error?.code === 'invalid') console.error(`Palabre: ${error.message}`);
    if (error) this.#notify('palabre-error', { error });
    await afterPaint();
    const acts = await this.#interact();
    if (discussion.signal.aborted) return;
    void acts?.prepare(this, context);
    if (linked && !error) await acts?.leadTo(this, linked, false);
  }

  /** What the thread does once it is read; `null` where that cannot be loaded. */
  async #interact(): Promise<Interaction | null> {
    const { locale } = this;
    if (!locale) return null;
    try {
      const acts = await import('./interaction.js');
      await acts.loadWriting(locale);
      acts.hearRequests(this);
      return (this.interaction = acts);
    } catch (error) {
      console.warn('Palabre: the comments can only be read.', error);
      return null;
    }
  }

  async #lead(id: CommentId, focus: boolean): Promise<boolean> {
    if (!this.context) await this.#open(id);
    await this.#loading;
    const acts = await this.#interact();
    return acts ? acts.leadTo(this, id, focus) : false;
  }

  #notify<Detail>(type: string, detail: Detail): void {
    this.dispatchEvent(new PalabreEvent(type, detail));
  }

  #onHashChange = (): void => {
    const linked = linkedComment();
    if (linked) void this.#lead(linked, true);
  };

  #onRetry = (): void => {
    const { context } = this;
    // The button goes away with the failure.
    focusThread(this);
    if (context) this.#loading = this.#load(context, linkedComment());
    else void this.#open();
  };

  protected override render(): TemplateResult | typeof nothing {
    const { context, locale, interaction } = this;
    // Without a language there is nothing to say; the console says why.
    if (!locale) return this.failure ? nothing : SKELETON;
    const failure = this.failure ?? context?.discussion.error ?? null;
    return html`${renderThread({
      context,
      locale,
      failure,
      reason: failure && interaction ? interaction.failureText(failure, locale) : '',
      tools: interaction?.renderTools(this),
      place: context && (interaction?.renderPlace(this, context) ?? emptyPlace(context)),
      notice: interaction?.renderNotice(this),
      list: this.#list,
      headingLevel: this.headingLevel,
      onRetry: this.#onRetry,
    })}
      <p class="hidden" role="status" lang=${locale.lang}>${this.announcement}</p>`;
  }
}
