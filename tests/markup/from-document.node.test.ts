import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { markdownOf } from '../../src/markup/from-document.js';
import { parseSource } from '../../src/markup/parse.js';
import { piecesOf, textOf } from '../../src/markup/pieces.js';
import { bodyText } from '../../src/markup/text.js';

const CONVERTED: [what: string, html: string, source: string | null][] = [
  ['marks', '<p>a <b>b</b> <i>c</i> <s>d</s></p>', 'a **b** *c* ~~d~~'],
  ['paragraphs', '<p>a <em>b</em></p><p>c</p>', 'a *b*\n\nc'],
  ['breaks', 'a<br>b <strong>c</strong>', 'a\nb **c**'],
  ['a quotation', '<blockquote><p>a</p><p>b</p></blockquote>c', '> a\n>\n> b\n\nc'],
  ['lists', '<ul><li>a<li>b<ul><li>c</ul></ul>', '- a\n- b\n  - c'],
  ['numbers', '<ol start="3"><li>a<li>b</ol>', '3. a\n4. b'],
  ['a link', '<a href="https://a.example/b">c</a>', '[c](https://a.example/b)'],
  ['no other link', '<b>a</b> <a href="javascript:alert(1)">c</a> <a href="/d">d</a>', '**a** c d'],
  ['code', '<p>a <code>b*</code></p><pre>c\n  d</pre>', 'a `b*`\n\n```\nc\n  d\n```'],
  ['headings', '<h2>a</h2><p>b</p>', '**a**\n\nb'],
  ['a table', '<table><tr><td>a<td>b<tr><td><b>c</b><td>d</table>', 'a b\n\n**c** d'],
  ['what is no Markdown', '<b>1</b> * 2 * <b>3</b>', '**1** \\* 2 \\* **3**'],
  [
    'bold around everything',
    '<b style="font-weight:normal"><p>a</p><ul><li>b</ul></b>',
    'a\n\n- b',
  ],
  ['style alone', '<span style="font-weight:700">a</span> b', '**a** b'],
  ['no script or style', '<style>x{}</style><b>a</b><script>1</script><title>t</title>', '**a**'],
  ['nothing of pictures', '<b>a</b><img src="https://tracker.example/x.png" alt="b">', '**a**'],
  ['only text', '<span style="color:red">a *b*</span>', null],
  ['only text of an editor', '<div>a</div><div><br></div><div>b</div>', null],
];

describe('a piece of a document as Markdown', () => {
  for (const [what, html, source] of CONVERTED) {
    it(`keeps ${what}`, () => assert.equal(markdownOf(html), source));
  }

  it('keeps every word, whatever the document is', () => {
    const words = fc
      .array(
        fc.oneof(
          fc.constantFrom('mot', ' ', '*', '_', '`', '[x](y)', '> ', '- ', '1. ', '#', '~~', '«'),
          fc.constantFrom('https://a.example/b', '&amp;', '&lt;b&gt;', '\\', '\n', '!'),
        ),
        { minLength: 1, maxLength: 6 },
      )
      .map((pieces) => pieces.join(''));
    const tag = fc.constantFrom(
      ...['b', 'i', 's', 'code', 'a href="https://a.example"', 'span', 'p', 'div', 'h3'],
      ...['blockquote', 'ul', 'ol', 'li', 'pre', 'td'],
    );
    const { tree } = fc.letrec<{ tree: string; node: string }>((tie) => ({
      tree: fc.array(tie('node'), { maxLength: 4 }).map((nodes) => nodes.join('')),
      node: fc.oneof(
        { depthSize: 'small' },
        words,
        fc.tuple(tag, tie('tree')).map(([name, inner]) => {
          return `<${name}>${inner}</${name.split(' ')[0]!}>`;
        }),
      ),
    }));
    const letters = (words: string): string => words.replace(/\s+/g, '');
    fc.assert(
      fc.property(tree, (html) => {
        const text = textOf(piecesOf(html));
        const source = markdownOf(html);
        if (source === null || letters(source) === '') return;
        let read: string;
        try {
          read = bodyText(parseSource(source));
        } catch (error) {
          // More in one another than a comment may have stays in the field, for the reader to see.
          assert.equal((error as { code?: string }).code, 'too-complex');
          read = text;
        }
        assert.equal(letters(read), letters(text));
      }),
      { numRuns: 300 },
    );
  });

  it('takes a moment only, whatever is pasted', () => {
    const spoiled = [
      '<',
      '<a ',
      '<a href="',
      '<!--',
      '<p>',
      '<ul><li>',
      '</p>',
      '&',
      '<b><p>',
      '"',
    ];
    for (const piece of spoiled) {
      const began = performance.now();
      markdownOf(`<b>a</b>${piece.repeat(100_000 / piece.length)}`);
      const took = performance.now() - began;
      assert.ok(took < 2_000, `${piece}: ${took} ms`);
    }
  });
});

describe('HTML as data', () => {
  const texts: [html: string, text: string][] = [
    ['a &amp; b &eacute;&nbsp;&#233;&#xE9; &unknown; &', 'a & b é\u00a0éé &unknown; &'],
    ['<!-- a --><!doctype html><p title="a > b">c</p>', 'c'],
    ['<script>if (a < b) "</b>"</script>d<style>e</style>', 'd'],
    ['a < b', 'a < b'],
    ['<svg:x>a</svg:x><o:p>b</o:p>', 'ab'],
  ];
  for (const [html, text] of texts) {
    it(html, () => assert.equal(textOf(piecesOf(html)), text));
  }
});
