import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { joined } from '../../discussion/drafts.js';
import { actorOf } from '../../discussion/reader.js';
import type { StoreTopic } from '../../discussion/store.js';
import { can } from '../../discussion/viewing.js';
import type { CommentId } from '../../model/comment.js';
import { PalabreError } from '../../model/errors.js';
import type { Viewer } from '../../model/viewer.js';
import type { EditRequest, GuestRequest, PostRequest } from '../events.js';
import { PalabreRequestEvent } from '../request-event.js';
import type { Locale } from '../../i18n/locale.js';
import { loadWriting } from '../../i18n/writing.js';
import { PROMPT_PARTS } from '../login-prompt/parts.js';
import { ThreadPart } from '../part.js';
import { errorText } from '../error-text.js';
import { baseStyles } from '../../styles/base.js';
import { tokens } from '../../styles/tokens.js';
import { commentStyles } from '../comment/comment.styles.js';
import { followBegun } from './begun.js';
import { composerStyles } from './composer.styles.js';
import { renderCounter } from './counter.js';
import { renderKept, renderRestored } from './draft-lines.js';
import { Drafting } from './drafting.js';
import { replaceText } from './edit.js';
import { prepareWriting } from './preparing.js';
import { Previewing } from './previewing.js';
import { keepWithinSeen } from './seen-height.js';
import { Sending } from './sending.js';
import { Waiting } from './waiting.js';
import { renderToolbar, toolOf, useTool, type Tool } from './tools.js';
import { renderWriter } from './writer-lines.js';

/** Characters of HTML; of more than a comment could ever hold, the browser pastes the text. */
const RICH_MAX = 1_000_000;

/** What an input method does with a key is not for us; Safari says so only by the code. */
const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

/**
 * @summary Where a comment or a reply is written.
 *
 * Ctrl or ⌘ with Enter sends; with B, I, K, and with Shift and the point or 8, it formats. The text stays until the comment is known to be written; in a thread
 * it is kept in the browser as well, by the place and the account, until it is sent or thrown away.
 *
 * @fires {PalabreRequestEvent} palabre-post-request - the reader wishes to send the text
 * @fires {PalabreRequestEvent} palabre-edit-request - the reader wishes to change a comment
 * @fires {PalabreRequestEvent} palabre-guest-request - the reader gives the name of a guest up
 * @fires {Event} palabre-composer-end - a reply was sent or given up; for the element around it
 *
 * @slot charter - the newsroom's rules, once the reader has turned to the field
 *
 * @csspart form - everything
 * @csspart label - the label above the text field
 * @csspart guest-line - under which name a guest writes
 * @csspart guest-name - the name in it
 * @csspart forget-button - forgets the name
 * @csspart write-first - tells a visitor that signing in comes later
 * @csspart draft - says that the text was brought back
 * @csspart discard-button - throws it away
 * @csspart textarea - the text field
 * @csspart unkept - says that the browser keeps no draft
 * @csspart drafts - where else a text that was begun waits
 * @csspart toolbar - the buttons that format
 * @csspart tool-button - each of them
 * @csspart preview-button - shows and hides the preview
 * @csspart preview - the text as it will look
 * @csspart body - the text in it, as in a comment
 * @csspart hint - how to format, for screen readers alone
 * @csspart counter - how many characters are left
 * @csspart over - the same, when there are too many
 * @csspart send-button - sends
 * @csspart cancel-button - gives a reply up; its text is kept
 * @csspart wait - when one can send again
 * @csspart error - why the text was not sent
 */
export class PalabreComposer extends ThreadPart {
  /** With those of comments, whose bodies a preview looks like. */
  static override styles: CSSResultGroup = [tokens, baseStyles, commentStyles, composerStyles];

  /** The comment that is answered; empty at the top level. */
  @property() parent = '';

  /** The text field's label, instead of "Your comment". */
  @property() label = '';

  /** The comment whose text is changed here, by {@link text}; empty for a new one. */
  @property() edited = '';

  /** What stands in the field at first. */
  @property({ attribute: false }) text = '';

  /** Offers a button that gives up. */
  @property({ type: Boolean }) cancelable = false;

  /** Takes the keyboard's focus as soon as it is there. */
  @property({ attribute: 'focus-first', type: Boolean }) focusFirst = false;

  @state() private source = '';
  /** One line until the reader turns to it. */
  @state() private open = false;

  @query('textarea') private textarea!: HTMLTextAreaElement;

