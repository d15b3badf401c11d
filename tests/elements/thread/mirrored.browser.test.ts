import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { author, comment, viewers } from '../../support/thread-builders.js';
import {
  composerOf,
  mountReady,
  part,
  partOf,
  textareaOf,
  type Mounted,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';

const HEBREW = 'שלום עולם';

const open = (dir: 'ltr' | 'rtl'): Promise<Mounted> =>
  mountReady({
    comments: [comment(1), comment(2, { parent: 1, text: HEBREW, author: author(HEBREW) })],
    viewer: viewers.subscriber(),
    attributes: { dir },
  });

/** How far two levels stand from the sides of the thread. */
function sides({ root, thread }: Mounted, side: 'left' | 'right'): number[] {
  const frame = thread.getBoundingClientRect()[side];
  return [1, 2].map((n) => {
    const distance = Math.abs(partOf(root, n, 'meta').getBoundingClientRect()[side] - frame);
    // Engines lay out in fractions of a pixel.
    return Math.round(distance * 10) / 10;
  });
}

/** Whether a text's first character stands left of its last. */
function runsRight(element: HTMLElement): boolean {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let text = walker.nextNode() as Text;
  while (!text.data.trim()) text = walker.nextNode() as Text;
  const [first, last] = [0, text.data.length - 1].map((at) => {
    const range = document.createRange();
    range.setStart(text, at);
    range.setEnd(text, at + 1);
    return range.getBoundingClientRect().left;
  });
  return first! < last!;
}

describe('palabre-thread: from right to left', () => {
  watchHostPage();

  it('moves replies in from the side where lines begin', async () => {
    const straight = await open('ltr');
    const [first, reply] = sides(straight, 'left');
    expect(reply).to.be.above(first!);
    expect(sides(straight, 'right')).to.deep.equal([0, 0]);

    const mirrored = await open('rtl');
    await expectAccessible(mirrored.thread);
    expect(sides(mirrored, 'right')).to.deep.equal([first, reply]);
    expect(sides(mirrored, 'left')).to.deep.equal([0, 0]);
    const { left, right } = part(mirrored.root, 'heading').getBoundingClientRect();
    const frame = mirrored.thread.getBoundingClientRect();
    expect(frame.right - right, 'the heading begins at the right').to.be.below(left - frame.left);
  });

  it('lets a text of the other direction run its own way', async () => {
    const { root } = await open('ltr');
    const paragraph = partOf(root, 2, 'body').querySelector('p')!;
    expect(getComputedStyle(paragraph).direction).to.equal('rtl');
    expect(getComputedStyle(partOf(root, 2, 'author')).unicodeBidi).to.contain('isolate');
    const field = textareaOf(composerOf(root));
    field.value = HEBREW;
    expect(field.dir).to.equal('auto');
    expect(getComputedStyle(field).direction).to.equal('rtl');
  });

  it('has its own words run as their language does', async () => {
    const mirrored = await open('rtl');
    const { root } = mirrored;
    expect(runsRight(part(root, 'count')), part(root, 'count').textContent).to.equal(true);
    for (const name of ['time', 'reply-button']) {
      expect(runsRight(partOf(root, 1, name)), name).to.equal(true);
    }
  });
});
