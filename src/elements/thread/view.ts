import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { Locale } from '../../i18n/locale.js';
import type { PalabreError } from '../../model/errors.js';
import type { CommentList } from '../comment/list.js';
import type { ThreadContext } from '../context.js';
import { renderHighlights } from './highlights.js';

/** What may not be there, or not yet. */
type Late = TemplateResult | typeof nothing | null | undefined;

export interface ThreadView {
  locale: Locale;
  /** `null` until the thread has a backend. */
  context: ThreadContext | null;
  /** Why there is none, or why it could not be loaded. */
  failure: PalabreError | null;
  /** The same in the reader's words, once they are there. */
  reason: string;
  /** What stands at the end of the header. */
  tools: Late;
  /** Where one writes, or learns what that takes. */
  place: Late;
  /** What the reader has to be told in sight. */
  notice: Late;
  list: CommentList;
  headingLevel: number;
  onRetry(): void;
}

/** Everything in a thread but what it says to screen readers alone. */
export function renderThread(view: ThreadView): TemplateResult {
  const { context, failure, locale } = view;
  const ready = context?.discussion.status === 'ready';
  // Until it is near, Tab leads to it: the window follows, and it begins to load.
  return html`<section
      part="thread"
      tabindex=${context || failure ? -1 : 0}
      lang=${locale.lang}
      aria-label=${locale.messages.heading}
      aria-busy=${!!context && !ready && !failure}
    >
      <header part="header">
        <slot name="header">${renderHeading(view)}</slot>
        ${ready ? view.tools : nothing}
      </header>
      ${failure ? nothing : view.place}
      ${failure ? renderFailure(view, failure) : ready ? renderComments(context, view) : SKELETON}
      <slot name="footer"></slot>
    </section>
    <div role="alert" lang=${locale.lang}>${view.notice}</div>`;
}

function renderHeading({ locale, context, headingLevel: level }: ThreadView): TemplateResult {
  const total = context?.discussion.store.thread?.total;
  const { heading, commentCount } = locale.messages;
  // An element of another name for each level would take more than a template can.
  return html`<h2 part="heading" aria-level=${/^[1-6]$/.test(`${level}`) ? level : 2}>
    ${total ? html`<span part="count">${commentCount(total, locale.number(total))}</span>` : heading}
  </h2>`;
}

function renderComments(
  context: ThreadContext,
  { list, headingLevel }: ThreadView,
): TemplateResult {
  const { store } = context.discussion;
  const empty = store.list(null).ids.length === 0;
  return html`${renderHighlights(context, headingLevel + 1)}<slot name="empty" ?hidden=${!empty}>
      <p part="empty">${context.locale.messages.empty}</p>
    </slot>
    ${list.render(context, null)}`;
}

function renderFailure({ locale, reason, onRetry }: ThreadView, error: PalabreError) {
  const { failed, retry } = locale.messages;
  // The reason may come later: what was said before it is not said again.
  return html`<div part="failure" role="alert" aria-atomic="false">
    <p>${failed}</p>
    <p>${error.code === 'invalid' ? html`<code>${error.message}</code>` : reason}</p>
    ${
      error.code !== 'invalid'
        ? html`<button part="retry" type="button" @click=${onRetry}>${retry}</button>`
        : nothing
    }
  </div>`;
}

/** Puts the keyboard on the thread itself, where what had it goes away. */
export function focusThread({ renderRoot }: Pick<LitElement, 'renderRoot'>): void {
  renderRoot.querySelector<HTMLElement>("[part='thread']")?.focus({ preventScroll: true });
}

/** Keeps the height of the place where one writes, until it is known who reads. */
export function emptyPlace({ discussion }: ThreadContext): TemplateResult | typeof nothing {
  return discussion.backend.createComment ? html`<div class="place"></div>` : nothing;
}

/** What stands where the comments will be. */
export const SKELETON = html`<div part="skeleton" aria-hidden="true">
  ${[1, 2, 3, 4].map(() => html`<div><i></i><b></b><b></b><b></b></div>`)}
</div>`;
