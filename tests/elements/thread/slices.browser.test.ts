import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { comments, idOf } from '../../support/thread-builders.js';
import { mount, settled, until, type Mounted } from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';

const MANY = 600;
const REPLIES = 5;
const TOPS = MANY / (REPLIES + 1);

/** Conversations of one comment and five replies, in reading order. */
const conversations = (tops: number) =>
  Array.from({ length: tops }, (_, n) => {
    const first = n * (REPLIES + 1) + 1;
    return [...comments(1, first), ...comments(REPLIES, first + 1, first)];
  }).flat();

const mountMany = (tops = TOPS): Promise<Mounted> =>
  mount({
    comments: conversations(tops),
    replies: REPLIES,
    set: { pageSize: tops, sort: 'oldest' },
  });

/** The comments that a reader can see, in the order of the page. */
const shown = ({ root }: Mounted): number[] =>
  [...root.querySelectorAll('article')].map(({ id }) => Number(id.slice(-12)));

describe('palabre-thread: a long one', () => {
  watchHostPage();

  it('is accessible while it is put together, and afterwards', async () => {
    // As many as need several slices; an audit of all of them takes a slow machine minutes.
    const mounted = await mountMany(TOPS / 4);
    await until(() => shown(mounted).length > 0, 'the first comment');
    await expectAccessible(mounted.thread);
    await settled(mounted.thread);
    await expectAccessible(mounted.thread);
  });

  it('lets the page have its turn, and shows what is read first first', async () => {
    const mounted = await mountMany();
    const steps: number[][] = [];
    let before = 0;
    // Each look is a turn of the page; a look at all of them takes time, so only where one has come.
    await until(() => {
      const { length } = mounted.root.querySelectorAll('article');
      if (length !== before) steps.push(shown(mounted));
      before = length;
      return length === MANY;
    }, 'all comments');
    const inOrder = Array.from({ length: MANY }, (_, index) => index + 1);
    for (const numbers of steps) {
      expect(numbers.join()).to.equal(inOrder.slice(0, numbers.length).join());
    }
    expect(steps.filter(({ length }) => length < MANY)).to.have.length.above(1);
  });

  it('is there as a whole when it is printed', async () => {
    const mounted = await mountMany();
    await new Promise<void>((resolve) => {
      const look = (): void => void (shown(mounted).length > 0 && resolve());
      new MutationObserver(look).observe(mounted.root, { childList: true, subtree: true });
    });
    const before = shown(mounted).length;
    dispatchEvent(new Event('beforeprint'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(before).to.be.lessThan(MANY / 2);
    expect(shown(mounted)).to.have.length(MANY);
  });

  it('keeps the room of a conversation whose turn has not come', async () => {
    const mounted = await mountMany();
    await until(() => shown(mounted).length > 0, 'the first comment');
    const waiting = [
      ...mounted.root.querySelectorAll<HTMLElement>("[part='list'] > [part='item']"),
    ].filter((item) => item.querySelector('article') === null);
    expect(waiting).to.not.be.empty;
    for (const item of waiting) {
      const comment = item.firstElementChild as HTMLElement;
      expect(comment.offsetHeight).to.be.greaterThan(100);
      // What has no box of its own, or is not visible, counts for no layout shift as it moves.
      expect(getComputedStyle(item).display).to.equal('contents');
      expect(getComputedStyle(comment).visibility).to.equal('hidden');
    }
    await settled(mounted.thread);
    for (const item of waiting) {
      expect(item.offsetHeight).to.be.greaterThan(100);
      expect(item.textContent.trim()).to.not.equal('');
    }
  });

  it('leads to a comment at its end', async () => {
    const mounted = await mountMany();
    expect(await mounted.thread.showComment(idOf(MANY))).to.equal(true);
    const linked = mounted.root.querySelector<HTMLElement>("[part~='linked']")!;
    await until(() => {
      const { top } = linked.getBoundingClientRect();
      return top >= 0 && top < window.innerHeight;
    }, 'the comment in the window');
  });

  it('ends quietly when it is taken away meanwhile', async () => {
    const mounted = await mountMany();
    await until(() => shown(mounted).length > 0, 'the first comment');
    mounted.thread.remove();
    const another = await mount({ comments: comments(2) });
    await until(() => shown(another).length === 2, 'another thread');
  });
});
