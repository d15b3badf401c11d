import { isSafeUrl, type Block, type CommentBody, type Inline } from '../../model/body.js';
import { formatSource } from '../../markup/format.js';

/** What nobody sees of a document. */
const UNSEEN = 'HEAD SCRIPT STYLE TEMPLATE TITLE NOSCRIPT IFRAME OBJECT SVG MATH SELECT TEXTAREA';
const BLOCKS =
  'ADDRESS ARTICLE ASIDE BODY CENTER DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM HEADER HTML LI MAIN NAV P SECTION SUMMARY TABLE TBODY TFOOT THEAD TR CAPTION';
const MARKS: Record<string, 'emphasis' | 'strong' | 'delete'> = {
  B: 'strong',
  STRONG: 'strong',
  I: 'emphasis',
  EM: 'emphasis',
  S: 'delete',
  DEL: 'delete',
  STRIKE: 'delete',
};
const unseen = new Set(UNSEEN.split(' '));
const blocks = new Set(BLOCKS.split(' '));

/** More quotations and lists in one another than a comment may have are left out. */
const MAX_NESTED = 6;
/** Elements in one another, so that no document exhausts us. */
const MAX_DEPTH = 200;

/**
 * A piece of a document as Markdown; `null` where it has no form that Markdown knows, so that its
 * plain text says as much. The document is inert: nothing in it is run or fetched.
 */
export function markdownOf(html: string): string | null {
  const body = bodyOf(new DOMParser().parseFromString(html, 'text/html').body);
  return hasForm(body.children) ? formatSource(body) : null;
}

/** A passage of a comment as a quotation in Markdown. */
export function quotationOf(passage: ParentNode & Node): string {
  const { children } = bodyOf(passage);
  return formatSource({ type: 'root', children: [{ type: 'blockquote', children }] });
}

/** What a comment's body keeps of a piece of a document. */
export function bodyOf(root: ParentNode & Node): CommentBody {
  return { type: 'root', children: blocksOf(root, 0, 0) };
}

function blocksOf(parent: Node, nested: number, depth: number): Block[] {
  const found: Block[] = [];
  let line: Inline[] = [];
  const endLine = (): void => {
    const children = trimmed(line);
    if (children.length > 0) found.push({ type: 'paragraph', children });
    line = [];
  };
  for (const node of parent.childNodes) {
    const inner = depth > MAX_DEPTH ? null : blockOf(node, nested, depth + 1);
    if (inner) {
      endLine();
      found.push(...inner);
    } else {
      line.push(...inlinesOf(node, depth));
    }
  }
  endLine();
  return found;
}

/** What a node is among blocks; `null` if it belongs to a line. */
function blockOf(node: Node, nested: number, depth: number): Block[] | null {
  if (!(node instanceof HTMLElement) || unseen.has(node.nodeName)) return null;
  const name = node.nodeName;
  if (/^H[1-6]$/.test(name)) return [heading(node, depth)];
  if (name === 'PRE') {
    const value = node.textContent;
    return value.trim() === '' ? [] : [{ type: 'code', value }];
  }
  const isNest = /^(BLOCKQUOTE|UL|OL)$/.test(name);
  if (isNest && nested < MAX_NESTED) return nest(node, nested + 1, depth);
  if (isNest || blocks.has(name) || holdsBlocks(node)) return blocksOf(node, nested, depth);
  return null;
}

function nest(element: HTMLElement, nested: number, depth: number): Block[] {
  if (element.nodeName === 'BLOCKQUOTE') {
    const children = blocksOf(element, nested, depth);
    return children.length === 0 ? [] : [{ type: 'blockquote', children }];
  }
  const ordered = element.nodeName === 'OL';
  const children = [...element.childNodes]
    .map((item) => blockOf(item, nested, depth) ?? lineOf(item, depth))
    .filter((inner) => inner.length > 0)
    .map((inner) => ({ type: 'listItem' as const, children: inner }));
  const start = ordered ? Math.max(0, (element as HTMLOListElement).start || 1) : null;
  return children.length === 0 ? [] : [{ type: 'list', ordered, start, children }];
}

function lineOf(node: Node, depth: number): Block[] {
  const children = trimmed(inlinesOf(node, depth));
  return children.length === 0 ? [] : [{ type: 'paragraph', children }];
}

function heading(element: HTMLElement, depth: number): Block {
  const children = trimmed(inlinesIn(element, depth));
  return { type: 'paragraph', children: [{ type: 'strong', children }] };
}

/** An element for a line, around others that are not: some editors write bold around a page. */
function holdsBlocks(element: HTMLElement): boolean {
  return element.querySelector('p, div, ul, ol, blockquote, pre, table, h1, h2, h3, h4') !== null;
}

function inlinesIn(parent: Node, depth: number): Inline[] {
  return [...parent.childNodes].flatMap((node) => inlinesOf(node, depth + 1));
}

function inlinesOf(node: Node, depth: number): Inline[] {
  if (node.nodeType === Node.TEXT_NODE) {
    const value = (node.nodeValue ?? '').replace(/[ \t\n\r\f]+/g, ' ');
    return value === '' ? [] : [{ type: 'text', value }];
  }
  if (!(node instanceof HTMLElement) || unseen.has(node.nodeName)) return [];
  const name = node.nodeName;
  if (name === 'BR') return [{ type: 'break' }];
  if (name === 'IMG') return [];
  if (depth > MAX_DEPTH) return [{ type: 'text', value: node.textContent }];
  if (/^(CODE|KBD|SAMP|TT)$/.test(name)) {
    return [{ type: 'inlineCode', value: node.textContent.replace(/\s+/g, ' ') }];
  }
  const children = inlinesIn(node, depth);
  if (children.length === 0) return [];
  if (node instanceof HTMLAnchorElement && isSafeUrl(node.getAttribute('href') ?? '')) {
    return [{ type: 'link', url: node.getAttribute('href')!, children }];
  }
  // The cells of a row stand beside one another.
  if (/^T[DH]$/.test(name)) return [...children, { type: 'text', value: ' ' }];
  return withMarks(node, children);
}

/** Editors say by style what they do not say by elements, and the other way round. */
function withMarks({ nodeName, style }: HTMLElement, children: Inline[]): Inline[] {
  const { fontWeight, fontStyle, textDecoration, textDecorationLine } = style;
  const own = MARKS[nodeName];
  const isBold = fontWeight === 'bold' || Number(fontWeight) >= 600;
  const isLight = /^(?:normal|[1-4]00)$/.test(fontWeight);
  const marks = new Set<'emphasis' | 'strong' | 'delete'>();
  if (isBold || (own === 'strong' && !isLight)) marks.add('strong');
  if (fontStyle === 'italic' || (own === 'emphasis' && fontStyle !== 'normal'))
    marks.add('emphasis');
  const isStruck = `${textDecoration} ${textDecorationLine}`.includes('line-through');
  if (isStruck || own === 'delete') marks.add('delete');
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
