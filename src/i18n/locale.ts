import type { Messages, WritingMessages } from './messages.js';

/** A language with its formatters, made once per thread: `Intl` objects are dear to make. */
export interface Locale {
  /** BCP 47, as the page says it. */
  lang: string;
  messages: Messages;
  /** `null` until they were wanted, see `loadWriting`. */
  writing: WritingMessages | null;
  number(value: number): string;
  /** Such as "3 hours ago"; a date once a week has passed. */
  relativeDate(date: Date, now?: Date): string;
  /** Day and time to the minute. */
  exactDate(date: Date): string;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Midnights between two moments, where the reader is: "yesterday" is a day, not 24 hours. */
function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date) => new Date(date).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / 1000 / DAY);
}

export function createLocale(lang: string, messages: Messages): Locale {
  const numbers = new Intl.NumberFormat(lang);
  const relative = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
  const days = new Intl.DateTimeFormat(lang, { dateStyle: 'long' });
  const exact = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeStyle: 'short' });
  return {
    lang,
    messages,
    writing: null,
    number: (value) => numbers.format(value),
    exactDate: (date) => exact.format(date),
    relativeDate(date, now = new Date()) {
      // A device's clock may be behind the server's: nothing was ever written in the future.
      const seconds = Math.max(0, (now.getTime() - date.getTime()) / 1000);
      if (seconds >= 7 * DAY) return days.format(date);
      if (seconds >= DAY) return relative.format(-daysBetween(date, now), 'day');
      if (seconds >= HOUR) return relative.format(-Math.floor(seconds / HOUR), 'hour');
      if (seconds >= MINUTE) return relative.format(-Math.floor(seconds / MINUTE), 'minute');
      return relative.format(0, 'second');
    },
  };
}
