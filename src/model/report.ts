/** Why a comment is reported, or withdrawn by moderation. */
export const REPORT_REASONS = ['abuse', 'hate', 'spam', 'off-topic', 'illegal', 'other'] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

/** Longest text that goes with a report, in characters. */
export const REPORT_MAX_LENGTH = 2_000;
