import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { minifyCss, minifyHtml, minifyTemplatesIn } from './minify-templates.js';

describe('the CSS of templates', () => {
  const cases: [what: string, css: string, minified: string][] = [
    [
      'white space',
      '\n  a {\n    color: red;\n    margin: 0 1px;\n  }\n',
      'a{color:red;margin:0 1px}',
    ],
    ['comments', 'a { /* why */ color: red; }', 'a{color:red}'],
    ['a descendant', '.a :hover, .b > c { top: 0 }', '.a :hover,.b>c{top:0}'],
    ['sums', 'a { width: calc(100% - 0.5em + 1px) }', 'a{width:calc(100% - .5em + 1px)}'],
    ['strings', `a { content: ' ; /* } '; b: "0.5 {" }`, `a{content:' ; /* } ';b:"0.5 {"}`],
    ['numbers', 'a { top: 10.5em; left: -0.5em; x: v0.5 }', 'a{top:10.5em;left:-0.5em;x:v0.5}'],
    [
      'queries',
      '@media (width > 40em) and (hover) { a { b: c } }',
      '@media (width>40em) and (hover){a{b:c}}',
    ],
  ];
  for (const [what, css, minified] of cases) {
    it(`loses nothing: ${what}`, () => assert.equal(minifyCss(css), minified));
  }
});

describe('the HTML of templates', () => {
  const cases: [what: string, html: string, minified: string][] = [
    ['between words', '<b>\n  one\n  two </b>', '<b> one two </b>'],
    ['beside blocks', ' <li>\n  <p> one <b>two</b> </p>\n</li> ', '<li><p>one <b>two</b></p></li>'],
    ['between inline elements', '<b>a</b>\n  <i>b</i>', '<b>a</b> <i>b</i>'],
    [
      'in tags',
      '<a\n  href="x  y"\n  class=\'a  b\'\n  >c</a\n>',
      '<a href="x  y" class=\'a  b\'>c</a>',
    ],
    ['no-break spaces', '<p>12\u00a0\u202f\n!</p>', '<p>12\u00a0\u202f !</p>'],
    ['a greater sign in an attribute', '<a title="a  >  b"\n>  c</a>', '<a title="a  >  b"> c</a>'],
    ['preformatted text', '<pre>\n  a\n</pre>', '<pre>\n  a\n</pre>'],
  ];
  for (const [what, html, minified] of cases) {
    it(`reads the same: ${what}`, () => assert.equal(minifyHtml(html), minified));
  }
});

describe('templates in JavaScript', () => {
  it('keep their expressions, and nested ones are minified too', () => {
    const code =
      'const t = html`<p\n  class=${a}>\n  ${b ? html`<b>\n</b>` : "  x  "}\n</p>`;\nconst s = `\n  `;';
    const minified =
      'const t = html`<p class=${a}>${b ? html`<b> </b>` : "  x  "}</p>`;\nconst s = `\n  `;';
    assert.equal(minifyTemplatesIn(code, 'test'), minified);
  });

  it('stay as they are under other tags', () => {
    const code = 'sql`select\n  1`';
    assert.equal(minifyTemplatesIn(code, 'test'), code);
  });
});
