import { html, nothing, type TemplateResult } from 'lit';
import type { ThreadContext } from '../context.js';
import { renderExcerpts } from '../highlights/list.js';

/** The comments that stand out, as excerpts that lead to them; `level` is the heading's. */
export function renderHighlights(
  { discussion: { highlights, store }, locale, page }: ThreadContext,
  level: number,
): TemplateResult | typeof nothing {
  const comments = highlights
    .map((id) => store.comment(id))
    .filter((comment) => comment?.tombstone === null);
  if (comments.length === 0) return nothing;
  return html`<section part="highlights" aria-labelledby="highlights">
    <h2 part="highlights-heading" id="highlights" aria-level=${level}>
      <slot name="highlights-heading">${locale.messages.highlights}</slot>
    </h2>
    ${renderExcerpts(comments, locale, page)}
  </section>`;
}
