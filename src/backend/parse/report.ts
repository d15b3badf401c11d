import { REPORT_REASONS, type ReportNotice } from '../../model/report.js';
import { known } from './known.js';
import { id, oneOf, record, string, time } from './values.js';

/** Of a report as moderators read it, and as it is kept. */
export const REPORT_FIELDS = {
  id,
  reason: oneOf(REPORT_REASONS),
  details: string,
  notice: known(record<ReportNotice>({ name: string, email: string, goodFaith: oneOf([true]) })),
  createdAt: time,
};
