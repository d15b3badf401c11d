import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import {
  chain,
  comment,
  comments,
  idOf,
  tombstone,
  viewers,
} from '../../support/thread-builders.js';
import {
  commentElement,
  composerOf,
  findPartOf,
  focused,
  mount,
  mountReady,
  part,
  partOf,
  settled,
  shownNumbers,
  textOf,
  until,
  type Mounted,
  type MountOptions,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, pressOn } from '../support/keyboard.js';
import { pressSend, write } from '../support/writing.js';

/** Read in the order 2 (20 (200), 21), 1 (10). */
const THREAD = [
  ...comments(2),
  ...comments(2, 20, 2),
  comment(200, { parent: 20 }),
  comment(10, { parent: 1 }),
];

const mounted = (options: MountOptions = {}): Promise<Mounted> =>
  mountReady({
    comments: THREAD,
    viewer: viewers.subscriber(),
    ...options,
    set: { sort: 'newest', ...options.set },
  });

const button = (root: ParentNode, n: number) => partOf(root, n, 'collapse-button');
const isShown = (root: ParentNode, n: number) =>
  part(commentElement(root, n), 'comment').checkVisibility();
const isCollapsed = (root: ParentNode, n: number) => button(root, n).ariaExpanded === 'false';

async function pressToggle(root: ShadowRoot, n: number): Promise<void> {
  const before = isCollapsed(root, n);
  await pressOn(button(root, n));
  await until(() => isCollapsed(root, n) !== before, 'the press to be shown');
}

async function buttons({ root }: Mounted, n: number): Promise<void> {
  await until(() => findPartOf(root, n, 'collapse-button'), 'the button');
}

/** Writes a reply to a comment. */
async function reply(root: ShadowRoot, n: number): Promise<void> {
  await pressOn(partOf(root, n, 'reply-button'));
  await until(() => commentElement(root, n).querySelector('palabre-composer'), 'the field');
  await write(composerOf(root, n), 'A reply');
  await pressSend(composerOf(root, n));
}

