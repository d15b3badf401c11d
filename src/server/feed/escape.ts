/** What XML 1.0 cannot say, not even escaped. */
const INVALID = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Markup, and the white space that a parser would take for another one. */
const SPECIAL = /[&<>"\t\n\r]/g;

/** A text for XML and HTML, in content as in quoted attributes; what XML cannot say is left out. */
export function escape(text: string): string {
  return text.replace(INVALID, '').replace(SPECIAL, (character) => `&#${character.charCodeAt(0)};`);
}
