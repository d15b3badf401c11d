import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Block, Inline } from '../../src/model/body.js';
import { PalabreError } from '../../src/model/errors.js';
import { parseSource } from '../../src/markup/parse.js';

const t = (value: string): Inline => ({ type: 'text', value });
const br: Inline = { type: 'break' };
const em = (...children: Inline[]): Inline => ({ type: 'emphasis', children });
const a = (url: string, text = url): Inline => ({ type: 'link', url, children: [t(text)] });
const p = (...children: Inline[]): Block => ({ type: 'paragraph', children });
const quote = (...children: Block[]): Block => ({ type: 'blockquote', children });
const list = (start: number | null, ...items: Block[]): Block => ({
  type: 'list',
  ordered: start !== null,
  start,
  children: items.map((item) => ({ type: 'listItem', children: [item] })),
});

const CASES: [string, Block[]][] = [
  ['« L’été\u00a0: 30\u202f° »', [p(t('« L’été\u00a0: 30\u202f° »'))]],
  ['\u00a0retrait\u00a0', [p(t('\u00a0retrait\u00a0'))]],
  ['  un  \ndeux\r\ntrois', [p(t('un'), br, t('deux'), br, t('trois'))]],
  ['un\n\n\n\ndeux', [p(t('un')), p(t('deux'))]],
  ['*oui* **non**', [p(em(t('oui')), t(' '), { type: 'strong', children: [t('non')] })]],
  ['*« cité »*, l’*autre*', [p(em(t('« cité »')), t(', l’'), em(t('autre')))]],
  ['*Les tech bros, non fermé', [p(t('*Les tech bros, non fermé'))]],
  ['2 * 3 * 4 et mot_à_mot', [p(t('2 * 3 * 4 et mot_à_mot'))]],
  ['~~non~~ ~peut-être~', [p({ type: 'delete', children: [t('non')] }, t(' ~peut-être~'))]],
  ['`code *tel quel*`', [p({ type: 'inlineCode', value: 'code *tel quel*' })]],
  ['\\*pas en italique\\*', [p(t('*pas en italique*'))]],
  ['fin de ligne :-\\\nsuite', [p(t('fin de ligne :-\\'), br, t('suite'))]],
  [':) <3 ;-) "" x ""', [p(t(':) <3 ;-) "" x ""'))]],
  ['#hashtag', [p(t('#hashtag'))]],
  ['# pas un titre', [p(t('# pas un titre'))]],
  ['Mon avis :\n---\nvoilà', [p(t('Mon avis :')), p(t('---')), p(t('voilà'))]],
  ['Titre\n===', [p(t('Titre'), br, t('==='))]],
  ['* * *', [p(t('* * *'))]],
  ['> - - -', [quote(p(t('- - -')))]],
  ['<b>gras</b> &amp; &eacute;', [p(t('<b>gras</b> &amp; &eacute;'))]],
  ['    quatre espaces', [p(t('quatre espaces'))]],
  ['| a | b |\n|---|---|', [p(t('| a | b |'), br, t('|---|---|'))]],
  ['> cité\n> encore\n\nréponse', [quote(p(t('cité'), br, t('encore'))), p(t('réponse'))]],
  ['- Bonjour !\n- Bonsoir.', [list(null, p(t('Bonjour !')), p(t('Bonsoir.')))]],
  ['— Bonjour !', [p(t('— Bonjour !'))]],
  ['a) un', [p(t('a) un'))]],
  ['1) un\n2) deux', [list(1, p(t('un')), p(t('deux')))]],
  [
    '1984. Une année\n1990. Une autre',
    [list(1984, p(t('Une année'))), list(1990, p(t('Une autre')))],
  ],
  ['En\n1984. Une année', [p(t('En'), br, t('1984. Une année'))]],
  ['```js\nconst a = 1;\n```', [{ type: 'code', value: 'js\nconst a = 1;' }]],
  ['[un lien](https://a.example/x)', [p(a('https://a.example/x', 'un lien'))]],
  ['[titre](https://a.example "t")', [p(t('[titre](https://a.example "t")'))]],
  ['[](https://a.example)', [p(a('https://a.example'))]],
  ['[mal](javascript:alert(1)) [ici](/page)', [p(t('[mal](javascript:alert(1)) [ici](/page)'))]],
  [
    '<javascript:alert(1)> <https://a.example>',
    [p(t('<javascript:alert(1)> '), a('https://a.example'))],
  ],
  ['[1]: https://a.example', [p(t('[1]: '), a('https://a.example'))]],
  ['[un][deux] [trois]', [p(t('[un][deux] [trois]'))]],
  ['![image](https://a.example/i.png)', [p(t('!'), a('https://a.example/i.png', 'image'))]],
  [
    '«\u00a0https://a.example/é\u00a0».',
    [p(t('«\u00a0'), a('https://a.example/é'), t('\u00a0».'))],
  ],
  ['«https://a.example».', [p(t('«'), a('https://a.example'), t('».'))]],
  ['(https://a.example/x_(y)).', [p(t('('), a('https://a.example/x_(y)'), t(').'))]],
  ['www.a.example', [p(a('http://www.a.example', 'www.a.example'))]],
  ['moi@a.example', [p(a('mailto:moi@a.example', 'moi@a.example'))]],
];