describe('palabre-thread: hiding the replies to a comment', () => {
  watchHostPage();
  afterEach(() => localStorage.removeItem('palabre-collapsed'));

  for (const scheme of ['light', 'dark']) {
    it(`is accessible in ${scheme} colours: shown and hidden`, async () => {
      const { thread, root } = await mounted({ attributes: { 'color-scheme': scheme } });
      await expectAccessible(thread);
      await pressToggle(root, 2);
      await expectAccessible(thread);
    });
  }

  it('hides them and shows them again by one button, which keeps the keyboard', async () => {
    const { root } = await mounted();
    expect(button(root, 2).ariaLabel).to.equal('Hide the 2 replies to Reader 2');
    expect(button(root, 1).ariaLabel).to.equal('Hide 1 reply to Reader 1');
    await pressToggle(root, 2);
    expect(button(root, 2).ariaLabel).to.equal('Show the 2 replies to Reader 2');
    expect(textOf(button(root, 2))).to.equal('2 replies');
    expect(focused()).to.equal(button(root, 2));
    expect([20, 200, 21].map((n) => isShown(root, n))).to.deep.equal([false, false, false]);
    expect([2, 1, 10].map((n) => isShown(root, n))).to.deep.equal([true, true, true]);
    await pressToggle(root, 2);
    expect(focused()).to.equal(button(root, 2));
    expect([20, 200, 21].map((n) => isShown(root, n))).to.deep.equal([true, true, true]);
  });

  it('leaves nothing of them for the keyboard, and no room', async () => {
    const { root } = await mounted();
    await pressToggle(root, 2);
    expect(commentElement(root, 2).querySelector('ol')!.offsetHeight).to.equal(0);
    await press('Tab');
    await until(() => focused() === partOf(root, 2, 'menu-button'), 'the button after it');
    await press('Tab');
    await until(() => focused() === partOf(root, 1, 'permalink'), 'the comment after them');
  });

  it('is offered where there are replies, and where they have a list of their own', async () => {
    const deep = chain(7);
    const { root } = await mounted({ comments: deep });
    const offered = deep.map((_, n) => findPartOf(root, n + 1, 'collapse-button') !== null);
    expect(offered).to.deep.equal([true, true, true, true, true, false, false]);
  });

  it('comes with the first reply', async () => {
    const it = await mounted({ comments: [comment(1)] });
    const { root } = it;
    expect(findPartOf(root, 1, 'collapse-button')).to.equal(null);
    await reply(root, 1);
    await buttons(it, 1);
    expect(button(root, 1).ariaLabel).to.equal('Hide 1 reply to Reader 1');
  });

  it('is remembered on the device, thread by thread', async () => {
    const { root } = await mounted();
    await pressToggle(root, 2);
    const again = await mounted();
    await until(() => isCollapsed(again.root, 2), 'the branch to be hidden');
    expect([20, 10].map((n) => isShown(again.root, n))).to.deep.equal([false, true]);
    const other = await mounted({ set: { thread: 'other' } });
    expect(isShown(other.root, 20)).to.equal(true);
    await pressToggle(again.root, 2);
    expect(localStorage.getItem('palabre-collapsed')).to.equal(null);
  });

  it('holds for what comes in another order, or is loaded later', async () => {
    const { root } = await mounted();
    await pressToggle(root, 1);
    const late = await mounted({ set: { pageSize: 1 } });
    await pressOn(part(late.root, 'more'));
    await until(() => shownNumbers(late.root).includes(1), 'the comment');
    await buttons(late, 1);
    expect(isShown(late.root, 10)).to.equal(false);
    late.thread.sort = 'oldest';
    await until(() => shownNumbers(late.root)[0] === 1, 'it');
    await settled(late.thread);
    await until(() => !isShown(late.root, 10), 'it to be hidden');
  });

  it('restores them without a move of what is read', async () => {
    const texts = { text: 'A long one. '.repeat(60) };
    const long = [
      ...Array.from({ length: 8 }, (_, n) => comment(n + 1, texts)),
      ...Array.from({ length: 5 }, (_, n) => comment(n + 80, { ...texts, parent: 8 })),
    ];
    const { root } = await mounted({ comments: long });
    await pressToggle(root, 8);
    const memory = new MemoryBackend({ comments: long, viewer: viewers.subscriber() });
    const gate = memory.hold('loadViewer');
    const next = await mount({ memory });
    await until(() => next.root.querySelectorAll('article').length === 13, 'the comments');
    const read = commentElement(next.root, 4);
    read.scrollIntoView();
    const { top } = read.getBoundingClientRect();
    gate.release();
    await until(() => findPartOf(next.root, 8, 'collapse-button'), 'the button');
    await until(() => !isShown(next.root, 80), 'the branch to be hidden');
    await until(() => Math.abs(read.getBoundingClientRect().top - top) < 2, 'the place');
  });

  it('shows them when the page leads to one of them', async () => {
    const { root, thread } = await mounted();
    await pressToggle(root, 20);
    await pressToggle(root, 2);
    await thread.showComment(idOf(200));
    await until(() => focused()?.id === `palabre-${idOf(200)}`, 'the focus');
    expect(isShown(root, 200)).to.equal(true);
    await until(() => !isCollapsed(root, 2) && !isCollapsed(root, 20), 'the buttons to say so');
  });

  it('shows the one in the page’s address after a reload', async () => {
    const { root } = await mounted();
    await pressToggle(root, 2);
    history.replaceState(null, '', `#palabre-${idOf(20)}`);
    try {
      const again = await mounted();
      await until(() => commentElement(again.root, 20).linked, 'the linked comment');
      await buttons(again, 2);
      expect(isShown(again.root, 20)).to.equal(true);
    } finally {
      history.replaceState(null, '', location.pathname + location.search);
    }
  });

  it('shows what one writes there oneself', async () => {
    const { root } = await mounted();
    await pressToggle(root, 1);
    await reply(root, 1);
    await until(() => !isCollapsed(root, 1), 'the branch to be shown');
    expect(isShown(root, 10)).to.equal(true);
  });

  it('shows what the browser’s own search has found', async () => {
    const { root } = await mounted();
    await pressToggle(root, 2);
    const list = commentElement(root, 2).querySelector('ol')!;
    if ('onbeforematch' in HTMLElement.prototype)
      expect(list.getAttribute('hidden')).to.equal('until-found');
    list.dispatchEvent(new Event('beforematch', { bubbles: true }));
    await until(() => !isCollapsed(root, 2), 'the branch to be shown');
    expect(isShown(root, 20)).to.equal(true);
  });

  it('is passed over by the keys', async () => {
    const { root } = await mounted();
    await pressToggle(root, 2);
    await press('j');
    await until(() => focused()?.id === `palabre-${idOf(1)}`, 'the comment after the branch');
    await press('k');
    await until(() => focused()?.id === `palabre-${idOf(2)}`, 'the comment before it');
  });

  it('is offered on a tombstone as well, whose replies stay', async () => {
    const { root } = await mounted({
      comments: [tombstone(1, 'author'), comment(10, { parent: 1 })],
    });
    await pressToggle(root, 1);
    expect(isShown(root, 10)).to.equal(false);
    expect(button(root, 1).ariaLabel).to.equal('Show 1 reply to the deleted message');
  });
});
