/** Why a comment is reported, or withdrawn by moderation. */
export const REPORT_REASONS = ['abuse', 'hate', 'spam', 'off-topic', 'illegal', 'other'] as const;
export type ReportReason = (typeof REPORT_REASONS)[number];

/** Longest text that goes with a report, in characters. */
export const REPORT_MAX_LENGTH = 2_000;

/**
 * What a notice of illegal content says of whoever gives it: Article 16 (2) (c) and (d) of
 * Regulation (EU) 2022/2065, the Digital Services Act. The explanation (a) is the report's text, the
 * exact location (b) the comment.
 */
export interface ReportNotice {
  /** At most 80 characters; may be empty where the newspaper knows the account. */
  name: string;
  /** An e-mail address of at most 254 characters; likewise. */
  email: string;
  /** That whoever gives it believes in good faith that what it says is accurate and complete. */
  goodFaith: true;
}
