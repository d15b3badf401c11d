import type { CommentBody } from '../../model/body.js';
import { bodyText } from '../../markup/text.js';
import { linksOf } from '../../markup/links.js';

export interface WordRules {
  /** What a text meets: `reject` outweighs `hold`; `null` when it meets nothing. */
  judge(body: CommentBody): 'hold' | 'reject' | null;
}

interface WordList {
  words: Set<string>;
  /** Parts of a text of normalised words with a space at each end. */
  parts: string[];
}

/**
 * A newsroom's list of words, one rule a line: a word or several, `word*` for all that begin so,
 * an address for links to it; `!` before it rejects what it meets, otherwise that waits for a
 * moderator. `#` begins a comment. Capitals, accents, invisible characters and marks make no
 * difference, and only whole words are met.
 */
export function createWordRules(lines: readonly string[]): WordRules {
  const hold: WordList = { words: new Set(), parts: [] };
  const reject: WordList = { words: new Set(), parts: [] };
  for (const line of lines) {
    const rule = line.replace(/(^|\s)#.*$/u, '').trim();
    if (rule === '') continue;
    add(rule.startsWith('!') ? reject : hold, rule.replace(/^!/u, ''));
  }
  return {
    judge(body) {
      const words = normalise([bodyText(body), ...linksOf(body)].join(' '));
      if (meets(reject, words)) return 'reject';
      return meets(hold, words) ? 'hold' : null;
    },
  };
}

function add(list: WordList, rule: string): void {
  const words = normalise(rule);
  if (words.length === 0) return;
  if (rule.endsWith('*')) list.parts.push(` ${words.join(' ')}`);
  else if (words.length > 1) list.parts.push(` ${words.join(' ')} `);
  else list.words.add(words[0] as string);
}

function meets({ words, parts }: WordList, text: string[]): boolean {
  if (text.some((word) => words.has(word))) return true;
  if (parts.length === 0) return false;
  const joined = ` ${text.join(' ')} `;
  return parts.some((part) => joined.includes(part));
}

/** Compatibility forms (NFKD) without marks and format characters, in lower case, word by word. */
function normalise(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/[\p{M}\p{Cf}]/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
