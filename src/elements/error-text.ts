import type { Locale } from '../i18n/locale.js';
import type { PalabreError } from '../model/errors.js';

/** What a reader is told of a failure, and when to try again if that is known. */
export function errorText({ code, retryAfter }: PalabreError, locale: Locale): string {
  const messages = locale.writing;
  if (!messages) return '';
  if (retryAfter === null) return messages.errors[code];
  const seconds = Math.max(1, Math.ceil(retryAfter));
  return `${messages.errors[code]} ${messages.retryAfter(seconds, locale.number(seconds))}`;
}
