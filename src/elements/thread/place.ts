import { html, nothing, type TemplateResult } from 'lit';
import type { Discussion } from '../../discussion/discussion.js';
import { writeSort } from '../../discussion/habits.js';
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
import { renderArrivals } from './arrivals.js';
import { renderClosing } from './closing.js';
import { renderNews } from './news.js';
import { validSort } from './opening.js';
import { renderOutbox } from './outbox.js';
import { focusThread } from './view.js';
import { renderKeysButton } from './keys-help.js';

export type Denied = Exclude<Permission, { allowed: true }>;

/** What a prompt in the place of the composer can say. */
const PROMPTED = DENIALS.filter((reason) => reason !== 'unsupported');

const writers = new WeakSet<Discussion>();

/** Where one writes, or learns what that takes; over the comments, what has come. */
export function renderPlace(host: ThreadHost, context: ThreadContext): TemplateResult {
  return html`${renderWriting(host, context)}${renderArrivals(host, context)}`;
}

/**
 * Where one writes, or learns what that takes. It keeps its height from the first frame on, so that
 * the comments below do not move when it is known who reads.
 */
function renderWriting(host: ThreadHost, { discussion }: ThreadContext): TemplateResult {
  const may = discussion.viewerKnown ? can(discussion, 'comment') : null;
  if (!discussion.backend.createComment || (may && isUnsupported(may)))
    return renderArchive(discussion);
  const writes = may !== null && (may.allowed || mayBegin(host, may));
  // Once there, the composer stays with what is written in it, even if a session ends.
  if (writes) writers.add(discussion);
  return html`<div class="place">
    <slot name="composer" ?hidden=${!writes}>
      ${writers.has(discussion) ? renderComposer() : nothing}
    </slot>
    ${PROMPTED.map((reason) => {
      const denied = may && !may.allowed && !writes && may.reason === reason ? may : null;
      return html`<slot name="prompt-${reason}" ?hidden=${!denied}>
        ${denied ? renderPrompt(denied) : nothing}
      </slot>`;
    })}
  </div>`;
}

/** Whether somebody may write already who can send it only once they are known. */
export function mayBegin({ writeFirst }: ThreadHost, may: Permission): boolean {
  return writeFirst && !may.allowed && ['login', 'name'].includes(may.reason);
}

/** Says that one only reads here, where the backend says so; who cannot be asked says nothing. */
function renderArchive({ backend, viewer }: Discussion): TemplateResult {
  const isArchive = backend.createComment && viewer;
  const denied = { reason: 'unsupported', until: null } as const;
  return html`<slot name="prompt-unsupported">
    ${isArchive ? renderPrompt({ allowed: false, ...denied }) : nothing}
  </slot>`;
}

/** Puts the keyboard where one writes, or where one learns what that takes. */
export function focusPlace({ renderRoot }: ThreadHost): void {
  const shown = '.place > slot:not([hidden]) > :is(palabre-composer, palabre-login-prompt)';
  const element = renderRoot.querySelector<ThreadPart>(shown);
  void element?.updateComplete.then(() => element.focus());
}

/** What stands at the end of the header: the news, the choice of the order, what explains the keys. */
export function renderTools(host: ThreadHost): TemplateResult | typeof nothing {
  const { context } = host;
  const writing = context?.locale.writing;
  if (!writing) return nothing;
  const { store } = context.discussion;
  const first = html`${renderClosing(host)}${renderOutbox(host)}`;
  if ((store.thread?.total ?? 0) < 2) return first;
  const { total } = store.list(null);
  return html`${renderNews(context)}${first}${total < 2 ? nothing : renderChoice(host, context.discussion, writing)}${renderKeysButton(writing)}`;
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
  focus: boolean,
): TemplateResult {
  return html`<palabre-composer
    part="composer"
    exportparts=${COMPOSER_PARTS}
    parent=${id}
    label=${replyLabel(author.name)}
    cancelable
    ?focus-first=${focus}
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
  return html`<palabre-composer part="composer" exportparts=${COMPOSER_PARTS}>
    <slot name="charter" slot="charter"></slot>
  </palabre-composer>`;
}

function isUnsupported(permission: Permission): boolean {
  return !permission.allowed && permission.reason === 'unsupported';
}
