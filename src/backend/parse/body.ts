import { BODY_MAX_DEPTH, isSafeUrl, type CommentBody } from '../../model/body.js';
import { enter, entries, fields, string, type Parser } from './values.js';

// What a node stands among and what it holds, from the inside outwards; or text in `value`.
const INLINE = 0;
const BLOCK = 1;
const ITEM = 2;
const VALUE = 3;

const TEXT = [INLINE, VALUE] as const;

const NODES = new Map(
  Object.entries<readonly [place: number, content?: number]>({
    paragraph: [BLOCK, INLINE],
    blockquote: [BLOCK, BLOCK],
    list: [BLOCK, ITEM],
    listItem: [ITEM, BLOCK],
    code: [BLOCK, VALUE],
    text: TEXT,
    emphasis: [INLINE, INLINE],
    strong: [INLINE, INLINE],
    delete: [INLINE, INLINE],
    inlineCode: TEXT,
    link: [INLINE, INLINE],
    break: [INLINE],
  }),
);

type Node = Record<string, unknown>;

/**
 * The nodes of a list that may stand in `place`. What may not (an unknown type, a link that leads
 * astray, a block among inlines) gives way to what it holds; inlines among blocks get a paragraph,
 * blocks among items an item.
 */
function nodes(value: unknown, at: number, place: number, depth: number): Node[] {
  const to: Node[] = [];
  if (depth > BODY_MAX_DEPTH) return to;
  let wrapped: Node[] | null = null;
  entries(value, at).forEach((entry, index) => {
    let node = fields(entry, enter(index, at));
    const { url } = node;
    let type = string(node.type, enter('type', at + 1));
    let known = NODES.get(type);
    if (!known || known[0] > place || (type === 'link' && !isSafeLink(url))) {
      if (Array.isArray(node.children)) {
        wrapped = null;
        for (const child of inside(node, at, place, depth)) to.push(child);
        return;
      }
      if (typeof node.value !== 'string') return;
      type = 'text';
      known = TEXT;
      node = { type, value: node.value };
    }
    const [stands, content] = known;
    if (stands < place) {
      const inner = nodes([node], at, place - 1, depth + 1);
      if (wrapped) wrapped.push(...inner);
      else {
        wrapped = inner;
        to.push({ type: place === ITEM ? 'listItem' : 'paragraph', children: inner });
      }
      return;
    }
    wrapped = null;
    const copy: Node = { type };
    if (content === VALUE) copy.value = string(node.value, enter('value', at + 1));
    else if (content !== undefined) copy.children = inside(node, at, content, depth);
    if (type === 'link') copy.url = url;
    if (type === 'list') {
      copy.ordered = node.ordered === true;
      copy.start = copy.ordered && Number.isSafeInteger(node.start) ? node.start : null;
    }
    to.push(copy);
  });
  return to;
}

function inside(node: Node, at: number, place: number, depth: number): Node[] {
  return nodes(node.children, enter('children', at + 1), place, depth + 1);
}

function isSafeLink(url: unknown): boolean {
  return typeof url === 'string' && isSafeUrl(url);
}

export const body: Parser<CommentBody> = (value, at) => ({
  type: 'root',
  children: nodes(
    fields(value, at).children,
    enter('children', at),
    BLOCK,
    1,
  ) as unknown as CommentBody['children'],
});
