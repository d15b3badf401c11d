import { expect } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import { idOf } from '../support/thread-builders.js';
import { part, partOf, parts, until } from '../support/thread-fixture.js';
import { press } from '../elements/support/keyboard.js';
import { closePages, openPage, type OpenPage } from './support/host-page.js';
import { focusIn } from './support/use.js';

const HEADER =
  '<div style="position: fixed; inset: 0 0 auto; block-size: 64px; background: red; z-index: 9"></div>';
const TALL = '<p style="block-size: 1500px">Article</p>';

/** Where the top of the linked comment's text is found: the thread, or what hides it. */
function onTopOf({ root, document }: OpenPage, n: number): string | undefined {
  const { left, top, height } = partOf(root, n, 'author').getBoundingClientRect();
  const found = document.elementFromPoint(left + 2, top + height / 2);
  return found?.localName;
}

describe('palabre-thread: in a box', () => {
  afterEach(closePages);

  const boxes = {
    'a row': 'display: flex',
    'a row, in its middle': 'display: flex; justify-content: center; align-items: center',
    'a column, in its middle': 'display: flex; flex-direction: column; align-items: center',
    'a grid, in its middle': 'display: grid; place-items: center',
    'nothing of its own': 'overflow: auto',
  };
  for (const [name, css] of Object.entries(boxes)) {
    it(`fills ${name}, and goes no further`, async () => {
      const box = `<style>palabre-thread { margin-inline: 30px }</style><main style="inline-size: 600px; ${css}">{thread}</main>`;
      const { thread, document } = await openPage({ reader: 'short', body: box });
      expect(thread.getBoundingClientRect().width).to.equal(540);
      expect(document.querySelector('main')!.scrollWidth).to.be.at.most(600);
    });
  }

  it('stands beside something, and leaves it room', async () => {
    const css = 'inline-size: 800px; display: flex';
    const aside = '<aside style="flex: 0 0 200px">Aside</aside>';
    const { thread } = await openPage({ body: `<main style="${css}">{thread}${aside}</main>` });
    expect(thread.getBoundingClientRect().width).to.equal(600);
  });
});

describe('palabre-thread: under a header that is fixed', () => {
  afterEach(closePages);

  const pages = {
    'of four lines': { head: '' },
    'that the page leaves room for': {
      head: '<style>html { scroll-padding-block-start: 64px } palabre-thread { --palabre-scroll-margin: 0px }</style>',
    },
    'in a box that scrolls': {
      head: '<style>main { block-size: 600px; overflow: auto }</style>',
    },
  };
  for (const [name, page] of Object.entries(pages)) {
    it(`shows the linked comment: one ${name}`, async () => {
      const body = `${HEADER}<main>${TALL}{thread}</main>`;
      const opened = await openPage({
        ...page,
        reader: 'long',
        body,
        hash: `#palabre-${idOf(20)}`,
      });
      await until(() => parts(opened.root, 'linked').length, 'the linked comment');
      await until(() => onTopOf(opened, 20) === 'palabre-thread', 'it to be seen');
      const { top } = partOf(opened.root, 20, 'author').getBoundingClientRect();
      expect(top).to.be.within(64, 300);
    });
  }
});

describe('palabre-thread: in a trap', () => {
  afterEach(closePages);

  it('tells what went wrong where it is seen, whatever the page does to the box', async () => {
    const traps = [
      'contain: strict; block-size: 3000px',
      'transform: scale(1)',
      'filter: blur(0px)',
    ];
    for (const trap of traps) {
      const css = `main { ${trap}; overflow: hidden } header { position: fixed; inset: 0; pointer-events: none; z-index: 2147483647 }`;
      const body = `<header></header><main>{thread}${TALL}</main>`;
      const page = await openPage({ reader: 'failing', head: `<style>${css}</style>`, body });
      await focusIn(page.frame, partOf(page.root, 6, 'vote-button'));
      await press('Enter');
      await until(() => parts(page.root, 'notice').length, 'the notice');
      const { top, bottom } = part(page.root, 'notice').getBoundingClientRect();
      expect(top, trap).to.be.above(0);
      expect(bottom, trap).to.be.below(page.window.innerHeight);
      await press('Escape');
      await until(() => parts(page.root, 'notice').length === 0, 'the notice to go');
      closePages();
    }
  });

  it('lets its text be selected by the mouse where the page forbids it', async () => {
    const css = '* { -webkit-user-select: none; user-select: none }';
    const { root, window, frame } = await openPage({ head: `<style>${css}</style>` });
    const line = partOf(root, 1, 'body').firstElementChild!;
    line.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { left, top, height } = line.getBoundingClientRect();
    const outer = frame.getBoundingClientRect();
    const x = Math.round(outer.left + left);
    const y = Math.round(outer.top + top + height / 2);
    await sendMouse({ type: 'move', position: [x + 1, y] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [x + 90, y] });
    await sendMouse({ type: 'up' });
    expect(window.getSelection()!.toString()).to.match(/^Text of/);
  });
});
