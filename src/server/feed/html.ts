import {
  isSafeUrl,
  type Block,
  type CommentBody,
  type Inline,
  type List,
  type ListItem,
} from '../../model/body.js';
import { escape } from './escape.js';

const TAGS = {
  paragraph: 'p',
  blockquote: 'blockquote',
  listItem: 'li',
  emphasis: 'em',
  strong: 'strong',
  delete: 'del',
} as const;

/** A body as HTML, for readers' programs: a page of ours never makes HTML of a string. */
export function bodyToHtml({ children }: CommentBody): string {
  return toHtml(children);
}

function toHtml(nodes: readonly (Block | ListItem | Inline)[]): string {
  return nodes.map(nodeToHtml).join('');
}

function nodeToHtml(node: Block | ListItem | Inline): string {
  switch (node.type) {
    case 'text':
      return escape(node.value);
    case 'break':
      return '<br>';
    case 'inlineCode':
      return `<code>${escape(node.value)}</code>`;
    case 'code':
      return `<pre><code>${escape(node.value)}</code></pre>`;
    case 'list':
      return listToHtml(node);
    case 'link': {
      const text = toHtml(node.children);
      if (!isSafeUrl(node.url)) return text;
      return `<a href="${escape(node.url)}" rel="nofollow ugc noopener">${text}</a>`;
    }
    default: {
      const tag = TAGS[node.type];
      return `<${tag}>${toHtml(node.children)}</${tag}>`;
    }
  }
}

function listToHtml({ ordered, start, children }: List): string {
  if (!ordered) return `<ul>${toHtml(children)}</ul>`;
  const first = start === null || start === 1 ? '' : ` start="${start}"`;
  return `<ol${first}>${toHtml(children)}</ol>`;
}
