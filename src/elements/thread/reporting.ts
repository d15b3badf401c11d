import { html } from 'lit';
import { report as send } from '../../discussion/reporting.js';
import { toPalabreError } from '../../model/errors.js';
import { REPORT_MAX_LENGTH, type ReportReason } from '../../model/report.js';
import type { PalabreComment } from '../comment/comment.js';
import type { ThreadContext } from '../context.js';
import { ask } from '../dialog/dialog.js';
import { errorText } from '../error-text.js';
import type { ReportRequest } from '../events.js';
import { PalabreRequestEvent } from '../request-event.js';
import { renderGrounds } from './deleting.js';
import type { ThreadHost } from './host.js';

/** Asks the thread, or a page that has a form of its own, for a report. */
export function askToReport(element: PalabreComment): void {
  const detail: ReportRequest = { comment: element.commentId };
  element.dispatchEvent(new PalabreRequestEvent('palabre-report-request', detail));
}

/** Asks what is wrong with a comment, and tells the newsroom. */
export async function reportIn(
  host: ThreadHost,
  { discussion, locale }: ThreadContext,
  { comment: id }: ReportRequest,
): Promise<void> {
  const comment = discussion.store.comment(id);
  if (comment?.tombstone !== null) return;
  const writing = locale.writing!;
  const texts = writing.actions;
  await ask(host.shadowRoot!, {
    heading: texts.reportHeading(comment.author.name),
    content: html`${renderGrounds(writing, texts.reportLegend)}
      <label part="field-label" for="details">${texts.reportDetails}</label>
      <textarea part="field" id="details" name="details" rows="3" dir="auto" maxlength=${REPORT_MAX_LENGTH}></textarea>`,
    action: texts.reportAction,
    cancel: writing.cancel,
    done: { text: texts.reported, close: writing.close },
    send: (answer) =>
      send(discussion, {
        comment: id,
        reason: answer.get('ground') as ReportReason,
        details: (answer.get('details') as string).trim(),
      }),
    explain: (error) => errorText(toPalabreError(error), locale),
  });
}
