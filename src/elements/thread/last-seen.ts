import { html, nothing, type TemplateResult } from 'lit';
import type { Discussion } from '../../discussion/discussion.js';
import type { Locale } from '../../i18n/locale.js';
import type { ThreadContext } from '../context.js';
import type { ThreadHost } from './host.js';
import { announce } from './telling.js';

/** Of threads whose backend could not be asked: when they were last as they are shown. */
const lastSeen = new WeakMap<Discussion, number>();

/** How screen readers were told. */
const said = new WeakMap<Discussion, string>();

/** Says of when what is shown is, in milliseconds; `null`: of now. */
export function setLastSeen(
  host: ThreadHost,
  { discussion, locale }: ThreadContext,
  at: number | null,
): void {
  const isNew = !lastSeen.has(discussion);
  if (at === null) lastSeen.delete(discussion);
  else lastSeen.set(discussion, at);
  host.requestUpdate();
  if (isNew && at !== null) {
    announce(host, textOf(locale, at));
    said.set(discussion, host.announcement);
  }
  // Screen readers would still find it where it was said.
  if (at === null && host.announcement === said.get(discussion)) host.announcement = '';
}

/** Tells the reader that what they read may have changed since. */
export function renderLastSeen({
  discussion,
  locale,
}: ThreadContext): TemplateResult | typeof nothing {
  const at = lastSeen.get(discussion);
  return at === undefined ? nothing : html`<p part="last-seen">${textOf(locale, at)}</p>`;
}

function textOf({ writing, exactDate }: Locale, at: number): string {
  return writing?.lastSeen(exactDate(new Date(at))) ?? '';
}
