import { REPORT_REASONS } from '../../model/report.js';
import { id, oneOf, string, time } from './values.js';

/** Of a report as moderators read it, and as it is kept. */
export const REPORT_FIELDS = {
  id,
  reason: oneOf(REPORT_REASONS),
  details: string,
  createdAt: time,
};
