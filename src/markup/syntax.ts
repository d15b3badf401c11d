import type { Root } from 'mdast';
import { fromMarkdown, type Extension } from 'mdast-util-from-markdown';
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';

/**
 * What CommonMark would swallow or turn into something that a comment has not: each of these stays
 * as typed. Thematic breaks are not among them, since without them `* * *` becomes a list of lists;
 * they are put back as text afterwards.
 */
const SWITCHED_OFF = [
  'characterReference',
  'codeIndented',
  'definition',
  'hardBreakEscape',
  'headingAtx',
  'htmlFlow',
  'htmlText',
  'labelStartImage',
  'setextUnderline',
];

const syntax = [
  gfmStrikethrough({ singleTilde: false }),
  gfmAutolinkLiteral(),
  { disable: { null: SWITCHED_OFF } },
];

/**
 * A link's label is needed to look its definition up, and there are none. Decoding it would also
 * make HTML of a reader's text where a browser does the decoding, which pages may forbid.
 */
const withoutLabels: Extension = { exit: { labelText: () => undefined } };

const mdast = [gfmStrikethroughFromMarkdown(), gfmAutolinkLiteralFromMarkdown(), withoutLabels];

/** The Markdown that readers may use, as mdast with positions. */
export function parseMarkdown(source: string): Root {
  return fromMarkdown(source, { extensions: syntax, mdastExtensions: mdast });
}
