import type { Block, CommentBody, Inline, ListItem } from '../model/body.js';

/** The words of a body without their form; blocks and breaks end in a newline. */
export function bodyText(body: CommentBody): string {
  return body.children.map(blockText).join('\n');
}

function blockText(block: Block | ListItem): string {
  switch (block.type) {
    case 'code':
      return block.value;
    case 'paragraph':
      return block.children.map(inlineText).join('');
    default:
      return (block.children as (Block | ListItem)[]).map(blockText).join('\n');
  }
}

function inlineText(node: Inline): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value;
    case 'break':
      return '\n';
    default:
      return node.children.map(inlineText).join('');
  }
}