  readonly #draft: Drafting = new Drafting({
    host: this,
    // What is changed is on the server.
    discussion: () => (this.edited ? null : (this.thread?.discussion ?? null)),
    parent: () => this.parent || null,
    isSending: () => this.#sending.isOn,
    text: () => this.source,
    show: (text) => (this.source = text),
  });
  readonly #preview = new Previewing({
    host: this,
    text: () => this.source,
    locale: () => this.locale,
  });
  readonly #wait = new Waiting(this, () => this.thread?.discussion ?? null);
  readonly #sending: Sending = new Sending({
    host: this,
    draft: this.#draft,
    wait: this.#wait,
    text: () => this.source,
    request: (source) => this.#request(source),
    isHeard: () => this.thread !== null,
    end: () => this.#clear(),
    fail: () => this.#goBack(),
  });
  #turnedTo: AbortController | null = null;
  #viewer: Viewer | null = null;
  /** Whether the reader was ever signed in here. */
  #isKnown = false;

  override firstUpdated(): void {
    if (this.focusFirst) this.textarea?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#turnedTo?.abort();
    this.#turnedTo = null;
  }

  override focus(options?: FocusOptions): void {
    this.textarea?.focus(options);
  }

  /** Adds Markdown below what is written, and goes on there. */
  async quote(source: string): Promise<void> {
    await this.updateComplete;
    const { textarea } = this;
    if (!textarea || this.#sending.isOn) return;
    const written = textarea.value.trimEnd();
    const text = `${written && '\n\n'}${source}\n\n`;
    replaceText(textarea, text, written.length, textarea.value.length);
  }

  protected override topics(): StoreTopic[] {
    return ['viewer', 'outbox'];
  }

  protected override willUpdate(): void {
    if (!this.hasUpdated && this.text) {
      this.source = this.text;
      this.open = true;
    }
    const discussion = this.thread?.discussion ?? null;
    const viewer = discussion?.viewer ?? null;
    if (viewer === this.#viewer) return;
    this.#viewer = viewer;
    this.#isKnown ||= viewer?.account != null;
    // Signed in meanwhile, nothing keeps the text from being sent.
    if (this.#sending.isDenied && can(discussion!, 'comment').allowed) this.#sending.mend();
  }

  #onFocus = (): void => {
    prepareWriting();
    this.open = true;
    if (this.#turnedTo) return;
    this.#turnedTo = new AbortController();
    keepWithinSeen(this.textarea.parentElement!, this.#turnedTo.signal);
  };

  #onInput = (): void => {
    this.source = this.textarea.value;
    this.#sending.mend();
    this.#wait.goOn();
    this.#draft.change();
  };

  #onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void this.#sending.send();
    }
    const tool = toolOf(event);
    if (tool) {
      event.preventDefault();
      this.#onTool(tool);
    }
    if (event.key === 'Escape' && this.cancelable && this.source === '') {
      event.preventDefault();
      this.#end();
    }
  };

  #onTool = (tool: Tool): void => {
    // Where it cannot be fetched, one can still type what it would have.
    useTool(this.textarea, tool).catch(() => undefined);
  };

  /** A piece of a document is put in as Markdown, which takes a moment. */
  #onPaste = (event: ClipboardEvent): void => {
    const html = event.clipboardData?.getData('text/html') ?? '';
    if (html === '' || html.length > RICH_MAX || this.#sending.isOn) return;
    const plain = event.clipboardData!.getData('text/plain');
    event.preventDefault();
    import('../../markup/from-document.js').then(
      ({ markdownOf }) => replaceText(this.textarea, markdownOf(html) ?? plain),
      () => replaceText(this.textarea, plain),
    );
  };

  #onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#sending.send();
  };

  #onForget = (): void => {
    const detail: GuestRequest = { name: null };
    this.dispatchEvent(new PalabreRequestEvent('palabre-guest-request', detail));
  };

  /** From the prompt in it: once there is a name, nothing keeps the text from being sent. */
  #onGuest = ({ outcome }: PalabreRequestEvent<GuestRequest>): void => {
    outcome.then(this.#sending.mend, () => undefined);
  };

  #end = (): void => {
    this.dispatchEvent(new Event('palabre-composer-end'));
  };

  async #discard(): Promise<void> {
    const { textarea } = this;
    textarea.focus();
    // Firefox forgets what can be undone in a field that changes its looks.
    await this.updateComplete;
    if (this.#sending.isOn) return;
    replaceText(textarea, '', 0, textarea.value.length);
    this.#draft.clear();
  }

  #onBegun = (event: MouseEvent): void => {
    const [id] = this.#draft.begun;
    const discussion = this.thread?.discussion;
    if (id && discussion) followBegun(event, discussion, id, () => this.#bring(id));
  };

  /** Brings a reply here that lies below a comment which is gone. */
  #bring(id: CommentId): void {
    const { textarea } = this;
    const text = this.#draft.begunBelow(id);
    if (text === null || this.#sending.isOn) return;
    replaceText(textarea, joined(textarea.value, text), 0, textarea.value.length);
    this.#draft.moveFrom(id);
    this.#sending.error = new PalabreError('gone', 'What it answers is not there any more');
    this.requestUpdate();
  }

  #request(source: string): PalabreRequestEvent<EditRequest | PostRequest> {
    if (this.edited) {
      const detail: EditRequest = { comment: this.edited, source };
      return new PalabreRequestEvent('palabre-edit-request', detail);
    }
    const discussion = this.thread?.discussion;
    const { id, attempted } = this.#draft.begin((discussion && actorOf(discussion)) ?? null);
    const detail: PostRequest = { id, parent: this.parent || null, source, attempted };
    return new PalabreRequestEvent('palabre-post-request', detail);
  }

  /** A reader who has gone on meanwhile is not called back. */
  #goBack(): void {
    if (this.matches(':focus-within')) void this.updateComplete.then(() => this.textarea.focus());
  }

  #clear(): void {
    this.source = '';
    this.#draft.clear();
    this.#end();
  }

  protected override async loadOwnLocale(): Promise<Locale> {
    const locale = await super.loadOwnLocale();
    await loadWriting(locale);
    return locale;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { locale, source } = this;
    const { error, isOn: sending, isDenied, isAboutText } = this.#sending;
    const waits = this.#wait.isOn;
    const messages = locale?.writing;
    if (!messages) return nothing;
    return html`<form
      part="form"
      class=${this.open ? 'open' : ''}
      aria-busy=${sending}
      @submit=${this.#onSubmit}
    >
      <div class="head">
        <label part="label" for="text">${this.label || messages.composerLabel}</label>
        ${renderWriter(this.thread?.discussion ?? null, messages, this.#isKnown, this.#onForget)}${renderRestored(this.#draft, locale, () => void this.#discard())}
      </div>
      <div class="grow" data-text=${source}>
        <textarea
          part="textarea"
          id="text"
          rows="1"
          dir="auto"
          spellcheck="true"
          autocapitalize="sentences"
          enterkeyhint="enter"
          placeholder=${messages.placeholder}
          aria-describedby="hint counter error"
          aria-invalid=${isAboutText}
          aria-keyshortcuts="Control+Enter Meta+Enter"
          ?readonly=${sending}
          .value=${source}
          @focus=${this.#onFocus}
          @input=${this.#onInput}
          @keydown=${this.#onKeyDown}
          @paste=${this.#onPaste}
        ></textarea>
      </div>
      ${this.#preview.render(locale)}
      ${this.#wait.render(locale)}
      <p part="error" id="error" class=${waits ? 'spoken' : ''} role="alert">${error ? this.#errorText(error, locale) : nothing}</p>
      ${
        isDenied
          ? html`<palabre-login-prompt
            exportparts=${PROMPT_PARTS}
            reason=${error!.code}
            @palabre-guest-request=${this.#onGuest}
          ></palabre-login-prompt>`
          : nothing
      }
      <slot name="charter" ?hidden=${!this.open}></slot>
      <div class="foot" ?hidden=${!this.open}>
        <span part="hint" class="spoken" id="hint">${messages.hint}</span>
        <div class="tools">
          ${renderToolbar(messages, this.#onTool)}
          <button
            part="preview-button"
            type="button"
            aria-pressed=${this.#preview.isOpen}
            @click=${this.#preview.toggle}
          >
            ${messages.preview}
          </button>
        </div>
        ${renderCounter(source, locale)}
        ${
          this.cancelable
            ? html`<button part="cancel-button" type="button" @click=${this.#end}>
              ${messages.cancel}
            </button>`
            : nothing
        }
        <button part="send-button" type="submit" aria-disabled=${sending || waits} aria-describedby=${waits ? 'wait' : nothing}>
          ${sending ? messages.sendingText : this.edited ? messages.editing.save : messages.send}
        </button>
      </div>
      ${renderKept(this.#draft, locale, this.thread?.page ?? '', this.#onBegun)}
    </form>`;
  }

  #errorText(error: PalabreError, locale: Locale): string {
    const isVisitor = error.code === 'login' && this.thread && !this.#isKnown;
    return isVisitor ? locale.writing!.signInFirst : errorText(error, locale);
  }
}
