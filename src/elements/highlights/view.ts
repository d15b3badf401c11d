import { html, nothing, type TemplateResult } from 'lit';
import type { LivingComment } from '../../model/comment.js';
import { excerptOf } from '../excerpt.js';
import type { ThreadContext } from '../context.js';

/** How much of a comment an excerpt shows, in UTF-16 code units. */
const EXCERPT_MAX = 250;

/** The comments that stand out, as excerpts that lead to them; `level` is the heading's. */
export function renderHighlights(
  { discussion: { highlights, store }, locale, links }: ThreadContext,
  level: number,
): TemplateResult | typeof nothing {
  const { highlights: heading, picked, votes } = locale.messages;
  const renderOne = (comment: LivingComment) => {
    const score = comment.votes ? comment.votes.up - comment.votes.down : 0;
    const marks = [
      score > 0 && votes(score, locale.number(score)),
      comment.picked && picked,
    ].filter(Boolean);
    return html`<li part="highlight">
      <a part="excerpt" href="${links.page}#palabre-${comment.id}" dir="auto"
        >${excerptOf(comment.body, EXCERPT_MAX)}</a
      >
      <p part="highlight-meta"><bdi>${comment.author.name}</bdi> · ${marks.join(' · ')}</p>
    </li>`;
  };
  const items = highlights.flatMap((id) => {
    const comment = store.comment(id);
    return comment?.tombstone === null ? renderOne(comment) : [];
  });
  if (items.length === 0) return nothing;
  return html`<section part="highlights" aria-labelledby="highlights">
    <h2 part="highlights-heading" id="highlights" aria-level=${level}>
      <slot name="highlights-heading">${heading}</slot>
    </h2>
    <ol part="highlights-list" role="list">
      ${items}
    </ol>
  </section>`;
}
