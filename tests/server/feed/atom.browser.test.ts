import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { CommentBody } from '../../../src/model/body.js';
import { renderAtom, type Feed, type FeedEntry } from '../../../src/server/feed/atom.js';
import { bodyToHtml } from '../../../src/server/feed/html.js';
import { body as bodies } from '../../backend/arbitraries.js';
import { author, bodyOf, comment, idOf } from '../../support/thread-builders.js';

/*
 * In a browser, since there a parser of XML is at hand, and one of HTML.
 */

const ATOM = 'http://www.w3.org/2005/Atom';

/** What XML cannot say, not even escaped, is left out. */
const sayable = (text: string): string =>
  [...text].filter((character) => isSayable(character.codePointAt(0)!)).join('');

function isSayable(code: number): boolean {
  if (code < 0x20) return [0x9, 0xa, 0xd].includes(code);
  return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
}

function parsed(xml: string): Document {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  const [error] = document.getElementsByTagName('parsererror');
  if (error) throw new Error(`${error.textContent}\n${xml}`);
  return document;
}

function textsOf(document: Document, name: string): string[] {
  return [...document.getElementsByTagNameNS(ATOM, name)].map(({ textContent }) => textContent);
}

function feedOf(change: Partial<Feed> = {}): Feed {
  return { id: idOf(0), title: 'Un titre', self: 'feed', page: null, entries: [], ...change };
}

function entryOf(n: number, change: Partial<FeedEntry['comment']> = {}, title = 'Un'): FeedEntry {
  const thread = { url: 'https://journal.example/a?b=1&c=2#d', title };
  return { comment: comment(n, change), thread };
}

describe('a feed', () => {
  it('has what Atom demands, also where there is nothing in it', () => {
    const document = parsed(renderAtom(feedOf()));
    const { documentElement: feed } = document;
    expect([feed.namespaceURI, feed.localName]).to.deep.equal([ATOM, 'feed']);
    expect([...feed.children].map(({ localName }) => localName)).to.deep.equal([
      'id',
      'title',
      'updated',
      'link',
    ]);
    expect(textsOf(document, 'id')).to.deep.equal([`urn:uuid:${idOf(0)}`]);
    expect(textsOf(document, 'updated')).to.deep.equal(['1970-01-01T00:00:00.000Z']);
  });

  it('says of each comment who wrote what when and where', () => {
    const edited = { editedAt: '2031-02-03T04:05:06.789Z', author: author('Ana & <Bo>') };
    const document = parsed(
      renderAtom(
        feedOf({
          page: 'https://journal.example/a?b=1&c=2',
          entries: [entryOf(2, {}, 'Été'), entryOf(1, edited)],
        }),
      ),
    );
    expect(textsOf(document, 'title')).to.deep.equal([
      'Un titre',
      'Reader 2 · Été',
      'Ana & <Bo> · Un',
    ]);
    expect(textsOf(document, 'name')).to.deep.equal(['Reader 2', 'Ana & <Bo>']);
    const [, first, second] = textsOf(document, 'updated');
    expect(first).to.equal(textsOf(document, 'published')[0]);
    expect(second).to.equal(edited.editedAt);
    expect(textsOf(document, 'updated')[0]).to.equal(edited.editedAt);
    const links = [...document.getElementsByTagNameNS(ATOM, 'link')];
    expect(
      links.map((link) => [link.getAttribute('rel'), link.getAttribute('href')]),
    ).to.deep.equal([
      ['self', 'feed'],
      ['alternate', 'https://journal.example/a?b=1&c=2'],
      ['alternate', `https://journal.example/a?b=1&c=2#palabre-${idOf(2)}`],
      ['alternate', `https://journal.example/a?b=1&c=2#palabre-${idOf(1)}`],
    ]);
  });

  it('is well-formed and loses nothing, whatever is written', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 30 });
    const marks = fc
      .array(
        fc.constantFrom(
          '<',
          '&',
          ']]>',
          '"',
          "'",
          '\r\n',
          '\t',
          '\0',
          '\uFFFE',
          '\uD800',
          'é',
          '🌳',
        ),
      )
      .map((parts) => parts.join(''));
    const text = fc.oneof(texts, marks);
    fc.assert(
      fc.property(text, text, bodies, (name, title, body) => {
        const entries = [entryOf(1, { author: author(name), body }, title)];
        const document = parsed(renderAtom(feedOf({ title, entries })));
        expect(textsOf(document, 'name')).to.deep.equal([sayable(name)]);
        expect(textsOf(document, 'title')).to.deep.equal([
          sayable(title),
          sayable(`${name} · ${title}`),
        ]);
        expect(textsOf(document, 'content')).to.deep.equal([bodyToHtml(body)]);
      }),
    );
  });
});

/** The nodes that a parser finds, as a body. */
function read(html: string): HTMLElement {
  return new DOMParser().parseFromString(html, 'text/html').body;
}

function valuesIn(node: object): string {
  const { value = '', children = [] } = node as { value?: string; children?: object[] };
  return value + children.map(valuesIn).join('');
}

describe('a body as HTML', () => {
  const cases: [what: string, body: CommentBody['children'], html: string][] = [
    ['a paragraph', bodyOf('a < b & "c"').children, '<p>a &#60; b &#38; &#34;c&#34;</p>'],
    [
      'a list that begins later',
      [
        {
          type: 'list',
          ordered: true,
          start: 3,
          children: [{ type: 'listItem', children: bodyOf('x').children }],
        },
      ],
      '<ol start="3"><li><p>x</p></li></ol>',
    ],
    [
      'marks, a break and a link',
      [
        {
          type: 'paragraph',
          children: [
            { type: 'strong', children: [{ type: 'text', value: 'a' }] },
            { type: 'break' },
            { type: 'inlineCode', value: '<b>' },
            {
              type: 'link',
              url: 'https://a.example/?b="c',
              children: [{ type: 'text', value: 'd' }],
            },
          ],
        },
      ],
      '<p><strong>a</strong><br><code>&#60;b&#62;</code>' +
        '<a href="https://a.example/?b=&#34;c" rel="nofollow ugc noopener">d</a></p>',
    ],
  ];
  for (const [what, children, html] of cases) {
    it(`is ${what}`, () => expect(bodyToHtml({ type: 'root', children })).to.equal(html));
  }

  it('has no element and no link but those of a body, and all of its text', () => {
    const known = 'p, blockquote, ul, ol, li, pre, code, em, strong, del, a, br';
    fc.assert(
      fc.property(bodies, (body) => {
        const found = read(bodyToHtml(body));
        for (const element of found.querySelectorAll('*'))
          expect(element.matches(known)).to.equal(true);
        for (const { protocol } of found.querySelectorAll('a')) {
          expect(['http:', 'https:', 'mailto:']).to.include(protocol);
        }
        const bare = (text: string): string => text.replace(/[\0\r\n]/g, '');
        expect(bare(found.textContent)).to.equal(bare(sayable(valuesIn(body))));
      }),
    );
  });

  it('has no link to anywhere else', () => {
    const url = `java${'script'}:alert(1)`;
    const link = { type: 'link' as const, url, children: [{ type: 'text' as const, value: 'x' }] };
    const body: CommentBody = { type: 'root', children: [{ type: 'paragraph', children: [link] }] };
    expect(bodyToHtml(body)).to.equal('<p>x</p>');
  });
});
