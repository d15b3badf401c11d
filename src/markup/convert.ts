import type * as mdast from 'mdast';
import {
  BODY_MAX_DEPTH,
  isSafeUrl,
  type Block,
  type CommentBody,
  type Inline,
  type Link,
  type ListItem,
} from '../model/body.js';

/** Closing quotation marks and dots that belong to the sentence, not to the address before them. */
const TRAILING = /[»”’›…]+$/u;

class TooDeep extends Error {}

/** A parsed text as a body without positions; `null` when it is nested deeper than a body may be. */
export function convertRoot(root: mdast.Root, source: string): CommentBody | null {
  try {
    return { type: 'root', children: convertBlocks(root.children, source, 1) };
  } catch (error) {
    if (error instanceof TooDeep) return null;
    throw error;
  }
}

function convertBlocks(nodes: mdast.RootContent[], source: string, depth: number): Block[] {
  checkDepth(depth);
  return nodes.flatMap((node) => convertBlock(node, source, depth));
}

function convertBlock(node: mdast.RootContent, source: string, depth: number): Block[] {
  switch (node.type) {
    case 'paragraph':
      return [{ type: 'paragraph', children: convertInlines(node.children, source, depth + 1) }];
    case 'blockquote':
      return [{ type: 'blockquote', children: convertBlocks(node.children, source, depth + 1) }];
    case 'list':
      return convertList(node, source, depth);
    case 'code':
      return [{ type: 'code', value: fencedText(node) }];
    default:
      return [{ type: 'paragraph', children: [{ type: 'text', value: typed(node, source) }] }];
  }
}

/** A list that counts otherwise than one by one becomes several, so that no number is lost. */
function convertList(list: mdast.List, source: string, depth: number): Block[] {
  checkDepth(depth + 1);
  const lists: (Block & { type: 'list' })[] = [];
  let expected = NaN;
  for (const item of list.children) {
    const converted: ListItem = {
      type: 'listItem',
      children: convertBlocks(item.children, source, depth + 2),
    };
    const number = list.ordered ? Number.parseInt(typed(item, source), 10) : null;
    const current = lists.at(-1);
    if (current !== undefined && (number === null || number === expected)) {
      current.children.push(converted);
    } else {
      lists.push({
        type: 'list',
        ordered: number !== null,
        start: number,
        children: [converted],
      });
    }
    expected = (number ?? 0) + 1;
  }
  return lists;
}

/** What stands behind an opening fence would be a language; here it is a first line. */
function fencedText(node: mdast.Code): string {
  const info = [node.lang, node.meta].filter(Boolean).join(' ');
  return info === '' ? node.value : [info, node.value].filter(Boolean).join('\n');
}

function convertInlines(nodes: mdast.PhrasingContent[], source: string, depth: number): Inline[] {
  checkDepth(depth);
  return joinTexts(nodes.flatMap((node) => convertInline(node, source, depth)));
}

function convertInline(node: mdast.PhrasingContent, source: string, depth: number): Inline[] {
  switch (node.type) {
    case 'text':
      return splitLines(node.value);
    case 'break':
      return [{ type: 'break' }];
    case 'inlineCode':
      return [{ type: 'inlineCode', value: node.value }];
    case 'emphasis':
    case 'strong':
    case 'delete':
      return [{ type: node.type, children: convertInlines(node.children, source, depth + 1) }];
    case 'link':
      return convertLink(node, source, depth);
    default:
      return [{ type: 'text', value: typed(node, source) }];
  }
}

/** A link that is not safe, or whose title a body could not keep, stays as it was typed. */
function convertLink(node: mdast.Link, source: string, depth: number): Inline[] {
  if (isSafeUrl(node.url) && !node.title) {
    const children = convertInlines(node.children, source, depth + 1);
    if (children.length === 0) children.push({ type: 'text', value: node.url });
    return trimLiteral({ type: 'link', url: node.url, children });
  }
  const first = node.children[0];
  const last = node.children.at(-1);
  if (!first?.position || !last?.position || !node.position) {
    return [{ type: 'text', value: typed(node, source) }];
  }
  const { start, end } = node.position;
  return [
    { type: 'text', value: source.slice(start.offset, first.position.start.offset) },
    ...convertInlines(node.children, source, depth),
    ...splitLines(source.slice(last.position.end.offset, end.offset)),
  ];
}

/** A bare address takes a French closing quotation mark with it; give it back to the text. */
function trimLiteral(link: Link): Inline[] {
  const [only] = link.children;
  if (link.children.length !== 1 || only?.type !== 'text' || !link.url.endsWith(only.value)) {
    return [link];
  }
  const trail = TRAILING.exec(only.value)?.[0];
  const url = trail === undefined ? link.url : link.url.slice(0, -trail.length);
  if (trail === undefined || !isSafeUrl(url)) return [link];
  return [
    { type: 'link', url, children: [{ type: 'text', value: only.value.slice(0, -trail.length) }] },
    { type: 'text', value: trail },
  ];
}

function splitLines(text: string): Inline[] {
  return text.split(/[ \t]*\n[ \t]*/).flatMap((line, index): Inline[] => {
    const words: Inline[] = line === '' ? [] : [{ type: 'text', value: line }];
    return index === 0 ? words : [{ type: 'break' }, ...words];
  });
}

function joinTexts(nodes: Inline[]): Inline[] {
  const joined: Inline[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type === 'text' && last?.type === 'text') last.value += node.value;
    else joined.push(node);
  }
  return joined;
}

function typed(node: mdast.Nodes, source: string): string {
  return source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
}

function checkDepth(depth: number): void {
  if (depth > BODY_MAX_DEPTH) throw new TooDeep();
}
