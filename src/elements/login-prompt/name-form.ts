import { html, nothing, type TemplateResult } from 'lit';
import type { Locale } from '../../i18n/locale.js';
import type { WritingMessages } from '../../i18n/messages.js';
import type { PalabreError } from '../../model/errors.js';
import { errorText } from '../error-text.js';

export interface NameForm {
  locale: Locale;
  messages: WritingMessages;
  /** Whether the reader has turned to it. */
  open: boolean;
  sending: boolean;
  /** Why the name was not taken. */
  error: PalabreError | null;
  onSubmit(event: Event): void;
  onInput(): void;
  onFocus(): void;
}

/** Where a reader gives the name under which to take part. */
export function renderNameForm(form: NameForm): TemplateResult {
  const { locale, messages, sending, error } = form;
  const problem = error ? textOf(error, messages, locale) : nothing;
  return html`<form part="name-form" novalidate aria-busy=${sending} @submit=${form.onSubmit}>
    <label part="message name-label" for="name">${messages.prompts.name}</label>
    <input
      part="name-field"
      id="name"
      name="name"
      type="text"
      dir="auto"
      autocomplete="nickname"
      spellcheck="false"
      required
      aria-describedby="error hint"
      aria-invalid=${error !== null && isAboutName(error)}
      ?readonly=${sending}
      @focus=${form.onFocus}
      @input=${form.onInput}
    />
    <button part="name-button" type="submit" aria-disabled=${sending}>${messages.nameSend}</button>
    <p part="name-error" id="error" role="alert">${problem}</p>
    <p part="name-hint" id="hint" ?hidden=${!form.open}>${messages.nameHint}</p>
  </form>`;
}

/** The codes of what is wrong with the name itself. */
const isAboutName = ({ code }: PalabreError): boolean =>
  code === 'empty' || code === 'too-long' || code === 'conflict';

function textOf(error: PalabreError, { nameErrors }: WritingMessages, locale: Locale): string {
  return nameErrors[error.code as keyof typeof nameErrors] ?? errorText(error, locale);
}
