import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import type { Locale } from '../../i18n/locale.js';

type Shown = TemplateResult | TemplateResult[] | string;

/** Milliseconds of one parse: beyond the first one it waits for a pause, beyond the last for a wish. */
const SLOW = 30;
const TOO_SLOW = 400;
/** Milliseconds without a key that count as a pause, and at most until the next quiet moment. */
const PAUSE = 500;

/** A field, as its preview sees it. */
export interface PreviewedField {
  readonly host: ReactiveControllerHost;
  text(): string;
  locale(): Locale | null;
}

/** Shows beside a field what its text will look like, as long as the reader wishes. */
export class Previewing implements ReactiveController {
  isOpen = false;

  readonly #field: PreviewedField;
  #shown: Shown = '';
  #source: string | null = null;
  #language: Locale | null = null;
  #took = 0;
  #waiting = false;
  #turn = 0;

  constructor(field: PreviewedField) {
    this.#field = field;
    field.host.addController(this);
  }

  /** Opens it, or closes it. */
  toggle = (): void => {
    this.isOpen = !this.isOpen;
    this.#took = 0;
    this.#source = null;
    this.#waiting = false;
    this.#turn += 1;
    this.#field.host.requestUpdate();
  };

  hostUpdated(): void {
    if (!this.isOpen || this.#isFresh() || this.#waiting || this.#took > TOO_SLOW) return;
    this.#waiting = true;
    const turn = this.#turn;
    soon(() => void this.#show(turn), this.#took > SLOW ? PAUSE : 0);
  }

  render({ writing }: Locale): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing;
    const { preview, previewSlow } = writing!;
    const isLate = this.#took > TOO_SLOW && !this.#isFresh();
    const shown = this.#shown;
    return html`<div part="preview" role="region" aria-label=${preview}>
      ${isLate ? html`<p class="aside">${previewSlow}</p>` : nothing}
      ${typeof shown === 'string' ? html`<p class="aside">${shown}</p>` : html`<div part="body">${shown}</div>`}
    </div>`;
  }

  #isFresh(): boolean {
    return this.#field.text() === this.#source && this.#field.locale() === this.#language;
  }

  async #show(turn: number): Promise<void> {
    const locale = this.#field.locale();
    const writing = locale?.writing;
    const parser = writing ? await import('./preview.js').catch(() => null) : null;
    if (turn !== this.#turn) return;
    this.#waiting = false;
    const began = performance.now();
    this.#source = this.#field.text();
    this.#language = locale;
    // Without the parser nobody can say what it will look like.
    this.#shown = parser ? parser.preview(this.#source, writing!) : (writing?.errors.network ?? '');
    this.#took = performance.now() - began;
    this.#field.host.requestUpdate();
  }
}

function soon(act: () => void, pause: number): void {
  setTimeout(() => {
    if ('requestIdleCallback' in window) requestIdleCallback(act, { timeout: PAUSE });
    else requestAnimationFrame(act);
  }, pause);
}
