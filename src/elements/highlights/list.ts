import { html, type TemplateResult } from 'lit';
import type { Locale } from '../../i18n/locale.js';
import type { LivingComment } from '../../model/comment.js';
import { excerptOf } from '../excerpt.js';

/** How much of a comment an excerpt shows, in UTF-16 code units. */
const EXCERPT_MAX = 250;

/** Comments as excerpts that lead to the whole; `page` is the address where they are read. */
export function renderExcerpts(
  comments: LivingComment[],
  { messages, number }: Locale,
  page: string,
): TemplateResult {
  return html`<ol part="highlights-list" role="list">
    ${comments.map((comment) => {
      const score = comment.votes ? comment.votes.up - comment.votes.down : 0;
      return html`<li part="highlight">
        <a part="excerpt" href="${page}#palabre-${comment.id}" dir="auto"
          >${excerptOf(comment.body, EXCERPT_MAX)}</a
        >
        <p part="highlight-meta">
          <bdi>${comment.author.name}</bdi>${score > 0 ? ` · ${messages.votes(score, number(score))}` : ''}${
            comment.picked ? ` · ${messages.picked}` : ''
          }
        </p>
      </li>`;
    })}
  </ol>`;
}
