import type { Locale } from '../../i18n/locale.js';
import type { Comment } from '../../model/comment.js';
import { toPalabreError, type PalabreError } from '../../model/errors.js';
import { errorText } from '../error-text.js';
import { PalabreEvent } from '../events.js';
import type { ThreadHost } from './host.js';
import { keepInPlace } from './notice-place.js';

/** Tells the reader, for eyes and ears, why something did not work. */
export function tell(host: ThreadHost, error: unknown): void {
  const failure = toPalabreError(error);
  if (host.locale) warn(host, errorText(failure, host.locale));
  report(host, failure);
}

/** Shows a text until the reader has read it; Escape says so from anywhere in the thread. */
export function warn(host: ThreadHost, text: string): void {
  host.notice = anew(text, host.notice);
  host.addEventListener('keydown', dismissOnEscape);
  void raise(host);
}

/** How long a notice of what went well stays, in milliseconds; it is spoken, and nothing depends on it. */
const MENTION_MS = 4000;

/** Shows for a while, and says, that something went well. */
export function mention(host: ThreadHost, text: string): void {
  warn(host, text);
  const { notice } = host;
  setTimeout(() => {
    if (host.notice === notice) host.notice = '';
  }, MENTION_MS);
}

/** Above all else on the page, and out of whatever box would cut it off or hold it. */
async function raise({ updateComplete, renderRoot }: ThreadHost): Promise<void> {
  await updateComplete;
  const notice = renderRoot.querySelector<HTMLElement>("[part='notice']");
  if (!notice?.isConnected) return;
  if ('popover' in notice && !notice.matches(':popover-open')) notice.showPopover();
  keepInPlace(notice);
}

function dismissOnEscape(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return;
  const host = event.currentTarget as ThreadHost;
  const button = host.renderRoot.querySelector<HTMLElement>("[part='notice'] button");
  // Pressed, the button sees to the focus that goes away with it.
  if (button?.matches(':focus')) button.click();
  else host.notice = '';
}

/** Says something to screen readers alone. */
export function announce(host: ThreadHost, text: string): void {
  host.announcement = anew(text, host.announcement);
}

/** Says, to the page too, that a comment of this reader was written. */
export function tellPosted(host: ThreadHost, { writing }: Locale, comment: Comment): void {
  const waits = comment.tombstone === null && comment.status === 'pending';
  announce(host, waits ? writing!.ownWithheld.pending : writing!.sent);
  host.dispatchEvent(new PalabreEvent('palabre-post', { comment }));
}

/** Tells the page of a failure that its reader knows of. */
export function report(host: ThreadHost, error: PalabreError): void {
  host.dispatchEvent(new PalabreEvent('palabre-error', { error }));
}

/** A text that a screen reader takes for a new one, even if it has just said the same. */
function anew(text: string, before: string): string {
  return text === before ? `${text}\u00a0` : text;
}
