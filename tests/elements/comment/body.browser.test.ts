import { expect } from '@open-wc/testing';
import type { Block, CommentBody, Inline } from '../../../src/model/body.js';
import { expectAccessible } from '../../support/axe.js';
import { bodyOf, comment, paragraph } from '../../support/thread-builders.js';
import { mountReady, part, partOf, textOf } from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';

const text = (value: string): Inline => ({ type: 'text', value });
const root = (...children: Block[]): CommentBody => ({ type: 'root', children });
const inline = (...children: Inline[]): CommentBody => root({ type: 'paragraph', children });
const link = (url: string): Inline => ({ type: 'link', url, children: [text('here')] });

const EVERYTHING = root(
  paragraph('A paragraph.'),
  {
    type: 'paragraph',
    children: [
      { type: 'emphasis', children: [text('em')] },
      { type: 'strong', children: [text('strong')] },
      { type: 'delete', children: [text('del')] },
      { type: 'inlineCode', value: '<code>' },
      { type: 'break' },
      link('https://n.example/a'),
    ],
  },
  {
    type: 'blockquote',
    children: [paragraph('Quoted'), { type: 'blockquote', children: [paragraph('twice')] }],
  },
  {
    type: 'list',
    ordered: false,
    start: null,
    children: [{ type: 'listItem', children: [paragraph('one line')] }],
  },
  {
    type: 'list',
    ordered: true,
    start: 4,
    children: [{ type: 'listItem', children: [paragraph('first'), paragraph('second')] }],
  },
  { type: 'code', value: 'let a = "<b>";\n  b;' },
);

async function shown(body: CommentBody): Promise<HTMLElement> {
  const mounted = await mountReady({ comments: [comment(1, { body })] });
  return partOf(mounted.root, 1, 'body');
}

/** The elements of a body, without Lit's comments and the white space of its templates. */
function markup(element: Element): string {
  return [...element.childNodes]
    .map((node) => {
      if (node instanceof Text) return node.data.trim() ? node.data.trim() : '';
      if (!(node instanceof Element)) return '';
      const name = node.localName;
      return node.localName === 'br' ? '<br>' : `<${name}>${markup(node)}</${name}>`;
    })
    .join('');
}

describe('palabre-comment: its text', () => {
  watchHostPage();

  it('is accessible with every kind of node', async () => {
    const { thread } = await mountReady({ comments: [comment(1, { body: EVERYTHING })] });
    await expectAccessible(thread);
  });

  it('shows every kind of node as what it is', async () => {
    expect(markup(await shown(EVERYTHING))).to.equal(
      '<p>A paragraph.</p>' +
        '<p><em>em</em><strong>strong</strong><del>del</del><code><code></code><br><a>here</a></p>' +
        '<blockquote><p>Quoted</p><blockquote><p>twice</p></blockquote></blockquote>' +
        '<ul><li>one line</li></ul>' +
        '<ol><li><p>first</p><p>second</p></li></ol>' +
        '<pre><code>let a = "<b>";\n  b;</code></pre>',
    );
  });

  it('counts an ordered list from its start', async () => {
    const list = (await shown(EVERYTHING)).querySelector('ol')!;
    expect(list.start).to.equal(4);
  });

  it('tells search engines and other pages nothing by its links', async () => {
    const anchor = (await shown(inline(link('https://n.example/a?b=c#d')))).querySelector('a')!;
    expect(anchor.getAttribute('href')).to.equal('https://n.example/a?b=c#d');
    expect(anchor.rel.split(' ').sort()).to.deep.equal(['nofollow', 'noopener', 'ugc']);
  });

  const script = 'javascript';
  const unsafe = [
    `${script}:alert(1)`,
    `JaVa${script.slice(4)}:alert(1)`,
    `\u0001${script}:alert(1)`,
    `java\n${script.slice(4)}:alert(1)`,
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    '/relative',
    '//n.example',
    'https:',
    '',
  ];
  for (const url of unsafe) {
    it(`makes no link of ${JSON.stringify(url)}, and keeps its text`, async () => {
      const body = await shown(inline(text('look '), link(url)));
      expect(body.querySelector('a')).to.equal(null);
      expect(textOf(body)).to.equal('look here');
    });
  }

  for (const url of ['http://n.example', 'HTTPS://N.EXAMPLE/x', 'mailto:ana@n.example']) {
    it(`makes a link of ${url}`, async () => {
      expect((await shown(inline(link(url)))).querySelector('a')).not.to.equal(null);
    });
  }

  it('shows HTML as the characters that it is', async () => {
    const typed = '<img src=x onerror="alert(1)"> <b>&amp;</b> <!-- --> ${1}';
    const body = await shown(bodyOf(typed));
    expect(body.textContent.trim()).to.equal(typed);
    expect(body.querySelectorAll('*')).to.have.length(1);
  });

  it('keeps French spaces, and nodes that it does not know do no harm', async () => {
    const french = 'Vraiment\u202f? «\u00a0Oui\u00a0»\u00a0: 10\u202f%';
    const odd = { type: 'video', children: [text(french)] } as unknown as Inline;
    const body = await shown(inline(odd));
    expect(body.textContent.trim()).to.equal(french);
  });

  it('cuts a text that is nested without end', async () => {
    let block: Block = paragraph('deepest');
    for (let level = 0; level < 5_000; level += 1)
      block = { type: 'blockquote', children: [block] };
    const body = await shown(root(paragraph('top'), block));
    expect(body.querySelectorAll('blockquote').length).to.be.within(1, 32);
    expect(textOf(body)).to.contain('top');
  });

  it('keeps a pile of combining marks within its own comment', async () => {
    const { root: thread } = await mountReady({
      comments: [comment(1), comment(2, { text: `q${'\u0301'.repeat(9_999)}` })],
    });
    expect(getComputedStyle(partOf(thread, 2, 'body')).overflowY).to.match(/clip|hidden/);
    expect(partOf(thread, 2, 'body').getBoundingClientRect().height).to.be.below(20_000);
  });

  it('breaks a word that is longer than the line', async () => {
    const { thread } = await mountReady({ comments: [comment(1, { text: 'x'.repeat(3_000) })] });
    thread.style.width = '320px';
    const body = part(thread.shadowRoot!, 'body');
    expect(body.scrollWidth).to.be.at.most(thread.clientWidth);
  });
});
