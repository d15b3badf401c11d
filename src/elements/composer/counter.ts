import { html, nothing, type TemplateResult } from 'lit';
import type { Locale } from '../../i18n/locale.js';
import { COMMENT_MAX_LENGTH, sourceLength } from '../../model/source.js';

/** How many characters are left when the reader is told so aloud; from the first mark on, in sight. */
const MARKS = [500, 100, 20];
const COUNT_FROM = COMMENT_MAX_LENGTH - MARKS[0]!;

/** Seen at every key near the limit; spoken only when another mark is passed. */
export function renderCounter(source: string, { number, writing }: Locale): TemplateResult {
  const { remaining, tooMany } = writing!;
  // Counting is only worth it near the limit; UTF-16 units are never fewer than code points.
  const near = source.length >= COUNT_FROM;
  const left = near ? COMMENT_MAX_LENGTH - sourceLength(source) : Infinity;
  const say = (count: number): string =>
    count < 0 ? tooMany(-count, number(-count)) : remaining(count, number(count));
  const mark = MARKS.findLast((passed) => left <= passed);
  return html`<span part="counter ${left < 0 ? 'over' : ''}" id="counter"
      >${left <= MARKS[0]! ? say(left) : nothing}</span
    >
    <span class="spoken" role="status"
      >${mark === undefined ? nothing : left < 0 ? writing!.errors['too-long'] : say(mark)}</span
    >`;
}
