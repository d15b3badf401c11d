import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { chain, comment, comments, idOf } from '../../support/thread-builders.js';
import {
  commentElement,
  focused,
  mount,
  mountReady,
  part,
  partOf,
  parts,
  ready,
  settled,
  shownNumbers,
  spoken,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';

const page = location.href.split('#')[0]!;

function article(root: ParentNode, n: number): HTMLElement {
  return part(commentElement(root, n), 'comment');
}

function isInWindow(element: HTMLElement): boolean {
  const { top } = element.getBoundingClientRect();
  return top >= -1 && top < window.innerHeight;
}

const isMarked = (element: HTMLElement): boolean =>
  element.getAttribute('part')!.split(' ').includes('linked');

/** Sixty comments, too long for one window, of which three are on the first page. */
const long = () =>
  new MemoryBackend({
    comments: [...comments(60), ...chain(4, 100), comment(104, { parent: 103 })].map((entry) =>
      entry.id < idOf(61) ? entry : { ...entry, createdAt: '2020-01-01T00:00:00.000Z' },
    ),
    replies: 1,
  });

describe('palabre-thread: permalinks', () => {
  watchHostPage();
  const clearHash = (): void => history.replaceState(null, '', page);
  beforeEach(clearHash);
  afterEach(clearHash);

  it('is accessible when opened at a comment', async () => {
    history.replaceState(null, '', `#palabre-${idOf(103)}`);
    const { thread, root } = await mountReady({ memory: long(), set: { pageSize: 3 } });
    await until(() => isMarked(article(root, 103)), 'the mark');
    await expectAccessible(thread);
  });

  it('gives every comment an absolute address, under any <base>', async () => {
    const base = document.createElement('base');
    base.href = 'https://elsewhere.example/deep/';
    document.head.append(base);
    try {
      const { root } = await mountReady({ comments: [comment(1), comment(2, { parent: 1 })] });
      for (const n of [1, 2]) {
        const link = partOf(root, n, 'permalink') as HTMLAnchorElement;
        expect(link.href).to.equal(`${page}#palabre-${idOf(n)}`);
      }
      expect(article(root, 2).id).to.equal(`palabre-${idOf(2)}`);
    } finally {
      base.remove();
    }
  });

  it('shows, scrolls to and marks a comment of the first page', async () => {
    history.replaceState(null, '', `#palabre-${idOf(35)}`);
    const { root } = await mountReady({ comments: comments(60), set: { pageSize: 60 } });
    await until(() => isMarked(article(root, 35)), 'the mark');
    await until(() => isInWindow(article(root, 35)), 'the comment in the window');
    expect(root.querySelectorAll('palabre-comment[linked]')).to.have.length(1);
    expect(getComputedStyle(article(root, 35)).backgroundColor).not.to.equal(
      getComputedStyle(article(root, 34)).backgroundColor,
    );
  });

  it('stays with it when what stands above turns out taller', async () => {
    const { thread, root } = await mountReady({ comments: comments(60), set: { pageSize: 60 } });
    const leading = thread.showComment(idOf(35));
    await until(() => isMarked(article(root, 35)), 'the mark');
    article(root, 40).style.blockSize = '3000px';
    expect(await leading).to.equal(true);
    expect(isInWindow(article(root, 35))).to.equal(true);
  });

  it('shows one wherever it lies, with what it answers, in one request', async () => {
    history.replaceState(null, '', `#palabre-${idOf(104)}`);
    const memory = long();
    const { root } = await mountReady({ memory, set: { pageSize: 3 } });
    await until(() => isMarked(article(root, 104)), 'the mark');
    await until(() => isInWindow(article(root, 104)), 'the comment in the window');
    for (const n of [100, 101, 102, 103]) expect(shownNumbers(root)).to.include(n);
    expect(memory.calls.map(({ method }) => method).sort()).to.deep.equal([
      'loadThread',
      'loadViewer',
    ]);
    expect(parts(root, 'more'), 'the rest can still be loaded').not.to.have.length(0);
  });

  it('loads at once, though lazily declared far below', async () => {
    history.replaceState(null, '', `#palabre-${idOf(2)}`);
    const memory = new MemoryBackend({ comments: comments(3) });
    const spacer = document.createElement('div');
    spacer.style.height = '20000px';
    document.body.prepend(spacer);
    try {
      const mounted = await mount({ memory, set: { loading: 'lazy' } });
      await ready(mounted);
      await until(() => isInWindow(article(mounted.root, 2)), 'the comment in the window');
    } finally {
      spacer.remove();
    }
  });

  it('follows a change of the hash, with the focus', async () => {
    const memory = long();
    const { root } = await mountReady({ memory, set: { pageSize: 3 } });
    location.hash = `#palabre-${idOf(59)}`;
    await until(() => isMarked(article(root, 59)), 'the mark');
    location.hash = `#palabre-${idOf(20)}`;
    await until(() => shownNumbers(root).includes(20), 'the comment');
    await until(() => focused() === article(root, 20), 'the focus');
    expect(isMarked(article(root, 20))).to.equal(true);
    expect(isMarked(article(root, 59)), 'the mark of before').to.equal(false);
    await until(() => isInWindow(article(root, 20)), 'the comment in the window');
  });

  it('shows the comment of a hash that changed while the thread was loading', async () => {
    const memory = long();
    const gate = memory.hold('loadThread');
    const mounted = await mount({ memory, set: { pageSize: 3 } });
    await until(() => gate.waiting === 1, 'the thread to be asked for');
    location.hash = `#palabre-${idOf(20)}`;
    await new Promise((resolve) => window.addEventListener('hashchange', resolve, { once: true }));
    gate.release();
    await ready(mounted);
    await until(() => shownNumbers(mounted.root).includes(20), 'the comment');
    await until(() => isMarked(article(mounted.root, 20)), 'the mark');
  });

  it('says so when there is no such comment', async () => {
    history.replaceState(null, '', `#palabre-${idOf(999)}`);
    const { root, thread } = await mountReady({ comments: comments(2) });
    await until(() => spoken(root, 'alert').length, 'the notice');
    expect(spoken(root, 'alert').join()).to.contain('There is no such comment, or not any more.');
    expect(shownNumbers(root)).to.deep.equal([2, 1]);
    await expectAccessible(thread);
  });

  for (const hash of ['#palabre-', '#palabre-nonsense', `#palabre-${idOf(1)}<script>`, '#other']) {
    it(`leaves ${hash} to the page`, async () => {
      history.replaceState(null, '', hash);
      const { root, memory } = await mountReady({ comments: comments(2) });
      expect(memory.callsOf('loadThread')[0]!.args[0]).to.include({ around: null });
      expect(spoken(root, 'alert')).to.deep.equal([]);
    });
  }

  it('answers showComment with whether there is such a comment', async () => {
    const { thread, root } = await mountReady({ memory: long(), set: { pageSize: 3 } });
    expect(await thread.showComment(idOf(104))).to.equal(true);
    expect(focused()).to.equal(article(root, 104));
    expect(await thread.showComment(idOf(999))).to.equal(false);
  });

  it('says why a comment could not be shown', async () => {
    const { thread, root, memory } = await mountReady({ memory: long(), set: { pageSize: 3 } });
    memory.failNext('loadThread', 'network');
    expect(await thread.showComment(idOf(104))).to.equal(false);
    await settled(thread);
    expect(spoken(root, 'alert').join()).to.contain('cannot be reached');
  });

  it('does not complain in one thread about a comment of another', async () => {
    history.replaceState(null, '', `#palabre-${idOf(1)}`);
    const first = await mountReady({ comments: comments(2) });
    const second = await mountReady({ comments: comments(2, 10), set: { thread: 'other' } });
    await until(() => isMarked(article(first.root, 1)), 'the mark');
    await settled(second.thread);
    expect(spoken(second.root, 'alert')).to.deep.equal([]);
    location.hash = `#palabre-${idOf(10)}`;
    await until(() => isMarked(article(second.root, 10)), 'the mark');
    await settled(first.thread);
    expect(spoken(first.root, 'alert')).to.deep.equal([]);
  });
});
