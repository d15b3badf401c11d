import type { Block, CommentBody, Inline, ListItem } from '../model/body.js';
import { COMMENT_MAX_LENGTH } from '../model/source.js';
import { cleanSource } from './clean.js';
import { parseSource } from './parse.js';
import { bodyText } from './text.js';

/** Characters that are read again after they are written: as many as the longest comment has. */
const CHECKED = COMMENT_MAX_LENGTH;

/**
 * A body as what a reader would type for it. What is seen of it after parsing is the same, up to
 * white space; marks that Markdown cannot express where they stand are left out. What goes beyond
 * the longest comment is not checked for that.
 */
export function formatSource({ children }: CommentBody): string {
  let left = CHECKED;
  const blocks = children.map((block) => {
    const text = textOf(block);
    left -= text.length;
    return left >= 0 ? checkedBlock(block, text) : rawBlock(block);
  });
  return blocks.filter(Boolean).join('\n\n');
}

/** The first of these that is read as what it was made of: fewer and fewer marks, and escapes. */
function checkedBlock(block: Block, text: string): string {
  const lines = text.split('\n');
  const plain = (escape: (line: string) => string): string =>
    lines
      .map((line) => escape(line.trim()))
      .filter(Boolean)
      .join('\n');
  const candidates = [
    () => rawBlock(block),
    () => plain((line) => escapeLineStart(escapeText(line))),
    () => plain((line) => escapeLineStart(escapeAround(line))),
  ];
  for (const candidate of candidates) {
    const source = candidate();
    if (isTrue(source, block)) return source;
  }
  return formatCode(text);
}

/** Whether a source is read as what it was made of. */
function isTrue(source: string, block: Block): boolean {
  try {
    return squeezed(bodyText(parseSource(source))) === squeezed(textOf(block));
  } catch {
    return squeezed(source) === '';
  }
}

function textOf(block: Block): string {
  return cleanSource(bodyText({ type: 'root', children: [block] }));
}

/** What is seen of a text: white space is one space, and what turns the direction is not seen. */
function squeezed(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

function rawBlock(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return formatParagraph(block.children);
    case 'blockquote':
      return prefixed(rawBlocks(block.children), '> ', '> ');
    case 'code':
      return formatCode(cleanSource(block.value));
    case 'list':
      return block.children
        .map((item, index) =>
          formatItem(item, block.ordered ? `${(block.start ?? 1) + index}. ` : '- '),
        )
        .join('\n');
  }
}

function rawBlocks(blocks: Block[]): string {
  return blocks.map(rawBlock).filter(Boolean).join('\n\n');
}

function formatItem({ children }: ListItem, marker: string): string {
  // What nests a list in an entry needs no empty line before it.
  const isTight = children.length === 2 && children[1]!.type === 'list';
  const inner = isTight ? children.map(rawBlock).filter(Boolean).join('\n') : rawBlocks(children);
  return prefixed(inner, marker, ' '.repeat(marker.length));
}

function prefixed(text: string, first: string, others: string): string {
  return text
    .split('\n')
    .map((line, index) => (index === 0 ? first + line : line && others + line) || others.trimEnd())
    .join('\n');
}

function formatCode(value: string): string {
  const longest = Math.max(2, ...[...value.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${value.replace(/\n$/, '')}\n${fence}`;
}

function formatParagraph(children: Inline[]): string {
  return formatInlines(children)
    .split('\n')
    .map((line) => escapeLineStart(line.trim()))
    .filter(Boolean)
    .join('\n');
}

function formatInlines(nodes: Inline[]): string {
  return nodes.map(formatInline).join('');
}

function formatInline(node: Inline): string {
  switch (node.type) {
    case 'text':
      return escapeAround(cleanSource(node.value));
    case 'break':
      return '\n';
    case 'inlineCode':
      return formatInlineCode(cleanSource(node.value));
    case 'emphasis':
      return marked(formatInlines(node.children), '*');
    case 'strong':
      return marked(formatInlines(node.children), '**');
    case 'delete':
      return marked(formatInlines(node.children), '~~');
    case 'link':
      return formatLink(node.url, formatInlines(node.children));
  }
}

/** White space at the ends would keep a mark from being one, and none reaches over an empty line. */
function marked(inner: string, mark: string): string {
  return inner
    .split(/(\n+)/)
    .map((line) => {
      const [, before, words, after] = /^(\s*)(.*?)(\s*)$/s.exec(line)!;
      return words ? before + mark + words + mark + after : line;
    })
    .join('');
}

function formatInlineCode(value: string): string {
  const text = value.replace(/\s+/g, ' ');
  if (text.trim() === '') return text;
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return fence + pad + text + pad + fence;
}

/** An address that says itself needs no brackets. */
function formatLink(url: string, label: string): string {
  const words = label.replace(/\s+/g, ' ').trim();
  if (words === escapeText(url) && /^https?:\/\/[\w./-]*[\w/]$/i.test(url)) return url;
  const address = /[()<>\s\\]/.test(url) ? `<${url.replace(/[<>\\]/g, encodeURIComponent)}>` : url;
  return words === '' ? '' : `[${words}](${address})`;
}

/** Does not escape in addresses, whose characters are not Markdown's. */
function escapeAround(text: string): string {
  return text
    .split(/((?:https?:\/\/|www\.)[^\s<\\]+)/i)
    .map((part, index) => (index % 2 === 1 ? part : escapeText(part)))
    .join('');
}

/** Keeps what is only text from being read as Markdown, and leaves the rest as one would type it. */
function escapeText(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '\\\\')
    .replace(/[*`[\]]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/~(?=~)|(?<=~)~/g, '\\~')
    .replace(/<(?=[a-z])/gi, '\\<');
}

/** What begins a line might begin a quotation or an entry. */
function escapeLineStart(line: string): string {
  return line.replace(/^(?:[>+-])/, '\\$&').replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2');
}