describe('Markdown to body', () => {
  for (const [source, children] of CASES) {
    test(JSON.stringify(source), () => {
      assert.deepEqual(parseSource(source), { type: 'root', children });
    });
  }
});

describe('cleaning', () => {
  const text = (source: string): unknown => parseSource(source).children;

  test('composes, and drops what is no character', () => {
    assert.deepEqual(text('e\u0301\u0000\u0007\ud800\u0085x'), [p(t('é'), br, t('x'))]);
    assert.deepEqual(text('👩🏽‍🚀'), [p(t('👩🏽‍🚀'))]);
  });

  test('isolates overrides, and closes what turns the writing within its line', () => {
    assert.deepEqual(text('a\u202eb\u202cc'), [p(t('a\u2068\u202eb\u202c\u2069c'))]);
    assert.deepEqual(text('a\u2067b\nc'), [p(t('a\u2067b\u2069'), br, t('c'))]);
    assert.deepEqual(text('a\u202bb\u202cc'), [p(t('a\u202bb\u202cc'))]);
    assert.deepEqual(text('a\u2069b\u202c'), [p(t('ab'))]);
  });
});

describe('refusals', () => {
  const cases: [string, string, string][] = [
    ['nothing', '', 'empty'],
    ['white space', ' \n\u00a0\u200b', 'empty'],
    ['marks', '\u0301'.repeat(9_999), 'empty'],
    ['an empty quotation', '>', 'empty'],
    ['10,001 characters', '💬'.repeat(10_001), 'too-long'],
    ['nine quotations', `${'>'.repeat(9)}a`, 'too-complex'],
    ['nine lists', `${'- '.repeat(9)}a`, 'too-complex'],
    [
      'nine lists on nine lines',
      Array.from({ length: 9 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n'),
      'too-complex',
    ],
    ['5,000 dashes', '- '.repeat(5_000), 'too-complex'],
    ['40 emphases in one another', `${'*a _b '.repeat(20)}${' c_ d*'.repeat(20)}`, 'too-complex'],
  ];
  for (const [what, source, code] of cases) {
    test(`${what}: ${code}`, () => {
      const isCoded = (error: unknown) => error instanceof PalabreError && error.code === code;
      assert.throws(() => parseSource(source), isCoded);
    });
  }

  test('eight of either are taken, and a separator of any marks', () => {
    for (const source of [`${'>'.repeat(8)}a`, `${'- '.repeat(8)}a`, 'a\n\n- - - - - - - - - -']) {
      assert.ok(parseSource(source));
    }
  });
});
