import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { author, comment, comments, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  composerOf,
  findPartOf,
  mount,
  mountReady,
  part,
  partOf,
  parts,
  ready,
  settled,
  shownNumbers,
  textareaOf,
  textOf,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';
import { write } from '../support/writing.js';

describe('palabre-thread: coming, changing and going', () => {
  watchHostPage();

  it('is accessible twice on one page', async () => {
    const first = await mountReady({ comments: comments(2), viewer: viewers.subscriber() });
    const second = await mountReady({ comments: comments(2), set: { thread: 'other' } });
    await expectAccessible(first.thread);
    await expectAccessible(second.thread);
  });

  it('ignores the answer of a backend that was replaced meanwhile', async () => {
    const old = new MemoryBackend({ comments: comments(2, 50) });
    const gate = old.hold('loadThread');
    const { thread, root } = await mount({ memory: old });
    await until(() => gate.waiting === 1, 'the old backend to be asked');
    const memory = new MemoryBackend({ comments: comments(3) });
    thread.backend = memory.backend;
    await ready({ thread });
    gate.release();
    await thread.refresh();
    await settled(thread);
    expect(shownNumbers(root)).to.deep.equal([3, 2, 1]);
    expect(old.callsOf('loadThread')[0]!.signal!.aborted).to.equal(true);
  });

  it('ignores the answer for a key that was replaced meanwhile', async () => {
    const memory = new MemoryBackend({ comments: comments(1) });
    const gate = memory.hold('loadThread');
    const { thread } = await mount({ memory });
    await until(() => gate.waiting === 1, 'the first key to be asked for');
    const loads: string[] = [];
    thread.addEventListener('palabre-load', ({ type }) => loads.push(type));
    thread.thread = 'another';
    await until(() => gate.waiting === 2, 'the second key to be asked for');
    gate.release();
    await ready({ thread });
    expect(memory.callsOf('loadThread').map(({ args }) => (args[0] as { key: string }).key))
      .to //
      .deep.equal(['k', 'another']);
    expect(loads).to.have.length(1);
  });

  it('shows the last of several orders asked for, whatever comes back first', async () => {
    const memory = new MemoryBackend({ comments: comments(3) });
    const { thread, root } = await mountReady({ memory });
    const gate = memory.hold('loadThread');
    thread.sort = 'best';
    await until(() => gate.waiting === 1, 'the first order to be asked for');
    thread.sort = 'oldest';
    await until(() => gate.waiting === 2, 'the second order to be asked for');
    gate.release();
    await until(() => shownNumbers(root)[0] === 1, 'the second order');
    await settled(thread);
    expect(root.querySelector('select')!.value).to.equal('oldest');
  });

  it('loads more in a new order while the page of the old one never comes', async () => {
    const memory = new MemoryBackend({ comments: comments(5) });
    const { thread, root } = await mountReady({ memory, set: { pageSize: 2 } });
    memory.answerNext('loadComments', () => new Promise(() => undefined));
    await pressOn(part(root, 'more'));
    await until(() => memory.callsOf('loadComments').length === 1, 'the page to be asked for');
    thread.sort = 'oldest';
    await until(() => shownNumbers(root)[0] === 1, 'the other order');
    await pressOn(part(root, 'more'));
    await until(() => shownNumbers(root).length === 4, 'the next page');
    expect(shownNumbers(root)).to.deep.equal([1, 2, 3, 4]);
  });

  it('begins anew when it was removed in the middle of loading and put back', async () => {
    const memory = new MemoryBackend({ comments: comments(2) });
    const gate = memory.hold('loadThread');
    const { thread, root } = await mount({ memory });
    await until(() => gate.waiting === 1, 'the thread to be asked for');
    const place = thread.parentElement!;
    thread.remove();
    await Promise.resolve();
    expect(memory.callsOf('loadThread')[0]!.signal!.aborted).to.equal(true);
    place.append(thread);
    await until(() => gate.waiting === 2, 'the thread to be asked for again');
    gate.release();
    await ready({ thread });
    expect(shownNumbers(root)).to.deep.equal([2, 1]);
  });

  it('does nothing any more once it is gone', async () => {
    const memory = new MemoryBackend({ comments: comments(2), viewer: viewers.subscriber() });
    const gate = memory.hold('loadThread');
    const { thread, root } = await mount({ memory });
    await until(() => gate.waiting === 1, 'the thread to be asked for');
    const heard: string[] = [];
    for (const name of ['palabre-load', 'palabre-error']) {
      thread.addEventListener(name, ({ type }) => heard.push(type));
    }
    thread.remove();
    gate.release();
    await settled(thread);
    await new Promise((resolve) => setTimeout(resolve));
    expect(heard).to.deep.equal([]);
    expect(parts(root, 'comment')).to.have.length(0);
  });

  it('keeps what a reader has done when it is moved', async () => {
    const memory = new MemoryBackend({ comments: comments(5), viewer: viewers.subscriber() });
    const { thread, root } = await mountReady({ memory, set: { pageSize: 2 } });
    await pressOn(part(root, 'more'));
    await until(() => shownNumbers(root).length === 4, 'the second page');
    await write(composerOf(root), 'Half a thought');
    await pressOn(partOf(root, 4, 'vote-button'));
    await until(() => textOf(findPartOf(root, 4, 'vote-count')) === '1', 'the vote');
    const calls = memory.calls.length;

    const elsewhere = document.createElement('section');
    thread.parentElement!.append(elsewhere);
    elsewhere.append(thread);
    await settled(thread);
    expect(memory.calls).to.have.length(calls);
    expect(shownNumbers(root)).to.deep.equal([5, 4, 3, 2]);
    expect(textareaOf(composerOf(root)).value).to.equal('Half a thought');

    await pressOn(partOf(root, 4, 'vote-button'));
    await until(() => parts(commentElement(root, 4), 'voted').length === 0, 'the vote undone');
  });

  it('waits until it is near the window', async () => {
    const memory = new MemoryBackend({ comments: comments(2) });
    const spacer = document.createElement('div');
    spacer.style.height = '20000px';
    document.body.prepend(spacer);
    try {
      const mounted = await mount({ memory, set: { loading: 'lazy' } });
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      expect(memory.calls).to.have.length(0);
      mounted.thread.scrollIntoView();
      await ready(mounted);
      expect(shownNumbers(mounted.root)).to.deep.equal([2, 1]);
    } finally {
      spacer.remove();
    }
  });

  it('waits for a backend that is set later', async () => {
    const memory = new MemoryBackend({ comments: comments(2) });
    const mounted = await mount({ memory, set: { backend: '' } });
    expect(parts(mounted.root, 'failure')).to.have.length(0);
    mounted.thread.backend = memory.backend;
    await ready(mounted);
    expect(shownNumbers(mounted.root)).to.deep.equal([2, 1]);
  });

  it('keeps several threads on a page apart', async () => {
    const first = await mountReady({ comments: comments(2), viewer: viewers.subscriber() });
    const second = await mountReady({ comments: comments(2), viewer: viewers.subscriber() });
    await pressOn(partOf(first.root, 1, 'vote-button'));
    await until(() => parts(first.root, 'voted').length === 1, 'the vote');
    await write(composerOf(second.root), 'Only here');
    expect(parts(second.root, 'voted')).to.have.length(0);
    expect(textareaOf(composerOf(first.root)).value).to.equal('');
    expect(second.memory.callsOf('voteComment')).to.have.length(0);
  });

  it('shows nothing while it is hidden', async () => {
    const { thread } = await mountReady({ comments: comments(2) });
    expect(thread.getBoundingClientRect().height).to.be.above(0);
    thread.hidden = true;
    expect(getComputedStyle(thread).display).to.equal('none');
    thread.hidden = false;
    expect(getComputedStyle(thread).display).to.equal('block');
  });

  it('shows one’s own pending comments, whoever answers first, and in every order', async () => {
    for (const slow of ['loadThread', 'loadViewer'] as const) {
      const pending = comment(90, { author: author('Subscriber'), status: 'pending' });
      const memory = new MemoryBackend({
        comments: comments(2),
        viewer: viewers.subscriber({ pending: [pending] }),
      });
      const gate = memory.hold(slow);
      const mounted = await mount({ memory });
      await until(() => gate.waiting === 1, `${slow} to be called`);
      await settled(mounted.thread);
      gate.release();
      await ready(mounted);
      expect(shownNumbers(mounted.root), `${slow} last`).to.include(90);
      expect(textOf(partOf(mounted.root, 90, 'status'))).to.equal(
        'Waiting for moderation: only you can see it.',
      );
      mounted.thread.sort = 'oldest';
      await until(() => shownNumbers(mounted.root).at(-1) === 2, 'the other order');
      expect(shownNumbers(mounted.root)).to.include(90);
    }
  });
});
