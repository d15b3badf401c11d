import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { baseStyles } from '../../styles/base.js';
import { tokens } from '../../styles/tokens.js';
import type { Denial } from '../../model/viewer.js';
import { PalabreRequestEvent } from '../events.js';
import type { Locale } from '../../i18n/locale.js';
import { loadWriting } from '../../i18n/writing.js';
import { ThreadPart } from '../part.js';
import { loginPromptStyles } from './login-prompt.styles.js';

/**
 * @summary Says what a reader lacks to take part, and where to get it.
 *
 * Its links lead to the thread's `login-url` and `subscribe-url`. Without these, its buttons only
 * fire the events, and the page does the rest.
 *
 * @fires {PalabreRequestEvent} palabre-login-request - the reader wishes to sign in
 * @fires {PalabreRequestEvent} palabre-subscribe-request - the reader wishes to subscribe
 *
 * @csspart message - what is missing
 * @csspart aside - the line for those who have a subscription already
 * @csspart subscribe-button - leads to the subscription
 * @csspart login-button - leads to the sign-in
 */
export class PalabreLoginPrompt extends ThreadPart {
  static override styles: CSSResultGroup = [tokens, baseStyles, loginPromptStyles];

  /** Why the reader may not: `login`, `subscribe`, `suspended`, `wait`, `closed`. */
  @property() reason: Denial = 'login';

  /** Until when, as RFC 3339; empty for good. */
  @property() until = '';

  /** Takes the keyboard's focus as soon as it is there. */
  @property({ attribute: 'focus-first', type: Boolean }) focusFirst = false;

  override firstUpdated(): void {
    if (this.focusFirst) this.focus();
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('a, button, [tabindex]')?.focus(options);
  }

  protected override async loadOwnLocale(): Promise<Locale> {
    const locale = await super.loadOwnLocale();
    await loadWriting(locale);
    return locale;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { locale, reason } = this;
    const messages = locale?.writing;
    if (!messages) return nothing;
    const links = this.thread?.links ?? { login: '', subscribe: '' };
    const signIn = () => this.#renderAction('login', links.login, messages.signIn);
    const subscribe = () =>
      this.#renderAction('subscribe', links.subscribe, messages.prompts.subscribe);

    if (reason === 'subscribe') return html`<p part="message">${subscribe()}</p>`;
    if (reason !== 'login') {
      const until = this.until && locale.exactDate(new Date(this.until));
      const text = messages.prompts[reason];
      return html`<p part="message" tabindex="-1">${until ? messages.until(text.replace(/\.$/, ''), until) : text}</p>`;
    }
    // A newsroom that names a sign-in and no subscription sells none.
    if (links.login && !links.subscribe) {
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
