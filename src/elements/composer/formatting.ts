import { isSafeUrl } from '../../model/body.js';
import type { Tool } from './tools.js';

/** A text, and what is selected in it. */
export interface Selected {
  text: string;
  start: number;
  end: number;
}

/** What to put in the place of a part of a text, and what is then selected in the new text. */
export interface Edit {
  from: number;
  to: number;
  insert: string;
  start: number;
  end: number;
}

/** What stands before the words of a line: quotation marks and list markers. */
const MARKERS = /^\s*(?:(?:>|[-+*](?=\s)|\d{1,9}[.)](?=\s))[ \t]*)*/;
const WORD = /[\p{L}\p{M}\p{N}'’-]/u;
const LINK = /\[([^[\]\n]*)\]\(([^()\s]*)\)/g;
const ADDRESS = 'https://';

const LINES = {
  quote: { prefix: '> ', own: /^ {0,3}> ?/, bare: '>' },
  list: { prefix: '- ', own: /^\s*[-+*] /, bare: '' },
};

/** Gives what is selected a format of Markdown, or takes it away where it has it. */
export function format(selected: Selected, tool: Tool): Edit {
  switch (tool) {
    case 'strong':
      return toggleMark(selected, '**');
    case 'emphasis':
      return toggleMark(selected, '*');
    case 'quote':
    case 'list':
      return toggleLines(selected, LINES[tool]);
    case 'link':
      return toggleLink(selected);
  }
}

function toggleMark(selected: Selected, mark: string): Edit {
  const { text } = selected;
  const { start, end } = toWords(selected);
  const inner = text.slice(start, end);
  const width = mark.length;
  if (hasMark(starsBefore(text, start), starsAfter(text, end), mark)) {
    const from = start - width;
    return { from, to: end + width, insert: inner, start: from, end: end - width };
  }
  // A mark reaches no further than its paragraph, and belongs behind what begins a line.
  const lines = inner.split('\n');
  if (lines.length > 1) {
    const isOn = lines.every((line) => line.trim() === '' || isMarked(wordsOf(line), mark));
    const change = isOn ? unmarked : marked;
    const insert = lines.map((line) => change(line, mark)).join('\n');
    return { from: start, to: end, insert, start, end: start + insert.length };
  }
  if (isMarked(inner, mark)) {
    const insert = inner.slice(width, -width);
    return { from: start, to: end, insert, start, end: start + insert.length };
  }
  const insert = mark + inner + mark;
  return { from: start, to: end, insert, start: start + width, end: end + width };
}

function wordsOf(line: string): string {
  return line.slice(MARKERS.exec(line)![0].length).trimEnd();
}

function isMarked(words: string, mark: string): boolean {
  const isOnlyStars = /^\**$/.test(words);
  return !isOnlyStars && hasMark(starsAfter(words, 0), starsBefore(words, words.length), mark);
}

function marked(line: string, mark: string): string {
  const words = wordsOf(line);
  return words === '' ? line : MARKERS.exec(line)![0] + mark + words + mark;
}

function unmarked(line: string, mark: string): string {
  const words = wordsOf(line);
  return words === '' ? line : MARKERS.exec(line)![0] + words.slice(mark.length, -mark.length);
}

/** Without the white space around it; a place in a word stands for the word. */
function toWords({ text, start, end }: Selected): Pick<Selected, 'start' | 'end'> {
  const isWord = (at: number): boolean => WORD.test(text[at] ?? '');
  if (start === end) {
    if (!isWord(start - 1) || !isWord(end)) return { start, end };
    while (isWord(start - 1)) start -= 1;
    while (isWord(end)) end += 1;
    return { start, end };
  }
  const inner = text.slice(start, end);
  if (inner.trim() === '') return { start: end, end };
  return { start: start + inner.search(/\S/), end: start + inner.trimEnd().length };
}

function starsBefore(text: string, at: number): number {
  return /\**$/.exec(text.slice(Math.max(0, at - 3), at))![0].length;
}

function starsAfter(text: string, at: number): number {
  return /^\**/.exec(text.slice(at, at + 3))![0].length;
}

/** Three stars are both marks. */
function hasMark(before: number, after: number, mark: string): boolean {
  const has = (stars: number): boolean => (mark === '*' ? stars % 2 === 1 : stars >= 2);
  return has(before) && has(after);
}

function toggleLines(
  { text, start, end }: Selected,
  { prefix, own, bare }: (typeof LINES)['quote'],
): Edit {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  // A selection that ends at the beginning of a line does not mean that line.
  const last = end > start && text[end - 1] === '\n' ? end - 1 : end;
  const to = text.indexOf('\n', last) === -1 ? text.length : text.indexOf('\n', last);
  const lines = text.slice(from, to).split('\n');
  const isOn =
    lines.some((line) => own.test(line)) && lines.every((line) => !line || own.test(line));
  const changed = lines.map((line) => {
    if (isOn) return line.replace(own, '');
    return line.trim() === '' && lines.length > 1 ? bare : prefix + line;
  });
  const before = isOn && own.test(lineBefore(text, from)) ? '\n' : '';
  // Without an empty line, what follows would go on with the quotation or the last entry.
  const after = !isOn && (text.slice(to + 1).split('\n')[0] ?? '').trim() !== '' ? '\n' : '';
  const block = changed.join('\n');
  const first = from + before.length;
  const caret = Math.max(first, start + before.length + changed[0]!.length - lines[0]!.length);
  return {
    from,
    to,
    insert: before + block + after,
    start: start === end ? caret : first,
    end: start === end ? caret : first + block.length,
  };
}

function lineBefore(text: string, from: number): string {
  return from === 0 ? '' : text.slice(text.lastIndexOf('\n', from - 2) + 1, from - 1);
}

function toggleLink({ text, start, end }: Selected): Edit {
  for (const { index, 0: whole, 1: label } of text.matchAll(LINK)) {
    const to = index + whole.length;
    if (index > start || to < end || (start === end && (start === index || start === to))) continue;
    return { from: index, to, insert: label!, start: index, end: index + label!.length };
  }
  const inner = text.slice(start, end).replace(/\s*\n\s*/g, ' ');
  const edit = { from: start, to: end };
  const inLabel = start + 1;
  if (isSafeUrl(inner.trim())) {
    return { ...edit, insert: `[](${inner.trim()})`, start: inLabel, end: inLabel };
  }
  const insert = `[${inner}](${ADDRESS})`;
  if (inner === '') return { ...edit, insert, start: inLabel, end: inLabel };
  const address = start + inner.length + 3;
  return { ...edit, insert, start: address, end: address + ADDRESS.length };
}
