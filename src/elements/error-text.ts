import type { Locale } from '../i18n/locale.js';
import { PalabreError, type ErrorCode } from '../model/errors.js';

const READING: readonly ErrorCode[] = [
  'network',
  'timeout',
  'malformed',
  'unavailable',
  'internal',
];
const UNAVAILABLE = new PalabreError('unavailable', '');

/** What a reader is told of a failure, and when to try again if that is known. */
export function errorText({ code, retryAfter }: PalabreError, locale: Locale): string {
  const messages = locale.writing;
  if (!messages) return '';
  if (retryAfter === null) return messages.errors[code];
  const seconds = Math.max(1, Math.ceil(retryAfter));
  return `${messages.errors[code]} ${messages.retryAfter(seconds, locale.number(seconds))}`;
}

/** What a reader is told when the comments could not be loaded: nothing that is about writing. */
export function failureText(error: PalabreError, locale: Locale): string {
  if (error.code === 'network' && !navigator.onLine) return locale.writing?.offline ?? '';
  return errorText(READING.includes(error.code) ? error : UNAVAILABLE, locale);
}
