import type { CommentBody } from '../model/body.js';

interface Node {
  type: string;
  value?: string;
  children?: Node[];
}

/** A node's text; with blocks of quotation and code (their types begin so) where all is wanted. */
function textOf({ type, value, children }: Node, all: boolean): string {
  const text = value ?? children?.map((child) => textOf(child, all)).join('') ?? '';
  return (all || !/^(bl|co)/.test(type) ? text : '') + (/^[pbc]/.test(type) ? ' ' : '');
}

/**
 * A body's beginning as plain text on one line, without quotations and blocks of code unless there
 * is nothing else.
 * @param max UTF-16 code units; what is longer ends at a word, with ` (…)` after it
 */
export function excerptOf(body: CommentBody, max: number): string {
  // No-break spaces stay: they are there for a reason.
  const line = (all: boolean) =>
    textOf(body, all)
      .replace(/[ \t\r\n]+/g, ' ')
      .trim();
  const text = line(false) || line(true);
  if (text.length <= max) return text;
  const space = text.lastIndexOf(' ', max);
  // A word that is too long ends where a character does; segmenters are dear to make.
  const end = space > max / 2 ? space : new Intl.Segmenter().segment(text).containing(max)!.index;
  return `${text.slice(0, end)} (…)`;
}
