import { expect } from '@open-wc/testing';
import type { Sort } from '../../../src/model/thread.js';
import { expectAccessible } from '../../support/axe.js';
import { comments } from '../../support/thread-builders.js';
import {
  mountReady,
  part,
  settled,
  shownNumbers,
  spoken,
  until,
  type Mounted,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';

const selectIn = (root: ShadowRoot): HTMLSelectElement => root.querySelector('select')!;

/** Chooses an order, and waits until the thread has taken note of it. */
async function choose({ thread, root }: Mounted, sort: Sort): Promise<void> {
  selectIn(root).value = sort;
  selectIn(root).dispatchEvent(new Event('change', { bubbles: true }));
  expect(thread.sort).to.equal(sort);
  await settled(thread);
}

async function arrived(gate: { readonly waiting: number }, count: number): Promise<void> {
  await until(() => gate.waiting === count, `${count} loads to be asked for`);
}

/** Lets everything happen that a choice or an answer sets off. */
async function calm({ thread }: Mounted): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 30));
  await settled(thread);
}

describe('palabre-thread: changing one’s mind on the order', () => {
  watchHostPage();

  it('is accessible while an order is awaited', async () => {
    const mounted = await mountReady({ comments: comments(3) });
    const gate = mounted.memory.hold('loadThread');
    await choose(mounted, 'oldest');
    await arrived(gate, 1);
    await expectAccessible(mounted.thread);
    gate.release();
  });

  it('stays in the order that is shown when the reader goes back to it', async () => {
    const mounted = await mountReady({ comments: comments(3) });
    const { thread, root, memory } = mounted;
    const gate = memory.hold('loadThread');
    await choose(mounted, 'oldest');
    await arrived(gate, 1);
    await choose(mounted, 'newest');
    await calm(mounted);
    gate.release();
    await calm(mounted);
    expect(shownNumbers(root)).to.deep.equal([3, 2, 1]);
    expect([selectIn(root).value, thread.sort]).to.deep.equal(['newest', 'newest']);
    expect(memory.callsOf('loadThread'), 'nothing is loaded for it').to.have.length(2);

    await choose(mounted, 'oldest');
    await until(() => shownNumbers(root)[0] === 1, 'the other order after all');
    expect(selectIn(root).value).to.equal('oldest');
  });

  it('goes on loading more of the order that the reader went back to', async () => {
    const mounted = await mountReady({ comments: comments(5), set: { pageSize: 2 } });
    const gate = mounted.memory.hold('loadThread');
    await choose(mounted, 'oldest');
    await arrived(gate, 1);
    await choose(mounted, 'newest');
    await calm(mounted);
    gate.release();
    await pressOn(part(mounted.root, 'more'));
    await until(() => shownNumbers(mounted.root).length === 4, 'the next page');
    expect(shownNumbers(mounted.root)).to.deep.equal([5, 4, 3, 2]);
  });

  it('keeps the last choice in sight until its answer is there', async () => {
    const mounted = await mountReady({ comments: comments(3) });
    const { root, memory } = mounted;
    const gate = memory.hold('loadThread');
    for (const [index, sort] of (['oldest', 'best', 'oldest'] as const).entries()) {
      await choose(mounted, sort);
      await arrived(gate, index + 1);
    }
    gate.releaseOne();
    gate.releaseOne();
    await calm(mounted);
    expect(selectIn(root).value).to.equal('oldest');
    expect(shownNumbers(root)).to.deep.equal([3, 2, 1]);
    gate.release();
    await until(() => shownNumbers(root)[0] === 1, 'the last order');
    expect(selectIn(root).value).to.equal('oldest');
  });

  it('says nothing of a choice that failed after the reader had gone back', async () => {
    const mounted = await mountReady({ comments: comments(3) });
    const { thread, root, memory } = mounted;
    const gate = memory.hold('loadThread');
    memory.failNext('loadThread', 'network');
    await choose(mounted, 'oldest');
    await arrived(gate, 1);
    await choose(mounted, 'newest');
    await calm(mounted);
    gate.release();
    await calm(mounted);
    expect(spoken(root, 'alert')).to.deep.equal([]);
    expect(thread.sort).to.equal('newest');
  });

  it('comes in the order that was asked for, though the thread is refreshed meanwhile', async () => {
    const mounted = await mountReady({ comments: comments(3) });
    const { thread, root, memory } = mounted;
    const gate = memory.hold('loadThread');
    await choose(mounted, 'oldest');
    await arrived(gate, 1);
    const refreshed = thread.refresh();
    await arrived(gate, 2);
    gate.release();
    await refreshed;
    await settled(thread);
    expect(shownNumbers(root)).to.deep.equal([1, 2, 3]);
    expect(selectIn(root).value).to.equal('oldest');
  });

  it('is remembered on the device, for the next thread', async () => {
    const first = await mountReady({ comments: comments(3) });
    await choose(first, 'oldest');
    await until(() => shownNumbers(first.root)[0] === 1, 'the order');
    const { root, thread } = await mountReady({ comments: comments(3) });
    await until(() => shownNumbers(root)[0] === 1, 'the same order');
    expect([selectIn(root).value, thread.sort]).to.deep.equal(['oldest', 'oldest']);
  });
});
