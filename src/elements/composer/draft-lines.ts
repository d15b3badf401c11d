import { html, nothing, type TemplateResult } from 'lit';
import type { Locale } from '../../i18n/locale.js';
import type { Drafting } from './drafting.js';

/** Says that a text was brought back; said aloud too, so the region is there before it. */
export function renderRestored(
  { restored }: Drafting,
  { writing }: Locale,
  discard: () => void,
): TemplateResult {
  const { draftRestored, discardDraft } = writing!;
  return html`<p part="draft">
    <span role="status">${restored ? draftRestored : nothing}</span>
    ${
      restored
        ? html`<button part="discard-button" type="button" @click=${discard}>${discardDraft}</button>`
        : nothing
    }
  </p>`;
}

/**
 * Says where else a text waits, and if nothing keeps this one. `page` is its address without a hash;
 * `lead` hears that the reader wishes to go there.
 */
export function renderKept(
  { begun, unkept }: Drafting,
  { writing, number }: Locale,
  page: string,
  lead: (event: MouseEvent) => void,
): TemplateResult {
  const { draftUnkept, repliesBegun, repliesBegunLink } = writing!;
  const [latest] = begun;
  return html`${
    latest
      ? html`<p part="drafts">
          ${repliesBegun(begun.length, number(begun.length))}
          <a href="${page}#palabre-${latest}" @click=${lead}>${repliesBegunLink}</a>.
        </p>`
      : nothing
  }
    <p part="unkept" role="status">${unkept ? draftUnkept : nothing}</p>`;
}
