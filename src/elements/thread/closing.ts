import { html, nothing, type TemplateResult } from 'lit';
import { setClosed } from '../../discussion/closing.js';
import { can } from '../../discussion/viewing.js';
import { toPalabreError } from '../../model/errors.js';
import type { ThreadContext } from '../context.js';
import { ask } from '../dialog/dialog.js';
import { errorText } from '../error-text.js';
import type { ThreadHost } from './host.js';
import { announce, report, tell } from './telling.js';

/** For whom may close the thread: what closes it, or opens it again. */
export function renderClosing(host: ThreadHost): TemplateResult | typeof nothing {
  const { context } = host;
  const texts = context?.locale.writing?.closing;
  if (!texts || !can(context.discussion, 'close').allowed) return nothing;
  const closed = context.discussion.store.thread?.closed;
  return html`<button
    part="close-thread-button"
    type="button"
    aria-haspopup=${closed ? nothing : 'dialog'}
    @click=${() => void (closed ? reopen(host, context) : close(host, context))}
  >
    ${closed ? texts.reopen : texts.close}
  </button>`;
}

async function close(host: ThreadHost, { discussion, locale }: ThreadContext): Promise<void> {
  const { closing, cancel } = locale.writing!;
  const isClosed = await ask(host.shadowRoot!, {
    heading: closing.heading,
    content: html`<p part="dialog-text">${closing.text}</p>`,
    action: closing.close,
    cancel,
    send: () => setClosed(discussion, true),
    explain: (error) => {
      const failure = toPalabreError(error);
      report(host, failure);
      return errorText(failure, locale);
    },
  });
  if (isClosed) announce(host, closing.closed);
}

async function reopen(host: ThreadHost, { discussion, locale }: ThreadContext): Promise<void> {
  try {
    await setClosed(discussion, false);
    announce(host, locale.writing!.closing.reopened);
  } catch (error) {
    tell(host, error);
  }
}
