import { cleanSource } from '../../markup/clean.js';
import { isCommentId } from '../../model/id.js';
import { REPORT_MAX_LENGTH, REPORT_REASONS } from '../../model/report.js';
import type { Report } from '../../model/requests.js';
import { demand, type Call } from './access.js';
import { placesOf, remember } from './accounts.js';
import { hide } from './moderation.js';
import { refuse, type KeptReport } from './state.js';
import { demandPublic } from './targets.js';

export function reportComment(call: Call, report: Report): void {
  const reader = demand(call, 'report');
  const { id, comment, reason } = report;
  if (!isCommentId(id) || !REPORT_REASONS.includes(reason)) {
    refuse('invalid', 'A report has a UUID and a reason of the list.');
  }
  if ([...report.details].length > REPORT_MAX_LENGTH) {
    refuse('invalid', `Details have at most ${REPORT_MAX_LENGTH} characters.`);
  }
  for (const { entry } of placesOf(call.state)) {
    const known = entry.reports.find((sent) => sent.id === id);
    if (known?.account === reader.id && entry.id === comment) return;
    if (known) refuse('conflict', 'The id is taken.');
  }
  const place = demandPublic(call, comment);
  const { reports } = place.entry;
  if (reports.some(({ account }) => account === reader.id)) return;
  remember(call.state, reader);
  const createdAt = new Date(call.rules.now()).toISOString();
  const details = cleanSource(report.details);
  reports.push({ id, reason, details, createdAt, account: reader.id, isSettled: false });
  // Anybody can be as many guests as they like.
  const isCounted = ({ account, isSettled }: KeptReport): boolean =>
    !isSettled && call.state.accounts.get(account)?.isGuest === false;
  const open = reports.filter(isCounted).length;
  const isEnough = open >= call.rules.hideAfterReports && !place.entry.isCleared;
  if (isEnough) hide(place, 'pending', 'reports');
}
