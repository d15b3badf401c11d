import { html, type TemplateResult } from 'lit';
import { withdraw } from '../../discussion/withdrawing.js';
import type { LivingComment } from '../../model/comment.js';
import { toPalabreError } from '../../model/errors.js';
import { REPORT_REASONS, type ReportReason } from '../../model/report.js';
import type { WritingMessages } from '../../i18n/messages.js';
import type { PalabreComment } from '../comment/comment.js';
import { focusArticle } from '../comment/leading.js';
import type { ThreadContext } from '../context.js';
import { ask, type Question } from '../dialog/dialog.js';
import { errorText } from '../error-text.js';
import type { DeleteRequest } from '../events.js';
import { PalabreRequestEvent } from '../request-event.js';
import type { ThreadHost } from './host.js';
import { keepFocus } from './keeping-focus.js';
import { announce, report } from './telling.js';

/** Asks whether a comment shall be withdrawn, and by a moderator why; then asks the thread for it. */
export async function confirmDeletion(
  host: ThreadHost,
  { locale, discussion }: ThreadContext,
  { id, author }: LivingComment,
  element: PalabreComment,
  reason: DeleteRequest['reason'],
): Promise<void> {
  const writing = locale.writing!;
  const isOwn = reason === 'author';
  const passOn = keepFocus(host);
  const { deleteHeading, deleteText, moderateHeading, deleteAction } = writing.actions;
  const question: Question = {
    heading: isOwn ? deleteHeading : moderateHeading(author.name),
    content: isOwn
      ? html`<p part="dialog-text">${deleteText}</p>`
      : renderGrounds(writing, writing.actions.moderateLegend),
    action: deleteAction,
    cancel: writing.cancel,
    send: async (answer) => {
      const ground = answer.get('ground') as ReportReason | null;
      const detail: DeleteRequest = { comment: id, reason, ...(ground && { ground }) };
      const request = new PalabreRequestEvent('palabre-delete-request', detail);
      // A page that prevents the event takes the withdrawal over.
      if (element.dispatchEvent(request)) await request.outcome;
    },
    explain: (error) => errorText(toPalabreError(error), locale),
  };
  if (!(await ask(host.shadowRoot!, question))) return;
  await element.updateComplete;
  // What was never sent leaves nothing behind.
  if (element.isConnected && discussion.store.comment(id)) focusArticle(element);
  else await passOn();
}

/** What may be wrong with a comment, to choose one from. */
export function renderGrounds({ grounds }: WritingMessages, legend: string): TemplateResult {
  return html`<fieldset part="dialog-fields">
    <legend>${legend}</legend>
    ${REPORT_REASONS.map(
      (reason) =>
        html`<label part="choice"
          ><input type="radio" name="ground" value=${reason} required />${grounds[reason]}</label
        >`,
    )}
  </fieldset>`;
}

/** Withdraws what was asked for. @throws PalabreError */
export async function remove(
  host: ThreadHost,
  { discussion, locale }: ThreadContext,
  detail: DeleteRequest,
): Promise<void> {
  const { actions, outbox } = locale.writing!;
  try {
    const { isWaiting } = await withdraw(discussion, detail);
    announce(host, isWaiting ? outbox.queued : actions.deleted);
  } catch (error) {
    report(host, toPalabreError(error));
    throw error;
  }
}
