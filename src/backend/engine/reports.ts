import { cleanLine, cleanSource } from '../../markup/clean.js';
import { isCommentId } from '../../model/id.js';
import { noticeProblem } from '../../model/notice.js';
import { REPORT_MAX_LENGTH, REPORT_REASONS, type ReportNotice } from '../../model/report.js';
import type { Report } from '../../model/requests.js';
import { demandAllowed, type Call } from './access.js';
import { placesOf, remember } from './accounts.js';
import { hide } from './moderation.js';
import { refuse, type KeptReport } from './state.js';
import { demandPublic } from './targets.js';

export function reportComment(call: Call, report: Report): void {
  demandAllowed(call, 'report');
  const { reader } = call;
  const whose = reader?.id ?? null;
  const { id, comment, reason } = report;
  if (!isCommentId(id) || !REPORT_REASONS.includes(reason)) {
    refuse('invalid', 'A report has a UUID and a reason of the list.');
  }
  if ([...report.details].length > REPORT_MAX_LENGTH) {
    refuse('invalid', `Details have at most ${REPORT_MAX_LENGTH} characters.`);
  }
  const sent = { ...report, notice: cleanNotice(report.notice) };
  const problem = noticeProblem(sent, reader !== null && !reader.isGuest);
  if (problem) refuse(problem, `The notice of illegal content is ${problem}.`);
  for (const { entry } of placesOf(call.state)) {
    const known = entry.reports.find((kept) => kept.id === id);
    if (known?.account === whose && entry.id === comment) return;
    if (known) refuse('conflict', 'The id is taken.');
  }
  const place = demandPublic(call, comment);
  const { reports } = place.entry;
  if (reader) {
    if (reports.some(({ account }) => account === whose)) return;
    remember(call.state, reader);
  }
  const createdAt = new Date(call.rules.now()).toISOString();
  const details = cleanSource(report.details);
  const { notice } = sent;
  reports.push({ id, reason, details, notice, createdAt, account: whose, isSettled: false });
  // Anybody can be as many visitors and guests as they like.
  const isCounted = ({ account, isSettled }: KeptReport): boolean =>
    !isSettled && call.state.accounts.get(account ?? '')?.isGuest === false;
  const open = reports.filter(isCounted).length;
  const isEnough = open >= call.rules.hideAfterReports && !place.entry.isCleared;
  if (isEnough) hide(place, 'pending', 'reports');
}

function cleanNotice(notice: Report['notice']): ReportNotice | null {
  if (!notice) return null;
  const { name, email, goodFaith } = notice;
  return { name: cleanLine(name), email: cleanLine(email), goodFaith };
}
