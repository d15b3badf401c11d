import { LitElement } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { CommentsBackend } from '../backend/contract.js';
import type { Locale } from '../i18n/locale.js';
import { sharedLocale } from '../i18n/shared.js';
import { nearestLang } from './lang.js';
import { warnOnce } from './warn.js';

/**
 * What stands on a front page or in a list of articles: it asks a backend something by itself, and
 * anew whenever what it asks for changes. Answers to what it asked before are dropped.
 */
export abstract class SiteElement extends LitElement {
  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang'];
  }

  /** Where the comments are: an address, `name:address`, or an object that is a backend. */
  @property() backend: string | CommentsBackend = '';

  /** @internal */
  @state() locale: Locale | null = null;

  #asking: AbortController | undefined;
  readonly #internals = this.attachInternals();

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#speak();
    if (this.hasUpdated && this.#asking?.signal.aborted) void this.ask(this.renew());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // One that is only moved goes on as it is.
    queueMicrotask(() => {
      if (!this.isConnected) this.#asking?.abort();
    });
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name === 'lang' && this.isConnected) void this.#speak();
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!this.asksFor.some((name) => changed.has(name))) return;
    const signal = this.renew();
    if (this.isConnected) void this.ask(signal);
    else this.#asking?.abort();
  }

  /** Properties whose change asks anew. */
  protected abstract readonly asksFor: readonly string[];

  /** Begins anew, if the element has a backend. Does not fail. */
  protected abstract ask(signal: AbortSignal): Promise<void>;

  /** Drops what is under way, and answers the signal of what begins. */
  protected renew(): AbortSignal {
    this.#asking?.abort();
    this.#asking = new AbortController();
    return this.#asking.signal;
  }

  /** Sets or takes back a `:state()`. */
  protected toggleState(name: string, isOn: boolean): void {
    try {
      this.#internals.states[isOn ? 'add' : 'delete'](name);
    } catch {
      // An older browser has none, or wants other names.
    }
  }

  async #speak(): Promise<void> {
    const lang = nearestLang(this);
    try {
      const locale = await sharedLocale(lang);
      if (lang === nearestLang(this)) this.locale = locale;
    } catch (error) {
      warnOnce('no language could be loaded', error);
    }
  }
}
