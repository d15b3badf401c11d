import { html, nothing, type TemplateResult } from 'lit';
import { isSafeUrl, type Block, type CommentBody, type Inline } from '../../model/body.js';

/** A body as elements; no string ever becomes HTML. Most are one paragraph without any marks. */
export function renderBody({ children }: CommentBody): TemplateResult | TemplateResult[] {
  return children.length === 1 ? renderBlock(children[0]!) : children.map(renderBlock);
}

function renderBlock(node: Block): TemplateResult {
  switch (node.type) {
    case 'paragraph': {
      const [only, ...others] = node.children;
      return only?.type === 'text' && others.length === 0
        ? html`<p dir="auto" .textContent=${only.value}></p>`
        : html`<p dir="auto">${node.children.map(renderInline)}</p>`;
    }
    case 'blockquote':
      return html`<blockquote>${node.children.map(renderBlock)}</blockquote>`;
    case 'code':
      return html`<pre dir="ltr" tabindex="0"><code>${node.value}</code></pre>`;
    case 'list': {
      const items = node.children.map((item) => {
        const [only, ...others] = item.children;
        // A one-paragraph item reads as a line, not as a block with a paragraph's margins.
        const tight = only?.type === 'paragraph' && others.length === 0;
        return html`<li dir="auto">
          ${tight ? only.children.map(renderInline) : item.children.map(renderBlock)}
        </li>`;
      });
      return node.ordered
        ? html`<ol start=${node.start ?? nothing}>
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`;
    }
  }
}

function renderInline(node: Inline): TemplateResult | string {
  switch (node.type) {
    case 'text':
      return node.value;
    case 'emphasis':
      return html`<em>${node.children.map(renderInline)}</em>`;
    case 'strong':
      return html`<strong>${node.children.map(renderInline)}</strong>`;
    case 'delete':
      return html`<del>${node.children.map(renderInline)}</del>`;
    case 'inlineCode':
      return html`<code>${node.value}</code>`;
    case 'link':
      return isSafeUrl(node.url)
        ? html`<a href=${node.url} rel="nofollow ugc noopener"
            >${node.children.map(renderInline)}</a
          >`
        : html`${node.children.map(renderInline)}`;
    case 'break':
      return html`<br />`;
  }
}
