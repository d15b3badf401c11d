import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comment, comments } from '../../support/thread-builders.js';
import {
  commentElement,
  mountReady,
  settled,
  shownNumbers,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';

const topOf = (element: Element): number => element.getBoundingClientRect().top;
const frames = async (count: number): Promise<void> => {
  for (let frame = 0; frame < count; frame += 1) await new Promise(requestAnimationFrame);
};

/** A thread in which somebody is reading the fifteenth of thirty comments. */
async function reading() {
  const memory = new MemoryBackend({ comments: comments(30) });
  const mounted = await mountReady({ memory, set: { pageSize: 50 } });
  const read = commentElement(mounted.root, 15);
  scrollBy({ top: topOf(read) - 100, behavior: 'instant' });
  await frames(3);
  return { ...mounted, memory, read };
}

describe('palabre-thread: the place where one reads', () => {
  watchHostPage();
  afterEach(() => scrollTo(0, 0));

  it('is accessible there', async () => {
    const { thread } = await reading();
    await expectAccessible(thread);
  });

  it('stays in the window when others have come above it', async () => {
    const { thread, root, memory, read } = await reading();
    const before = topOf(read);
    for (const n of [31, 32, 33]) {
      const one = comment(n, { text: 'A long one. '.repeat(60) });
      memory.records.set(one.id, one);
    }
    memory.revision += 1;
    await thread.refresh();
    await until(() => shownNumbers(root).length === 33, 'the new ones');
    await settled(thread);
    await until(() => Math.abs(topOf(read) - before) < 2, 'the comment to be where it was');
    await frames(25);
    expect(topOf(read)).to.be.closeTo(before, 2);
  });

  it('is the reader’s: who scrolls meanwhile is not called back', async () => {
    const { thread, root, memory, read } = await reading();
    memory.records.set(comment(31).id, comment(31));
    memory.revision += 1;
    await thread.refresh();
    await until(() => shownNumbers(root).length === 31, 'the new one');
    scrollTo({ top: 0, behavior: 'instant' });
    await frames(25);
    expect(scrollY).to.equal(0);
    expect(topOf(read)).to.be.greaterThan(100);
  });
});
