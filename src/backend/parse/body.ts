import { BODY_MAX_DEPTH, isSafeUrl, type CommentBody } from '../../model/body.js';
import { fields, list, string, type Parser } from './values.js';

// What a node stands among and what it holds, from the inside outwards; or text in `value`.
const INLINE = 0;
const BLOCK = 1;
const ITEM = 2;
const VALUE = 3;

const NODES: Record<string, readonly [place: number, content?: number]> = {
  paragraph: [BLOCK, INLINE],
  blockquote: [BLOCK, BLOCK],
  list: [BLOCK, ITEM],
  listItem: [ITEM, BLOCK],
  code: [BLOCK, VALUE],
  text: [INLINE, VALUE],
  emphasis: [INLINE, INLINE],
  strong: [INLINE, INLINE],
  delete: [INLINE, INLINE],
  inlineCode: [INLINE, VALUE],
  link: [INLINE, INLINE],
  break: [INLINE],
};

type Node = Record<string, unknown>;

/**
 * The nodes of a list that may stand in `place`. What may not (an unknown type, a link that leads
 * astray, a block among inlines) gives way to what it holds; inlines among blocks get a paragraph,
 * blocks among items an item.
 */
function nodes(value: unknown, at: string, place: number, depth: number): Node[] {
  if (depth > BODY_MAX_DEPTH) return [];
  let wrapped: Node[] | null = null;
  const parse = list((entry, where): Node[] => {
    let node = fields(entry, where);
    const url = node.url;
    let type = string(node.type, `${where}.type`);
    let [stands = ITEM + 1, content] = NODES[type] ?? [];
    if (stands > place || (type === 'link' && !(typeof url === 'string' && isSafeUrl(url)))) {
      if (Array.isArray(node.children)) {
        wrapped = null;
        return nodes(node.children, `${where}.children`, place, depth + 1);
      }
      if (typeof node.value !== 'string') return [];
      type = 'text';
      node = { type, value: node.value };
      [stands, content] = [INLINE, VALUE];
    }
    if (stands < place) {
      const inner = nodes([node], where, place - 1, depth + 1);
      if (wrapped) {
        wrapped.push(...inner);
        return [];
      }
      wrapped = inner;
      return [{ type: place === ITEM ? 'listItem' : 'paragraph', children: inner }];
    }
    wrapped = null;
    const to: Node = { type };
    if (content === VALUE) to.value = string(node.value, `${where}.value`);
    else if (content! >= 0)
      to.children = nodes(node.children, `${where}.children`, content!, depth + 1);
    if (type === 'link') to.url = url;
    if (type === 'list') {
      to.ordered = node.ordered === true;
      to.start = to.ordered && Number.isSafeInteger(node.start) ? node.start : null;
    }
    return [to];
  });
  return parse(value, at).flat();
}

export const body: Parser<CommentBody> = (value, at) => ({
  type: 'root',
  children: nodes(
    fields(value, at).children,
    `${at}.children`,
    BLOCK,
    1,
  ) as unknown as CommentBody['children'],
});
