import { NAME_MAX_LENGTH, nameProblem } from './guest.js';
import type { ReportNotice } from './report.js';
import type { Report } from './requests.js';
import { VISIBLE } from './source.js';

/** An e-mail address's longest text, in characters. */
export const EMAIL_MAX_LENGTH = 254;

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * What is wrong with a report for what its {@link ReportNotice} says, or does not: `empty` without
 * an explanation, `invalid` for all else; `null` when it may go. Who has an account at the newspaper
 * is known there, and may leave name and address empty; nobody else may report `illegal` content
 * without a notice.
 */
export function noticeProblem(
  { reason, details, notice }: Pick<Report, 'reason' | 'details' | 'notice'>,
  hasAccount: boolean,
): 'empty' | 'invalid' | null {
  if (!notice) return reason === 'illegal' && !hasAccount ? 'invalid' : null;
  const isWhole =
    reason === 'illegal' &&
    (notice.goodFaith as unknown) === true &&
    isName(notice.name, hasAccount) &&
    isEmail(notice.email, hasAccount);
  if (!isWhole) return 'invalid';
  return VISIBLE.test(details) ? null : 'empty';
}

function isName(name: ReportNotice['name'], mayBeEmpty: boolean): boolean {
  if (name === '') return mayBeEmpty;
  return name.length <= 2 * NAME_MAX_LENGTH && nameProblem(name) === null;
}

function isEmail(email: ReportNotice['email'], mayBeEmpty: boolean): boolean {
  return email === '' ? mayBeEmpty : email.length <= EMAIL_MAX_LENGTH && EMAIL.test(email);
}
