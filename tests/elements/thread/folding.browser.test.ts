import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { author, bodyOf, comment, comments, idOf, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  composerOf,
  findPartOf,
  focused,
  mountReady,
  part,
  partOf,
  shownNumbers,
  textOf,
  until,
  type Mounted,
  type MountOptions,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, pressOn } from '../support/keyboard.js';
import { pressSend, write } from '../support/writing.js';

const LINES = Array.from({ length: 60 }, (_, n) => `Paragraph ${n}: ${'some words '.repeat(6)}`);
const LONG = { text: LINES.join('\n\n') };

/** Ten comments in the order 10 … 1, of which some are very long. */
const thread = (...long: number[]) =>
  comments(10).map((it, n) => (long.includes(n + 1) ? comment(n + 1, LONG) : it));

const mounted = (options: MountOptions = {}): Promise<Mounted> =>
  mountReady({ comments: thread(2), viewer: viewers.subscriber(), ...options });

const body = (root: ParentNode, n: number) => partOf(root, n, 'body');
const isFolded = (root: ParentNode, n: number) => body(root, n).scrollHeight > height(root, n) + 1;
const height = (root: ParentNode, n: number) => body(root, n).clientHeight;

async function folded({ root }: Mounted, n: number): Promise<HTMLElement> {
  await until(() => findPartOf(root, n, 'read-on'), 'the button');
  expect(isFolded(root, n)).to.equal(true);
  return partOf(root, n, 'read-on');
}

const frames = async (count: number): Promise<void> => {
  for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
};

/** A comment taller than the window, so that what follows is out of sight. */
const SCREEN = comment(50, { text: 'Line\n\n'.repeat(60).trim() });

describe('palabre-thread: very long comments', () => {
  watchHostPage();
  afterEach(() => {
    scrollTo(0, 0);
    history.replaceState(null, '', location.pathname + location.search);
  });

  for (const scheme of ['light', 'dark']) {
    it(`are accessible in ${scheme} colours: folded and not`, async () => {
      const attributes = { 'color-scheme': scheme };
      const it = await mounted({ comments: [SCREEN, ...thread(2).slice(0, 2)], attributes });
      const button = await folded(it, 2);
      await expectAccessible(it.thread);
      await pressOn(button);
      await until(() => !isFolded(it.root, 2), 'the text');
      await expectAccessible(it.thread);
    });
  }

  it('are folded to some 18 lines while they are out of sight, with a button that says more', async () => {
    const it = await mounted({ comments: [SCREEN, ...thread(2)] });
    const button = await folded(it, 2);
    expect(textOf(button)).to.equal('Read on');
    expect(button.ariaLabel).to.equal('Read on, comment by Reader 2');
    expect(button.ariaExpanded).to.equal('false');
    const line = parseFloat(getComputedStyle(body(it.root, 2)).lineHeight);
    expect(height(it.root, 2) / line).to.be.within(17, 19);
    expect(findPartOf(it.root, 3, 'read-on')).to.equal(null);
    expect(textOf(body(it.root, 2)), 'all of it is there').to.contain('Paragraph 59');
  });

  it('open by the button, which keeps the keyboard, and fold again', async () => {
    const it = await mounted();
    const button = await folded(it, 2);
    const { top } = body(it.root, 2).getBoundingClientRect();
    await pressOn(button);
    await until(() => !isFolded(it.root, 2), 'the text');
    expect(focused()).to.equal(button);
    expect(button.ariaExpanded).to.equal('true');
    expect(textOf(button)).to.equal('Show less');
    expect(body(it.root, 2).getBoundingClientRect().top).to.be.at.most(top);
    await press('Enter');
    await until(() => isFolded(it.root, 2), 'the beginning alone');
    expect(focused()).to.equal(button);
    const at = button.getBoundingClientRect();
    expect(at.top).to.be.within(0, innerHeight);
  });

  it('stay whole where the reader sees them when the thread is ready', async () => {
    const { root, thread: element } = await mounted({ comments: thread(10) });
    await until(() => findPartOf(root, 1, 'menu-button'), 'all that comes late');
    await element.updateComplete;
    expect(findPartOf(root, 10, 'read-on')).to.equal(null);
    expect(isFolded(root, 10)).to.equal(false);
  });

  it('are folded when they come with another page, before they are seen', async () => {
    const it = await mounted({ comments: thread(1), set: { pageSize: 5 } });
    await pressOn(part(it.root, 'more'));
    await until(() => shownNumbers(it.root).includes(1), 'the comment');
    await folded(it, 1);
  });

  it('stay whole when the page leads to them', async () => {
    history.replaceState(null, '', `#palabre-${idOf(2)}`);
    const { root } = await mounted();
    await until(() => commentElement(root, 2).linked, 'the linked comment');
    await until(() => findPartOf(root, 2, 'menu-button'), 'all that comes late');
    await frames(3);
    expect(findPartOf(root, 2, 'read-on')).to.equal(null);
  });

  it('open when the page leads to them later', async () => {
    const it = await mounted();
    await folded(it, 2);
    await it.thread.showComment(idOf(2));
    expect(isFolded(it.root, 2)).to.equal(false);
    expect(partOf(it.root, 2, 'read-on').ariaExpanded).to.equal('true');
  });

  it('stay whole when one has just written them', async () => {
    const it = await mounted({ comments: [] });
    await write(composerOf(it.root), LONG.text);
    await pressSend(composerOf(it.root));
    await until(() => it.root.querySelector("[part='body']"), 'the comment');
    await until(() => it.root.querySelector("[part='menu-button']"), 'all of it');
    await frames(3);
    expect(it.root.querySelector("[part='read-on']")).to.equal(null);
  });

  it('move nothing that is read when they fold', async () => {
    const memory = { comments: [SCREEN, ...thread(9, 2)], viewer: viewers.subscriber() };
    const it = await mounted(memory);
    const { top } = commentElement(it.root, 50).getBoundingClientRect();
    await folded(it, 2);
    await frames(3);
    expect(commentElement(it.root, 50).getBoundingClientRect().top).to.equal(top);
  });

  it('speak the language of the page, also when it changes', async () => {
    const it = await mounted();
    const button = await folded(it, 2);
    it.thread.lang = 'fr';
    await until(() => textOf(button) === 'Lire la suite', 'the other language');
    expect(button.ariaLabel).to.equal('Lire la suite, commentaire de Reader 2');
  });

  it('are none of those that are merely long', async () => {
    const text = 'Some words. '.repeat(200);
    const it = await mounted({
      comments: [SCREEN, comment(2, { text, author: author('Long') }), comment(1)],
    });
    await until(() => findPartOf(it.root, 1, 'menu-button'), 'all that comes late');
    expect(findPartOf(it.root, 2, 'read-on')).to.equal(null);
  });

  it('open when the keyboard comes to a link that is not seen', async () => {
    const link = { type: 'link' as const, url: 'https://example.org', children: [] };
    const children = [
      ...bodyOf(LONG.text).children,
      {
        type: 'paragraph' as const,
        children: [{ ...link, children: [{ type: 'text' as const, value: 'A link' }] }],
      },
    ];
    const linking = comment(2, { body: { type: 'root', children } });
    const it = await mounted({ comments: [comment(3), SCREEN, linking, comment(1)] });
    await folded(it, 2);
    const target = body(it.root, 2).querySelector('a')!;
    partOf(it.root, 2, 'permalink').focus();
    await press('Tab');
    await until(() => focused() === target, 'the link');
    await until(() => !isFolded(it.root, 2), 'the text to open');
    await frames(2);
    expect(target.getBoundingClientRect().top).to.be.within(0, innerHeight);
  });
});
