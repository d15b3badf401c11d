import type { Messages } from './messages.js';

/** A language with its formatters, made once per thread: `Intl` objects are dear to make. */
export interface Locale {
  /** BCP 47, as the page says it. */
  lang: string;
  messages: Messages;
  number(value: number): string;
  /** Such as "3 hours ago"; a date once a week has passed. */
  relativeDate(date: Date, now?: Date): string;
  /** Day and time to the minute. */
  exactDate(date: Date): string;
}

const MINUTE = 60;
const STEPS: [seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [24 * 60 * MINUTE, 'day'],
  [60 * MINUTE, 'hour'],
  [MINUTE, 'minute'],
];
const WEEK = 7 * 24 * 60 * MINUTE;

export function createLocale(lang: string, messages: Messages): Locale {
  const numbers = new Intl.NumberFormat(lang);
  const relative = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
  const days = new Intl.DateTimeFormat(lang, { dateStyle: 'long' });
  const exact = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeStyle: 'short' });
  return {
    lang,
    messages,
    number: (value) => numbers.format(value),
    exactDate: (date) => exact.format(date),
    relativeDate(date, now = new Date()) {
      // A device's clock may be behind the server's: nothing was ever written in the future.
      const seconds = Math.max(0, (now.getTime() - date.getTime()) / 1000);
      if (seconds >= WEEK) return days.format(date);
      const step = STEPS.find(([length]) => seconds >= length);
      return step
        ? relative.format(-Math.floor(seconds / step[0]), step[1])
        : relative.format(0, 'second');
    },
  };
}
