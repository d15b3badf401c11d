import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
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

const mdast = [gfmStrikethroughFromMarkdown(), gfmAutolinkLiteralFromMarkdown()];

/** The Markdown that readers may use, as mdast with positions. */
export function parseMarkdown(source: string): Root {
  return fromMarkdown(source, { extensions: syntax, mdastExtensions: mdast });
}
