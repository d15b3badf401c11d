/** What becomes of an element; what is not here gives way to what it holds. */
const NODES: Record<string, string> = {
  p: 'paragraph',
  blockquote: 'blockquote',
  ul: 'list',
  ol: 'list',
  li: 'listItem',
  b: 'strong',
  strong: 'strong',
  i: 'emphasis',
  em: 'emphasis',
  s: 'delete',
  del: 'delete',
  a: 'link',
  br: 'break',
};

const TEXTS: Record<string, string> = { pre: 'code', code: 'inlineCode' };

/** Elements whose text nobody is meant to read. */
const DROPPED = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'object', 'svg']);

/** Elements in which white space stands between blocks and means nothing. */
const CONTAINERS = new Set(['body', 'blockquote', 'ul', 'ol']);

/** Not every browser has them. */
const { trustedTypes } = globalThis as {
  trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createHTML(html: string): string },
    ): { createHTML(html: string): unknown };
  };
};

/**
 * Where a page demands Trusted Types, the parser takes nothing else. What comes of it never gets onto
 * the page: the policy may let everything through.
 */
const policy = trustedTypes?.createPolicy('in-house', { createHTML: (html) => html });

/**
 * HTML as nodes of a comment's body. The parser makes a document that runs nothing and loads
 * nothing; of its elements only the names in the tables are copied, no attribute but a link's
 * address. Bad addresses and nodes out of place are left to `checked`, which mends or drops them.
 */
export function nodesOf(html: string): unknown[] {
  const trusted = (policy?.createHTML(html) ?? html) as string;
  return inside(new DOMParser().parseFromString(trusted, 'text/html').body);
}

function inside(parent: Element): unknown[] {
  return [...parent.childNodes].flatMap((node) => {
    if (node instanceof Text) {
      const isSpace = node.data.trim() === '' && CONTAINERS.has(parent.localName);
      return isSpace ? [] : [{ type: 'text', value: node.data }];
    }
    if (!(node instanceof Element) || DROPPED.has(node.localName)) return [];
    const text = TEXTS[node.localName];
    if (text) return [{ type: text, value: node.textContent }];
    const children = inside(node);
    const type = NODES[node.localName];
    return type ? [{ type, children, ...fieldsOf(node) }] : children;
  });
}

function fieldsOf(element: Element): object {
  if (element instanceof HTMLAnchorElement) return { url: element.href };
  if (element instanceof HTMLOListElement) return { ordered: true, start: element.start };
  return {};
}
