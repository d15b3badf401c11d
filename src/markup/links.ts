import type { Block, CommentBody, Inline, ListItem } from '../model/body.js';

/** The addresses of a body's links, in the order of the text. */
export function linksOf(body: CommentBody): string[] {
  return body.children.flatMap(linksIn);
}

function linksIn(node: Block | ListItem | Inline): string[] {
  const inner = 'children' in node ? node.children.flatMap(linksIn) : [];
  return node.type === 'link' ? [node.url, ...inner] : inner;
}
