import { html, nothing, type TemplateResult } from 'lit';
import type { Locale } from '../../i18n/locale.js';
import type { LivingComment } from '../../model/comment.js';
import { renderExcerpts } from './list.js';

export interface HighlightsView {
  /** `null` until the language is there. */
  locale: Locale | null;
  /** `null` until they have come. */
  comments: LivingComment[] | null;
  /** Where they are read. */
  page: string;
  /** How many are asked for. */
  limit: number;
  /** Whether they are as high as their placeholders, even if they need less. */
  keepsRoom: boolean;
  headingLevel: number;
}

/** Everything in the element, where there is something to show or may be. */
export function renderAlone(view: HighlightsView): TemplateResult {
  const { locale, comments } = view;
  return html`<section
    part="highlights"
    lang=${locale?.lang ?? nothing}
    aria-label=${locale?.messages.highlights ?? nothing}
    aria-busy=${!comments}
  >
    <slot name="heading">${renderHeading(view)}</slot>
    ${locale && comments ? renderComments(view, locale, comments) : renderSkeleton(view.limit)}
  </section>`;
}

function renderHeading({ locale, headingLevel: level }: HighlightsView): TemplateResult {
  if (!locale) return html`<p part="highlights-heading" aria-hidden="true">\u00a0</p>`;
  return html`<h2 part="highlights-heading" aria-level=${/^[1-6]$/.test(`${level}`) ? level : 2}>
    ${locale.messages.highlights}
  </h2>`;
}

function renderComments(
  { page, keepsRoom }: HighlightsView,
  locale: Locale,
  comments: LivingComment[],
): TemplateResult {
  return html`<div class="stack">
    ${renderExcerpts(comments, locale, page)}
    ${
      keepsRoom
        ? html`<div class="room" aria-hidden="true">${renderPlaceholders(comments.length)}</div>`
        : nothing
    }
  </div>`;
}

/** As high as what comes. */
function renderSkeleton(limit: number): TemplateResult {
  return html`<div part="skeleton" aria-hidden="true">${renderPlaceholders(limit)}</div>`;
}

/** In the parts of what they stand for: a page's own columns and spaces are theirs as well. */
function renderPlaceholders(count: number): TemplateResult {
  return html`<div part="highlights-list">
    ${Array.from(
      { length: count },
      () =>
        html`<div part="highlight"><div part="placeholder"><b></b><b></b><b></b><i></i></div></div>`,
    )}
  </div>`;
}
