/** What XML 1.0 cannot say, not even escaped. */
const INVALID =
  /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Markup, and the white space that a parser would take for another one. */
const SPECIAL = /[&<>"\t\n\r]/g;

/** A text for XML and HTML, in content as in quoted attributes; what XML cannot say is left out. */
export function escape(text: string): string {
  return text.replace(INVALID, '').replace(SPECIAL, (character) => `&#${character.charCodeAt(0)};`);
}
