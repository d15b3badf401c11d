import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { baseStyles } from '../../styles/base.js';
import { tokens } from '../../styles/tokens.js';
import { PalabreError, toPalabreError } from '../../model/errors.js';
import { nameProblem } from '../../model/guest.js';
import type { Denial } from '../../model/viewer.js';
import type { GuestRequest } from '../events.js';
import { PalabreRequestEvent } from '../request-event.js';
import type { Locale } from '../../i18n/locale.js';
import type { WritingMessages } from '../../i18n/messages.js';
import { loadWriting } from '../../i18n/writing.js';
import { threadAround } from '../in-thread.js';
import { ThreadPart } from '../part.js';
import { loginPromptStyles } from './login-prompt.styles.js';
import { linksOf } from './links.js';
import { renderNameForm } from './name-form.js';

/**
 * @summary Says what a reader lacks to take part, and where to get it.
 *
 * Its links lead to the thread's `login-url` and `subscribe-url`. Without these, its buttons only
 * fire the events, and the page does the rest.
 *
 * @fires {PalabreRequestEvent} palabre-login-request - the reader wishes to sign in
 * @fires {PalabreRequestEvent} palabre-subscribe-request - the reader wishes to subscribe
 * @fires {PalabreRequestEvent} palabre-guest-request - the reader wishes to take part under a name
 * @fires {Event} palabre-prompt-end - the reader closed it; for the element around it
 *
 * @csspart message - what is missing
 * @csspart aside - the line for those who have a subscription or an account already
 * @csspart subscribe-button - leads to the subscription
 * @csspart login-button - leads to the sign-in
 * @csspart name-form - where a name is enough: the field and its button
 * @csspart name-label - the label of the field
 * @csspart name-field - the field
 * @csspart name-button - goes on with the name
 * @csspart name-hint - what becomes of the name
 * @csspart name-error - what is wrong with it
 * @csspart close-button - closes a prompt that can be closed
 */
export class PalabreLoginPrompt extends ThreadPart {
  static override styles: CSSResultGroup = [tokens, baseStyles, loginPromptStyles];

  /** Why the reader may not: `login`, `name`, `subscribe`, `suspended`, `wait`, `closed`. */
  @property() reason: Denial = 'login';

  /** Until when, as RFC 3339; empty for good. */
  @property() until = '';

  /** Can be closed, by a button or by Escape. */
  @property({ type: Boolean, reflect: true }) cancelable = false;

  /** Takes the keyboard's focus as soon as it is there. */
  @property({ attribute: 'focus-first', type: Boolean }) focusFirst = false;

  /** Says no more of the name than it must, until the reader turns to it. */
  @state() private open = false;
  @state() private sending = false;
  @state() private error: PalabreError | null = null;

  @query('input') private field!: HTMLInputElement | null;

  constructor() {
    super();
    this.addEventListener('keydown', this.#onKeyDown);
  }

  override firstUpdated(): void {
    if (this.focusFirst) this.focus();
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('input, a, button, [tabindex]')?.focus(options);
  }

  #onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#send(this.field!.value);
  };

  #onFocus = (): void => {
    this.open = true;
  };

  #onInput = (): void => {
    this.error = null;
  };

  #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing || !this.cancelable) return;
    // A name that is being written is not lost by one key.
    if (this.field?.value) return;
    event.preventDefault();
    this.#end();
  };

  #end = (): void => {
    this.dispatchEvent(new Event('palabre-prompt-end'));
  };

  async #send(name: string): Promise<void> {
    if (this.sending) return;
    const problem = nameProblem(name);
    if (problem) return this.#fail(new PalabreError(problem, `The name is ${problem}`));
    const detail: GuestRequest = { name: name.trim() };
    const request = new PalabreRequestEvent('palabre-guest-request', detail);
    this.sending = true;
    this.error = null;
    try {
      // A page that prevents the event takes the name over.
      if (this.dispatchEvent(request) && this.thread) await request.outcome;
    } catch (error) {
      this.#fail(toPalabreError(error));
    } finally {
      this.sending = false;
    }
  }

  #fail(error: PalabreError): void {
    this.error = error;
    // A reader who has gone on meanwhile is not called back.
    if (this.matches(':focus-within')) this.field?.focus();
  }

  protected override async loadOwnLocale(): Promise<Locale> {
    const locale = await super.loadOwnLocale();
    await loadWriting(locale);
    return locale;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { locale } = this;
    const messages = locale?.writing;
    if (!messages) return nothing;
    // It comes last, so that what the prompt is for gets the keyboard first.
    return html`${this.#renderReason(locale, messages)}${
      this.cancelable
        ? html`<button part="close-button" type="button" aria-label=${messages.close} @click=${this.#end}>
            ×
          </button>`
        : nothing
    }`;
  }

  #renderReason(locale: Locale, messages: WritingMessages): TemplateResult {
    const { reason } = this;
    const { loginUrl, subscribeUrl } = linksOf(threadAround(this));
    const signIn = () => this.#renderAction('login', loginUrl, messages.signIn);
    const subscribe = () =>
      this.#renderAction('subscribe', subscribeUrl, messages.prompts.subscribe);

    if (reason === 'subscribe') return html`<p part="message">${subscribe()}</p>`;
    if (reason === 'name') {
      const { open, sending, error } = this;
      const handlers = { onSubmit: this.#onSubmit, onInput: this.#onInput, onFocus: this.#onFocus };
      return html`${renderNameForm({ locale, messages, open, sending, error, ...handlers })}
        ${loginUrl ? html`<p part="aside">${messages.haveAccount} ${signIn()}</p>` : nothing}`;
    }
    if (reason !== 'login') {
      const until = this.until && locale.exactDate(new Date(this.until));
      const text = messages.prompts[reason];
      return html`<p part="message" tabindex="-1">${until ? messages.until(text.replace(/\.$/, ''), until) : text}</p>`;
    }
    // A newsroom that names a sign-in and no subscription sells none.
    if (loginUrl && !subscribeUrl) {
      return html`<p part="message">${messages.prompts.login} ${signIn()}</p>`;
    }
    return html`<p part="message">${subscribe()}</p>
      <p part="aside">${messages.alreadySubscribed} ${signIn()}</p>`;
  }

  #renderAction(what: 'login' | 'subscribe', url: string, text: string): TemplateResult {
    const part = `${what}-button`;
    const ask = (event: Event): void => {
      const request = new PalabreRequestEvent(`palabre-${what}-request`, { url });
      if (!this.dispatchEvent(request)) event.preventDefault();
    };
    return url
      ? html`<a part=${part} href=${url} @click=${ask}>${text}</a>`
      : html`<button part=${part} type="button" @click=${ask}>${text}</button>`;
  }
}
