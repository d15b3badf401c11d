import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { markdownOf } from '../../../src/elements/composer/pasting.js';
import { parseSource } from '../../../src/markup/parse.js';
import { bodyText } from '../../../src/markup/text.js';
import { expectAccessible } from '../../support/axe.js';
import { comments, viewers } from '../../support/thread-builders.js';
import { composerOf, mountReady, textareaOf, until } from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { counterOf, write } from '../support/writing.js';

async function mountOpen(text = '') {
  const mounted = await mountReady({ viewer: viewers.subscriber(), comments: comments(1) });
  const composer = composerOf(mounted.root);
  await write(composer, text);
  return { ...mounted, composer, field: textareaOf(composer) };
}

/** Pastes what a browser would give; answers whether the browser is left to do it. */
function pasteRich(field: HTMLTextAreaElement, html: string, plain = ''): boolean {
  const data: Record<string, string> = { 'text/html': html, 'text/plain': plain };
  const event = new Event('paste', { bubbles: true, cancelable: true, composed: true });
  Object.defineProperty(event, 'clipboardData', { value: { getData: (of: string) => data[of] } });
  return field.dispatchEvent(event);
}

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

describe('palabre-composer: pasting', () => {
  watchHostPage();

  it('is accessible after it', async () => {
    const { thread, field } = await mountOpen();
    pasteRich(field, '<blockquote>a</blockquote>');
    await until(() => field.value === '> a', 'the text');
    await expectAccessible(thread);
  });

  for (const [what, html, source] of CONVERTED) {
    it(`keeps ${what}`, () => expect(markdownOf(html)).to.equal(source));
  }

  it('goes in the place of what is selected, and can be undone', async () => {
    const { field } = await mountOpen('one two three');
    field.setSelectionRange(4, 7);
    expect(pasteRich(field, 'a <b>b</b>', 'a b')).to.equal(false);
    await until(() => field.value === 'one a **b** three', 'the text');
    document.execCommand('undo');
    await until(() => field.value === 'one two three', 'the text as it was');
  });

  it('is the plain text where there is no form to keep', async () => {
    const { field } = await mountOpen();
    pasteRich(field, '<span>**as typed**</span>', '**as typed**');
    await until(() => field.value === '**as typed**', 'the text');
  });

  it('is the browser’s own matter where there is no document', async () => {
    const { field } = await mountOpen();
    expect(pasteRich(field, '', 'Text')).to.equal(true);
  });

  it('loses nothing of 50,000 characters, and says how many are too many', async () => {
    const { field, composer } = await mountOpen();
    const html = `<p>${'<b>Dix mots</b> qui sont à coller, * ou pas. '.repeat(8)}</p>`.repeat(170);
    const began = performance.now();
    pasteRich(field, html);
    await until(() => field.value.length > 50_000, 'the text');
    await composer.updateComplete;
    const took = performance.now() - began;
    expect(counterOf(composer)).to.match(/^[\d,]+ characters too many$/);
    expect(took, 'milliseconds').to.be.below(3_000);
    const words = field.value.match(/Dix mots/g);
    expect(words).to.have.length(8 * 170);
  });

  it('keeps every word, whatever the document is', () => {
    const text = fc
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
        text,
        fc.tuple(tag, tie('tree')).map(([name, inner]) => {
          return `<${name}>${inner}</${name.split(' ')[0]!}>`;
        }),
      ),
    }));
    const letters = (words: string): string => words.replace(/\s+/g, '');
    fc.assert(
      fc.property(tree, (html) => {
        const { body } = new DOMParser().parseFromString(html, 'text/html');
        const source = markdownOf(html);
        if (source === null || letters(source) === '') return;
        let read: string;
        try {
          read = bodyText(parseSource(source));
        } catch (error) {
          // More in one another than a comment may have stays in the field, for the reader to see.
          expect((error as { code?: string }).code).to.equal('too-complex');
          read = body.textContent;
        }
        expect(letters(read)).to.equal(letters(body.textContent));
      }),
      { numRuns: 300 },
    );
  });
});
