import { html, nothing, type TemplateResult } from 'lit';
import type { Discussion } from '../../discussion/discussion.js';
import { writeSort } from '../../discussion/sorting.js';
import { can } from '../../discussion/viewing.js';
import type { WritingMessages } from '../../i18n/messages.js';
import type { LivingComment } from '../../model/comment.js';
import { SORTS } from '../../model/thread.js';
import { DENIALS, type Permission } from '../../model/viewer.js';
import { COMPOSER_PARTS } from '../composer/parts.js';
import type { ThreadContext } from '../context.js';
import { PROMPT_PARTS } from '../login-prompt/parts.js';
import type { ThreadPart } from '../part.js';
import type { ThreadHost } from './host.js';
import { renderNews } from './news.js';
import { validSort } from './opening.js';
import { focusThread } from './view.js';
import { renderKeysButton } from './keys-help.js';

export type Denied = Exclude<Permission, { allowed: true }>;

const writers = new WeakSet<Discussion>();

/**
 * Where one writes, or learns what that takes. It keeps its height from the first frame on, so that
 * the comments below do not move when it is known who reads.
 */
export function renderPlace(
  _host: ThreadHost,
  { discussion }: ThreadContext,
): TemplateResult | typeof nothing {
  const may = discussion.viewerKnown ? can(discussion, 'comment') : null;
  if (!discussion.backend.createComment || (may && isUnsupported(may))) return nothing;
  // Once there, the composer stays with what is written in it, even if a session ends.
  if (may?.allowed) writers.add(discussion);
  return html`<div class="place">
    <slot name="composer" ?hidden=${!may?.allowed}>
      ${writers.has(discussion) ? renderComposer() : nothing}
    </slot>
    ${DENIALS.map((reason) => {
      const denied = may && !may.allowed && may.reason === reason ? may : null;
      return html`<slot name="prompt-${reason}" ?hidden=${!denied}>
        ${denied ? renderPrompt(denied) : nothing}
      </slot>`;
    })}
  </div>`;
}

/** Puts the keyboard where one writes, or where one learns what that takes. */
export function focusPlace({ renderRoot }: ThreadHost): void {
  const shown = '.place > slot:not([hidden]) > :is(palabre-composer, palabre-login-prompt)';
  const element = renderRoot.querySelector<ThreadPart>(shown);
  void element?.updateComplete.then(() => element.focus());
}

/** What stands at the end of the header: the choice of the order, and what explains the keys. */
export function renderSort(host: ThreadHost): TemplateResult | typeof nothing {
  const { context } = host;
  const writing = context?.locale.writing;
  if (!writing || (context.discussion.store.thread?.total ?? 0) < 2) return nothing;
  const { total } = context.discussion.store.list(null);
  return html`${renderNews(context)}${total < 2 ? nothing : renderChoice(host, context.discussion, writing)}${renderKeysButton(writing)}`;
}

function renderChoice(
  host: ThreadHost,
  { sort }: Discussion,
  { sortLabel, sorts }: WritingMessages,
): TemplateResult {
  const choose = (event: Event): void => {
    host.sort = validSort((event.target as HTMLSelectElement).value);
    writeSort(host.sort);
  };
  return html`<label part="sort">
    <span>${sortLabel}</span>
    <select @change=${choose}>
      ${SORTS.map(
        (name) => html`<option value=${name} ?selected=${name === sort}>${sorts[name]}</option>`,
      )}
    </select>
  </label>`;
}

/** Says what a reader lacks; with `end`, which hears that it was closed, the keyboard goes on there. */
export function renderPrompt({ reason, until }: Denied, end?: () => void): TemplateResult {
  return html`<palabre-login-prompt
    part="prompt"
    exportparts=${PROMPT_PARTS}
    reason=${reason}
    until=${until ?? nothing}
    ?cancelable=${end}
    ?focus-first=${end}
    @palabre-prompt-end=${end ?? nothing}
  ></palabre-login-prompt>`;
}

/** The composer of a reply; `end` hears that it was sent or given up. */
export function renderReply(
  { id, author }: LivingComment,
  { replyLabel }: WritingMessages,
  end: (event: Event) => void,
): TemplateResult {
  return html`<palabre-composer
    part="composer"
    exportparts=${COMPOSER_PARTS}
    parent=${id}
    label=${replyLabel(author.name)}
    cancelable
    focus-first
    @palabre-composer-end=${end}
  ></palabre-composer>`;
}

/** Where one's own comment is changed; `end` hears that it was, or was not. */
export function renderEditor(
  { id }: LivingComment,
  text: string,
  { editing }: WritingMessages,
  end: () => void,
): TemplateResult {
  return html`<palabre-composer
    part="composer"
    exportparts=${COMPOSER_PARTS}
    edited=${id}
    .text=${text}
    label=${editing.label}
    cancelable
    focus-first
    @palabre-composer-end=${end}
  ></palabre-composer>`;
}

/** What the reader has to be told in sight. */
export function renderNotice(host: ThreadHost): TemplateResult | typeof nothing {
  const { notice, locale } = host;
  if (!notice || !locale?.writing) return nothing;
  const dismiss = (): void => {
    host.notice = '';
    // The button goes away with the notice.
    focusThread(host);
  };
  return html`<div part="notice" popover="manual">
    <p>${notice}</p>
    <button type="button" aria-label=${locale.writing.close} @click=${dismiss}>×</button>
  </div>`;
}

function renderComposer(): TemplateResult {
  return html`<palabre-composer part="composer" exportparts=${COMPOSER_PARTS}></palabre-composer>`;
}

function isUnsupported(permission: Permission): boolean {
  return !permission.allowed && permission.reason === 'unsupported';
}
