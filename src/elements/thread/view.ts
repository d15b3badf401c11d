import { html, nothing, type TemplateResult } from 'lit';
import type { Locale } from '../../i18n/locale.js';
import type { PalabreError } from '../../model/errors.js';
import { SORTS } from '../../model/thread.js';
import { DENIALS, type Permission } from '../../model/viewer.js';
import { renderList } from '../comment/list.js';
import type { ThreadContext } from '../context.js';
import { errorText } from '../error-text.js';
import { COMPOSER_PARTS, PROMPT_PARTS } from '../parts.js';

export interface ThreadView {
  locale: Locale;
  /** `null` until the thread has a backend. */
  context: ThreadContext | null;
  /** Why there is none, or why it could not be loaded. */
  failure: PalabreError | null;
  /** What the reader has to be told in sight. */
  notice: string;
  onSort(event: Event): void;
  onRetry(): void;
  onDismiss(): void;
}

/** Everything in a thread but what it says to screen readers alone. */
export function renderThread(view: ThreadView): TemplateResult {
  const { context, failure, locale } = view;
  const ready = context?.discussion.status === 'ready';
  return html`<section
      part="thread"
      lang=${locale.lang}
      aria-label=${locale.messages.heading}
      aria-busy=${!ready && !failure}
    >
      <header part="header">
        <slot name="header">${renderHeading(view)}</slot>
        ${ready ? renderSort(view) : nothing}
      </header>
      ${renderPlace(failure ? null : context)}
      ${failure ? renderFailure(view, failure) : ready ? renderComments(context) : SKELETON}
      <slot name="footer"></slot>
    </section>
    <div role="alert">${view.notice ? renderNotice(view) : nothing}</div>`;
}

function renderHeading({ locale, context }: ThreadView): TemplateResult {
  const total = context?.discussion.store.thread?.total;
  const { heading, commentCount } = locale.messages;
  return html`<h2 part="heading">
    ${total ? html`<span part="count">${commentCount(total, locale.number(total))}</span>` : heading}
  </h2>`;
}

function renderSort({ context, locale, onSort }: ThreadView): TemplateResult | typeof nothing {
  const { sort, store } = context!.discussion;
  if (store.list(null).total < 2) return nothing;
  const { sortLabel, sorts } = locale.messages;
  return html`<label part="sort">
    <span>${sortLabel}</span>
    <select @change=${onSort}>
      ${SORTS.map(
        (name) => html`<option value=${name} ?selected=${name === sort}>${sorts[name]}</option>`,
      )}
    </select>
  </label>`;
}

/**
 * Where one writes, or learns what that takes. It keeps its height from the first frame on, so that
 * the comments below do not move when it is known who reads.
 */
function renderPlace(context: ThreadContext | null): TemplateResult | typeof nothing {
  const discussion = context?.discussion;
  const permission = discussion?.viewerKnown ? discussion.can('comment') : null;
  if (!context || (permission && reasonOf(permission) === 'unsupported')) return nothing;
  return html`<div class="place">
    <slot name="composer" ?hidden=${!permission?.allowed}>
      ${
        permission?.allowed
          ? html`<palabre-composer part="composer" exportparts=${COMPOSER_PARTS}></palabre-composer>`
          : nothing
      }
    </slot>
    ${DENIALS.map((reason) => {
      const active = permission && !permission.allowed && permission.reason === reason;
      return html`<slot name="prompt-${reason}" ?hidden=${!active}>
        ${
          active
            ? html`<palabre-login-prompt
              part="prompt"
              exportparts=${PROMPT_PARTS}
              reason=${reason}
              until=${permission.until ?? nothing}
            ></palabre-login-prompt>`
            : nothing
        }
      </slot>`;
    })}
  </div>`;
}

function reasonOf(permission: Permission): string {
  return permission.allowed ? '' : permission.reason;
}

function renderComments(context: ThreadContext): TemplateResult {
  const { store } = context.discussion;
  const empty = store.list(null).ids.length === 0;
  return html`<slot name="empty" ?hidden=${!empty}>
      <p part="empty">${context.locale.messages.empty}</p>
    </slot>
    ${renderList(context, null, 1)}`;
}

function renderFailure({ locale, context, onRetry }: ThreadView, error: PalabreError) {
  const { failed, retry } = locale.messages;
  return html`<div part="failure" role="alert">
    <p>${failed}</p>
    <p>${context ? errorText(error, locale) : html`<code>${error.message}</code>`}</p>
    ${
      context
        ? html`<button part="retry" type="button" @click=${onRetry}>${retry}</button>`
        : nothing
    }
  </div>`;
}

function renderNotice({ notice, locale, onDismiss }: ThreadView): TemplateResult {
  return html`<div part="notice">
    <p>${notice}</p>
    <button type="button" aria-label=${locale.messages.close} @click=${onDismiss}>×</button>
  </div>`;
}

/** What stands where the comments will be. */
export const SKELETON = html`<div part="skeleton" aria-hidden="true">
  ${[1, 2, 3, 4].map(() => html`<div><i></i><b></b><b></b><b></b></div>`)}
</div>`;
