import { expect } from '@open-wc/testing';
import { comments } from '../support/thread-builders.js';
import { mountReady, part } from '../support/thread-fixture.js';
import { watchHostPage } from '../elements/support/host-page.js';

/** What a page says of all its text, and what a discussion must not take over from it. */
const INHERITED: [css: string, property: string][] = [
  ['white-space: nowrap', 'white-space'],
  ['text-indent: 3em', 'text-indent'],
  ['text-transform: uppercase', 'text-transform'],
  ['text-align: center', 'text-align'],
];

async function styleOfBody(): Promise<CSSStyleDeclaration> {
  const { root } = await mountReady({ comments: comments(1) });
  return getComputedStyle(part(root, 'body'));
}

describe('a page that says how all its text is set', () => {
  watchHostPage();
  let sheet: CSSStyleSheet | undefined;
  const say = (css: string): void => {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(`body { ${css} }`);
    document.adoptedStyleSheets.push(sheet);
  };
  afterEach(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
  });

  for (const [css, property] of INHERITED) {
    it(`has comments that are set as on any other: ${css}`, async () => {
      const plain = (await styleOfBody()).getPropertyValue(property);
      say(css);
      expect((await styleOfBody()).getPropertyValue(property)).to.equal(plain);
    });
  }

  it('has comments that can be selected, whatever it forbids', async () => {
    say('user-select: none; -webkit-user-select: none');
    const style = await styleOfBody();
    const said = style.userSelect || style.getPropertyValue('-webkit-user-select');
    expect(said).to.not.equal('none');
  });
});
