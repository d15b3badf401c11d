import { html, type TemplateResult } from 'lit';
import type { Discussion } from '../../discussion/discussion.js';
import { hasAccount, report as send } from '../../discussion/reporting.js';
import { relearn } from '../../discussion/relearning.js';
import type { WritingMessages } from '../../i18n/messages.js';
import { toPalabreError } from '../../model/errors.js';
import { EMAIL_MAX_LENGTH } from '../../model/notice.js';
import { REPORT_MAX_LENGTH, type ReportNotice, type ReportReason } from '../../model/report.js';
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
  let isWaiting = false;
  await ask(host.shadowRoot!, {
    heading: texts.reportHeading(comment.author.name),
    content: renderForm(writing, discussion),
    action: texts.reportAction,
    cancel: writing.cancel,
    done: {
      text: () => (isWaiting ? writing.outbox.reportQueued : texts.reported),
      close: writing.close,
    },
    async send(answer) {
      const reason = answer.get('ground') as ReportReason;
      const details = textIn(answer, 'details');
      try {
        const complaint = { comment: id, reason, details, notice: noticeIn(answer) };
        ({ isWaiting } = await send(discussion, complaint));
      } catch (error) {
        void relearn(discussion, id, error);
        throw error;
      }
    },
    explain: (error) => errorText(toPalabreError(error), locale),
  });
}

function renderForm(writing: WritingMessages, discussion: Discussion): TemplateResult {
  const texts = writing.actions;
  return html`<div @change=${(event: Event) => showNotice(event, discussion)}>
    ${renderGrounds(writing, texts.reportLegend)}
    <label part="field-label" for="details">${texts.reportDetails}</label>
    <textarea
      part="field"
      id="details"
      name="details"
      rows="3"
      dir="auto"
      maxlength=${REPORT_MAX_LENGTH}
    ></textarea>
    ${renderNoticeFields(writing, hasAccount(discussion))}
  </div>`;
}

/** What Article 16 (2) of the Digital Services Act asks for besides the explanation. */
function renderNoticeFields({ notice }: WritingMessages, isKnown: boolean): TemplateResult {
  return html`<fieldset part="dialog-fields" id="notice" hidden disabled>
    <legend>${notice.legend}</legend>
    <p part="field-hint">${isKnown ? notice.hintKnown : notice.hint}</p>
    <label part="field-label" for="notice-name">${notice.name}</label>
    <input
      part="field"
      id="notice-name"
      name="name"
      autocomplete="name"
      dir="auto"
      ?required=${!isKnown}
    />
    <label part="field-label" for="notice-email">${notice.email}</label>
    <input
      part="field"
      id="notice-email"
      name="email"
      type="email"
      autocomplete="email"
      maxlength=${EMAIL_MAX_LENGTH}
      ?required=${!isKnown}
    />
    <label part="choice"
      ><input type="checkbox" name="good-faith" ?required=${!isKnown} />${notice.goodFaith}</label
    >
  </fieldset>`;
}

/** The notice is asked for with its reason alone, and then with an explanation. */
function showNotice({ currentTarget }: Event, discussion: Discussion): void {
  const form = (currentTarget as HTMLElement).closest('form')!;
  const notice = form.querySelector<HTMLFieldSetElement>('#notice')!;
  const answer = new FormData(form);
  const isIllegal = answer.get('ground') === 'illegal';
  notice.hidden = notice.disabled = !isIllegal;
  form.querySelector('textarea')!.required =
    isIllegal && (!hasAccount(discussion) || answer.has('good-faith'));
}

function noticeIn(answer: FormData): ReportNotice | null {
  if (!answer.has('good-faith')) return null;
  return { name: textIn(answer, 'name'), email: textIn(answer, 'email'), goodFaith: true };
}

function textIn(answer: FormData, name: string): string {
  return (answer.get(name) as string).trim();
}
