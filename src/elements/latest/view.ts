import { html, nothing, type TemplateResult } from 'lit';
import { latestHeading } from '../../i18n/latest.js';
import type { Locale } from '../../i18n/locale.js';
import type { LivingComment } from '../../model/comment.js';
import type { LatestComment } from '../../model/thread.js';
import { excerptOf } from '../excerpt.js';
import type { Shown } from '../site-list.js';
import { webAddress } from '../web-address.js';

/** UTF-16 code units of an excerpt. */
const EXCERPT_LENGTH = 140;

export type LivingLatest = LatestComment & { comment: LivingComment };

export interface LatestView {
  /** `null` until the language is there. */
  locale: Locale | null;
  state: Shown;
  items: LivingLatest[];
  /** How many are asked for. */
  limit: number;
  /** Whether they are as high as their placeholders, even if they need less. */
  keepsRoom: boolean;
  headingLevel: number;
  /** What screen readers are told after another attempt. */
  announcement: string;
  onRetry(): void;
}

/** Everything in the element. */
export function renderLatest(view: LatestView): TemplateResult {
  const { locale, state, announcement } = view;
  return html`<section
      part="latest"
      tabindex="-1"
      lang=${locale?.lang ?? nothing}
      aria-label=${locale ? latestHeading(locale.lang) : nothing}
      aria-busy=${state === 'loading'}
    >
      <slot name="heading">${renderHeading(view)}</slot>
      ${locale ? renderContent(view, locale) : renderSkeleton(view)}
    </section>
    <p class="hidden" role="status" lang=${locale?.lang ?? nothing}>${announcement}</p>`;
}

function renderHeading({ locale, headingLevel: level }: LatestView): TemplateResult {
  if (!locale) return html`<p part="heading" aria-hidden="true">\u00a0</p>`;
  return html`<h2 part="heading" aria-level=${/^[1-6]$/.test(`${level}`) ? level : 2}>
    ${latestHeading(locale.lang)}
  </h2>`;
}

function renderContent(view: LatestView, { messages, ...locale }: Locale): TemplateResult {
  switch (view.state) {
    case 'loading':
      return renderSkeleton(view);
    case 'empty':
      return html`<p part="empty">${messages.empty}</p>`;
    case 'failed':
      return html`<div class="stack">
        <div part="failure">
          <p>${messages.failed}</p>
          <button part="retry" type="button" @click=${view.onRetry}>${messages.retry}</button>
        </div>
        ${renderRoom(view.limit)}
      </div>`;
    case 'shown':
      return html`<div class="stack">
        <ol part="list" role="list">
          ${view.items.map((item) => renderItem(item, locale))}
        </ol>
        ${view.keepsRoom ? renderRoom(view.items.length) : nothing}
      </div>`;
  }
}

function renderItem(
  item: LivingLatest,
  { exactDate, relativeDate }: Pick<Locale, 'exactDate' | 'relativeDate'>,
): TemplateResult {
  const { id, author, body, createdAt } = item.comment;
  const date = new Date(createdAt);
  return html`<li part="item">
    <p part="meta">
      <bdi part="author" id="by-${id}">${author.name}</bdi>
      <time
        part="time"
        datetime=${createdAt}
        title=${exactDate(date)}
        .textContent=${relativeDate(date)}
      ></time>
    </p>
    <p part="excerpt" dir="auto">${excerptOf(body, EXCERPT_LENGTH)}</p>
    ${renderArticle(item)}
  </li>`;
}

/** Several comments may stand under one article: the link's name says whose it leads to. */
function renderArticle(item: LivingLatest): TemplateResult {
  const { id } = item.comment;
  const { title, url } = item.thread;
  const page = webAddress(url);
  return html`<p class="place" dir="auto">
    ${
      page === null
        ? html`<span part="article">${title}</span>`
        : html`<a
            part="article"
            id="on-${id}"
            href="${page}#palabre-${id}"
            aria-labelledby="on-${id} by-${id}"
            >${title || page}</a
          >`
    }
  </p>`;
}

/** As high as what comes. */
function renderSkeleton({ limit }: LatestView): TemplateResult {
  return html`<div part="skeleton" aria-hidden="true">${renderPlaceholders(limit)}</div>`;
}

/** Behind what came, it keeps that height. */
function renderRoom(count: number): TemplateResult {
  return html`<div class="room" aria-hidden="true">${renderPlaceholders(count)}</div>`;
}

function renderPlaceholders(count: number): TemplateResult[] {
  return Array.from(
    { length: count },
    () => html`<div part="placeholder"><i></i><b></b><b></b></div>`,
  );
}
