const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const LONE_SURROGATES = /\p{Surrogate}/gu;
const BIDI = /[\u202a-\u202e\u2066-\u2069]/;

const POP = '\u202c';
const POP_ISOLATE = '\u2069';

/** What closes each opening bidirectional control (UAX #9 §2). */
const CLOSERS: Record<string, string> = {
  '\u202a': POP,
  '\u202b': POP,
  '\u202d': POP,
  '\u202e': POP,
  '\u2066': POP_ISOLATE,
  '\u2067': POP_ISOLATE,
  '\u2068': POP_ISOLATE,
};

/** Overrides show letters in another order; an isolate around one keeps that from its neighbours. */
const OVERRIDES = new Set(['\u202d', '\u202e']);
const ISOLATE = '\u2068';

const opened = (opener: string): string => (OVERRIDES.has(opener) ? ISOLATE + opener : opener);
const closed = (opener: string): string =>
  CLOSERS[opener]! + (OVERRIDES.has(opener) ? POP_ISOLATE : '');

/**
 * A text as it may be stored and parsed: lines end in LF, NFC, no control characters but newline
 * and tab, no lone surrogates. Bidirectional overrides are isolated; like embeddings and
 * isolates they are closed at the end of their line, so that none reaches the text around it.
 */
export function cleanSource(source: string): string {
  const text = source
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(LONE_SURROGATES, '')
    .replace(CONTROLS, '')
    .normalize('NFC');
  return BIDI.test(text) ? text.split('\n').map(balanceLine).join('\n') : text;
}

/** One line of a text, such as a name: trimmed, white space run together, nothing invisible. */
export function cleanLine(text: string): string {
  return cleanSource(text.replace(/[\u202a-\u202e\u2066-\u2069]/g, ''))
    .replace(/\s+/gu, ' ')
    .trim();
}

function balanceLine(line: string): string {
  const open: string[] = [];
  let result = '';
  for (const character of line) {
    const closer = CLOSERS[character];
    if (closer !== undefined) {
      open.push(character);
      result += opened(character);
    } else if (character === POP || character === POP_ISOLATE) {
      const last = open.at(-1);
      if (last === undefined || CLOSERS[last] !== character) continue;
      open.pop();
      result += closed(last);
    } else {
      result += character;
    }
  }
  for (const opener of open.reverse()) {
    result += closed(opener);
  }
  return result;
}
