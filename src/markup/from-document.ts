import { isSafeUrl, type Block, type CommentBody, type Inline } from '../model/body.js';
import { formatSource } from './format.js';
import { piecesOf, textOf, type Piece } from './pieces.js';

/** What nobody sees of a document. */
const UNSEEN = new Set('head svg math select object template img'.split(' '));
const BLOCKS = new Set(
  (
    'address article aside body caption center dd details div dl dt fieldset figcaption figure footer ' +
    'form header html li main nav p section summary table tbody tfoot thead tr'
  ).split(' '),
);
const MARKS: Record<string, 'emphasis' | 'strong' | 'delete'> = {
  b: 'strong',
  strong: 'strong',
  i: 'emphasis',
  em: 'emphasis',
  s: 'delete',
  del: 'delete',
  strike: 'delete',
};

/** More quotations and lists in one another than a comment may have are left out. */
const MAX_NESTED = 6;

/**
 * A piece of HTML as Markdown; `null` where it has no form that Markdown knows, so that its plain
 * text says as much.
 */
export function markdownOf(html: string): string | null {
  const body = bodyOf(piecesOf(html));
  return hasForm(body.children) ? formatSource(body) : null;
}

/** A passage of a comment as a quotation in Markdown. */
export function quotationOf(passage: Piece): string {
  const { children } = bodyOf(passage);
  return formatSource({ type: 'root', children: [{ type: 'blockquote', children }] });
}

/** What a comment's body keeps of a piece of a document. */
export function bodyOf(root: Piece): CommentBody {
  return { type: 'root', children: blocksOf(root, 0) };
}

function blocksOf(parent: Piece, nested: number): Block[] {
  const found: Block[] = [];
  let line: Inline[] = [];
  const endLine = (): void => {
    const children = trimmed(line);
    if (children.length > 0) found.push({ type: 'paragraph', children });
    line = [];
  };
  for (const piece of parent.children) {
    const inner = blockOf(piece, nested);
    if (inner) {
      endLine();
      found.push(...inner);
    } else {
      line.push(...inlinesOf(piece));
    }
  }
  endLine();
  return found;
}

/** What a piece is among blocks; `null` if it belongs to a line. */
function blockOf(piece: Piece, nested: number): Block[] | null {
  const { name } = piece;
  if (name === '' || UNSEEN.has(name)) return null;
  if (/^h[1-6]$/.test(name)) return lineOf(piece, 'strong');
  if (name === 'pre') {
    const value = textOf(piece);
    return value.trim() === '' ? [] : [{ type: 'code', value }];
  }
  const isNest = /^(blockquote|ul|ol)$/.test(name);
  if (isNest && nested < MAX_NESTED) return nest(piece, nested + 1);
  if (isNest || BLOCKS.has(name) || holdsBlocks(piece)) return blocksOf(piece, nested);
  return null;
}

function nest(piece: Piece, nested: number): Block[] {
  if (piece.name === 'blockquote') {
    const children = blocksOf(piece, nested);
    return children.length === 0 ? [] : [{ type: 'blockquote', children }];
  }
  const ordered = piece.name === 'ol';
  const children = piece.children
    .map((item) => blockOf(item, nested) ?? lineOf({ ...piece, children: [item] }))
    .filter((inner) => inner.length > 0)
    .map((inner) => ({ type: 'listItem' as const, children: inner }));
  const first = Number.parseInt(piece.attributes.start ?? '1', 10);
  const start = ordered ? Math.min(999_999_999, Math.max(0, first || 0)) : null;
  return children.length === 0 ? [] : [{ type: 'list', ordered, start, children }];
}

function lineOf({ children: pieces }: Piece, mark?: 'strong'): Block[] {
  const children = trimmed(pieces.flatMap(inlinesOf));
  if (children.length === 0) return [];
  return [{ type: 'paragraph', children: mark ? [{ type: mark, children }] : children }];
}

/** An element for a line, around others that are not: some editors write bold around a page. */
function holdsBlocks({ children }: Piece): boolean {
  return children.some(
    (child) =>
      BLOCKS.has(child.name) ||
      /^(h[1-6]|pre|blockquote|[uo]l)$/.test(child.name) ||
      holdsBlocks(child),
  );
}

function inlinesOf(piece: Piece): Inline[] {
  const { name, attributes } = piece;
  if (name === '') {
    const value = piece.text.replace(/[ \t\n\r\f]+/g, ' ');
    return value === '' ? [] : [{ type: 'text', value }];
  }
  if (UNSEEN.has(name)) return [];
  if (name === 'br') return [{ type: 'break' }];
  if (/^(code|kbd|samp|tt)$/.test(name)) {
    return [{ type: 'inlineCode', value: textOf(piece).replace(/\s+/g, ' ') }];
  }
  const children = piece.children.flatMap(inlinesOf);
  if (children.length === 0) return [];
  const url = attributes.href ?? '';
  if (name === 'a' && isSafeUrl(url)) return [{ type: 'link', url, children }];
  // The cells of a row stand beside one another.
  if (/^t[dh]$/.test(name)) return [...children, { type: 'text', value: ' ' }];
  return withMarks(piece, children);
}

/** Editors say by style what they do not say by elements, and the other way round. */
function withMarks({ name, attributes: { style = '' } }: Piece, children: Inline[]): Inline[] {
  const own = MARKS[name];
  const says = (rule: RegExp): boolean => rule.test(style);
  const isBold = says(/font-weight:\s*(?:bold|[6-9]00)/i);
  const isLight = says(/font-weight:\s*(?:normal|[1-4]00)/i);
  const isItalic = says(/font-style:\s*italic/i);
  const marks = new Set<'emphasis' | 'strong' | 'delete'>();
  if (isBold || (own === 'strong' && !isLight)) marks.add('strong');
  if (isItalic || (own === 'emphasis' && !says(/font-style:\s*normal/i))) marks.add('emphasis');
  if (own === 'delete' || says(/text-decoration[^;]*line-through/i)) marks.add('delete');
  let marked = children;
  for (const type of marks) marked = [{ type, children: marked }];
  return marked;
}

/** Without the breaks and the white space at its ends. */
function trimmed(line: Inline[]): Inline[] {
  const isBlank = (node: Inline | undefined): boolean =>
    node?.type === 'break' || (node?.type === 'text' && /^[ \t\n\r\f]*$/.test(node.value));
  let [from, to] = [0, line.length];
  while (from < to && isBlank(line[from])) from += 1;
  while (to > from && isBlank(line[to - 1])) to -= 1;
  return line.slice(from, to);
}

function hasForm(nodes: (Block | Inline)[]): boolean {
  return nodes.some((node) => {
    if (node.type === 'paragraph') return hasForm(node.children);
    return node.type !== 'text' && node.type !== 'break';
  });
}
