import { expect } from '@open-wc/testing';
import type { PalabreThread } from '../../../src/elements/thread/thread.js';
import { expectAccessible } from '../../support/axe.js';
import { TOKEN_VALUES } from '../../styles/token-values.js';
import { mountReady, part } from '../../support/thread-fixture.js';
import { viewers } from '../../support/thread-builders.js';
import { watchHostPage } from '../support/host-page.js';
import { everythingIn, mountEveryState, standStill } from '../support/every-state.js';

const LOOKED_AT = [
  ...['color', 'background-color', 'border-block-end-color', 'border-top-left-radius'],
  ...['border-block-start-color', 'outline-color', 'font-family', 'font-size', 'line-height'],
  ...[
    'padding-block-start',
    'padding-inline-start',
    'max-inline-size',
    'scroll-margin-block-start',
  ],
];

/** What a thread looks like, as text. */
function looks(thread: PalabreThread): string[] {
  return [thread, ...everythingIn(thread.shadowRoot!)].map((element) => {
    const style = getComputedStyle(element);
    return LOOKED_AT.map((name) => style.getPropertyValue(name)).join(';');
  });
}

describe('palabre-thread: theming', () => {
  watchHostPage();

  it('is accessible as it comes', async () => {
    const { thread } = await mountEveryState();
    await expectAccessible(thread);
  });

  it('lets each token be set, and shows each', async () => {
    const { thread } = await mountEveryState({ attributes: { 'color-scheme': 'light' } });
    const before = looks(thread).join('\n');
    for (const [name, value] of Object.entries(TOKEN_VALUES)) {
      thread.style.setProperty(`--palabre-${name}`, value);
      standStill(thread);
      expect(looks(thread).join('\n') !== before, name).to.equal(true);
      thread.style.removeProperty(`--palabre-${name}`);
      standStill(thread);
    }
    expect(looks(thread).join('\n') === before, 'as it was').to.equal(true);
  });

  it('lets a token that is set by itself go before what it follows from', async () => {
    const { thread, root } = await mountEveryState();
    thread.style.cssText = Object.entries(TOKEN_VALUES)
      .map(([name, value]) => `--palabre-${name}: ${value}`)
      .join(';');
    standStill(thread);
    const style = (name: string): CSSStyleDeclaration => getComputedStyle(part(root, name));
    expect(style('author').color).to.equal('rgb(2, 20, 30)');
    expect(style('voted').color).to.equal('rgb(4, 20, 30)');
    expect(style('permalink').color).to.equal('rgb(6, 20, 30)');
    expect(style('linked').backgroundColor).to.equal('rgb(10, 20, 30)');
    expect(style('replies').paddingInlineStart).to.equal('37px');
  });

  for (const [accent, expected] of [
    ['#ffd400', 'black'],
    ['#0a4d8c', 'white'],
    ['#757575', 'white'],
    ['#787878', 'black'],
    ['rgb(0 160 90)', 'black'],
  ] as const) {
    it(`writes ${expected} on ${accent}`, async () => {
      const { thread, root } = await mountReady({ viewer: viewers.visitor() });
      thread.style.setProperty('--palabre-accent', accent);
      const button = part(
        root.querySelector('palabre-login-prompt')!.shadowRoot!,
        'subscribe-button',
      );
      standStill(thread);
      const [red, green, blue] = pixel(getComputedStyle(button).color);
      const [least, most] = expected === 'black' ? [0, 8] : [245, 255];
      for (const channel of [red, green, blue]) expect(channel).to.be.within(least, most);
    });
  }

  it('brings its own ground along when it is told its colour scheme', async () => {
    const { thread, root } = await mountReady();
    const colours = (): number[] => {
      const { color, backgroundColor } = getComputedStyle(thread);
      return [pixel(color)[0]!, pixel(backgroundColor)[0]!];
    };
    expect(getComputedStyle(thread).backgroundColor).to.equal('rgba(0, 0, 0, 0)');
    thread.setAttribute('color-scheme', 'dark');
    const [text, ground] = colours();
    expect(text).to.be.greaterThan(220);
    expect(ground).to.be.lessThan(60);
    expect(getComputedStyle(part(root, 'empty')).colorScheme).to.equal('dark');
    thread.setAttribute('color-scheme', 'light');
    const [darkText, paper] = colours();
    expect(darkText).to.be.lessThan(40);
    expect(paper).to.be.greaterThan(220);
  });
});

/** A colour as the screen shows it: red, green, blue, alpha. */
function pixel(color: string): Uint8ClampedArray {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
  const context = canvas.getContext('2d')!;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return context.getImageData(0, 0, 1, 1).data;
}
