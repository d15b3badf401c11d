import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { chain, comment, comments, tombstone, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  focused,
  mountReady,
  part,
  findPartOf,
  parts,
  settled,
  shownNumbers,
  spoken,
  textOf,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';

const more = (root: ParentNode): HTMLButtonElement[] => parts<HTMLButtonElement>(root, 'more');

describe('palabre-thread: reading', () => {
  watchHostPage();

  it('is accessible with lists in lists and their "more"', async () => {
    const { thread } = await mountReady({
      comments: [...comments(3), ...comments(4, 10, 2)],
      replies: 2,
      set: { pageSize: 2 },
    });
    await expectAccessible(thread);
  });

  it('has one heading that says how many comments there are', async () => {
    const { root } = await mountReady({ comments: [...comments(3), tombstone(9, 'author')] });
    const headings = [...root.querySelectorAll('h1, h2, h3, h4, h5, h6, [role=heading]')];
    expect(headings.map((heading) => `${heading.localName} ${textOf(heading)}`)).to.deep.equal([
      'h2 3 comments',
    ]);
    expect(part(root, 'thread').getAttribute('aria-label')).to.equal('Comments');
  });

  it('has its heading at the level that the page says, or at the second', async () => {
    const levels: Record<string, string> = {
      1: '1',
      4: '4',
      6: '6',
      0: '2',
      7: '2',
      2.5: '2',
      h: '2',
    };
    const { thread, root } = await mountReady({ attributes: { 'heading-level': '3' } });
    const level = (): string | null => part(root, 'heading').getAttribute('aria-level');
    expect(level()).to.equal('3');
    await expectAccessible(thread);
    for (const [said, shown] of Object.entries(levels)) {
      thread.setAttribute('heading-level', said);
      await thread.updateComplete;
      expect(level(), said).to.equal(shown);
    }
    thread.removeAttribute('heading-level');
    await thread.updateComplete;
    expect(level()).to.equal('2');
  });

  it('is made of real lists, each with nothing but its entries', async () => {
    const { root } = await mountReady({ comments: [...comments(2), ...comments(2, 10, 1)] });
    const lists = [...root.querySelectorAll('ol')];
    expect(lists).to.have.length(2);
    for (const list of lists) {
      expect(list.getAttribute('role')).to.equal('list');
      expect([...list.children].map(({ localName }) => localName)).to.deep.equal(['li', 'li']);
    }
    expect(lists[0]!.contains(lists[1]!)).to.equal(true);
    expect(lists[1]!.closest('palabre-comment')).to.equal(commentElement(root, 1));
  });

  it('names each comment after its author', async () => {
    const { root } = await mountReady({ comments: comments(1) });
    const article = part(root, 'comment');
    const label = root.getElementById(article.getAttribute('aria-labelledby')!);
    expect(article.localName).to.equal('article');
    expect(textOf(label)).to.equal('Reader 1');
  });

  it('loads more at the top, says so, and leads the focus to the first new one', async () => {
    const { thread, root, memory } = await mountReady({
      comments: comments(7),
      set: { pageSize: 3 },
    });
    expect(shownNumbers(root)).to.deep.equal([7, 6, 5]);
    expect(textOf(more(root)[0]!)).to.equal('Show more comments (4 left)');
    await pressOn(more(root)[0]!);
    await until(() => spoken(root, 'status').length, 'the announcement');
    await until(() => focused() === part(commentElement(root, 4), 'comment'), 'the focus');

    expect(shownNumbers(root)).to.deep.equal([7, 6, 5, 4, 3, 2]);
    expect(spoken(root, 'status')).to.deep.equal(['3 comments loaded']);
    await pressOn(more(root)[0]!);
    await until(() => spoken(root, 'status').includes('One comment loaded'), 'the last one');
    await settled(thread);
    expect(more(root)).to.have.length(0);
    expect(memory.callsOf('loadComments')).to.have.length(2);
  });

  it('loads more replies at their own level', async () => {
    const { root } = await mountReady({
      comments: [...comments(2), ...comments(4, 10, 2), ...comments(3, 20, 10)],
      replies: 2,
    });
    expect(shownNumbers(root)).to.deep.equal([2, 10, 20, 21, 11, 1]);
    expect(more(root).map(textOf)).to.deep.equal(['Show one more reply', 'Show 2 more replies']);
    await pressOn(more(root)[0]!);
    await until(() => shownNumbers(root).includes(22), 'the reply');
    await until(() => focused() === part(commentElement(root, 22), 'comment'), 'the focus');
    expect(shownNumbers(root)).to.deep.equal([2, 10, 20, 21, 22, 11, 1]);
    expect(commentElement(root, 22).closest('ol')).to.equal(commentElement(root, 20).closest('ol'));
    expect(more(root).map(textOf)).to.deep.equal(['Show 2 more replies']);
  });

  it('asks once for a page, however often its button is pressed', async () => {
    const memory = new MemoryBackend({ comments: comments(5) });
    const { root } = await mountReady({ memory, set: { pageSize: 2 } });
    const gate = memory.hold('loadComments');
    const button = more(root)[0]!;
    let presses = 0;
    button.addEventListener('click', () => (presses += 1));
    await pressOn(button);
    await pressOn(button);
    // The driver may answer before a key has had its effect.
    await until(() => presses === 2 && gate.waiting > 0, 'the page to be asked for');
    gate.release();
    await until(() => shownNumbers(root).length === 4, 'the page');
    expect(memory.callsOf('loadComments')).to.have.length(1);
  });

  it('says why a page did not come, and lets try again', async () => {
    const memory = new MemoryBackend({ comments: comments(3) });
    const { root } = await mountReady({ memory, set: { pageSize: 2 } });
    memory.failNext('loadComments', 'timeout');
    await pressOn(more(root)[0]!);
    await until(() => spoken(root, 'alert').length, 'the reason');
    expect(spoken(root, 'alert').join()).to.contain('takes too long to answer.');
    await pressOn(more(root)[0]!);
    await until(() => shownNumbers(root).length === 3, 'the page');
  });

  it('puts the comments in another order', async () => {
    const { thread, root, memory } = await mountReady({
      comments: [comment(1, { votes: { up: 9, down: 0 } }), comment(2), comment(3)],
    });
    const select = root.querySelector('select')!;
    expect(textOf(select.closest('label')!.querySelector('span'))).to.equal('Sort by');
    expect([...select.options].map(({ text }) => text)).to.deep.equal([
      'Best',
      'Newest',
      'Oldest',
      'Most replies',
    ]);
    expect(select.value).to.equal('newest');
    expect(shownNumbers(root)).to.deep.equal([3, 2, 1]);
    select.value = 'oldest';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => shownNumbers(root)[0] === 1, 'the other order');
    expect(shownNumbers(root)).to.deep.equal([1, 2, 3]);
    expect(thread.sort).to.equal('oldest');

    thread.sort = 'best';
    await until(() => memory.callsOf('loadThread').length === 3, 'the request');
    await settled(thread);
    expect(root.querySelector('select')!.value).to.equal('best');
  });

  it('keeps the order that is shown when another one cannot be had', async () => {
    const { thread, root, memory } = await mountReady({ comments: comments(3) });
    memory.failNext('loadThread', 'network');
    const select = root.querySelector('select')!;
    select.value = 'oldest';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => spoken(root, 'alert').length, 'the reason');
    await settled(thread);
    expect(shownNumbers(root)).to.deep.equal([3, 2, 1]);
    expect(root.querySelector('select')!.value).to.equal('newest');
    expect(thread.sort).to.equal('newest');
  });

  it('continues in one list below the sixth level, and says what answers what', async () => {
    const { root } = await mountReady({
      comments: [...chain(9), comment(20, { parent: 7 }), comment(21, { parent: 5 })],
    });
    expect(shownNumbers(root)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 21]);
    const list = commentElement(root, 6).closest('ol')!;
    for (const n of [7, 8, 9, 20, 21]) {
      expect(commentElement(root, n).closest('ol'), `comment ${n}`).to.equal(list);
    }
    expect(root.querySelectorAll('ol')).to.have.length(6);
    const contexts = [5, 6, 7, 8, 20, 21].map((n) => textOf(findPartOf(root, n, 'context')));
    expect(contexts).to.deep.equal([
      '',
      '',
      'in reply to Reader 6',
      'in reply to Reader 7',
      'in reply to Reader 7',
      '',
    ]);
  });

  it('says so of an answer to a deleted comment down there', async () => {
    const { root } = await mountReady({
      comments: [...chain(6), tombstone(7, 'author', { parent: 6 }), comment(8, { parent: 7 })],
    });
    expect(textOf(findPartOf(root, 8, 'context'))).to.equal('in reply to a deleted comment');
    expect(textOf(findPartOf(root, 7, 'context'))).to.equal('in reply to Reader 6');
  });

  it('reads a chain of 500 answers without nesting them, each of which is seen', async () => {
    const { root } = await mountReady({ comments: chain(500) });
    await until(() => shownNumbers(root).length === 500, 'all of them');
    expect(root.querySelectorAll('ol')).to.have.length(6);
    const unseen = parts(root, 'body').filter((body) => {
      const { width, height } = body.getBoundingClientRect();
      return !body.checkVisibility() || width < 100 || height < 15;
    });
    expect(unseen).to.have.length(0);
    expect(parts(root, 'body')).to.have.length(500);
  });

  it('lets answer and vote at every level', async () => {
    const { root } = await mountReady({ comments: chain(8), viewer: viewers.subscriber() });
    for (const n of [1, 6, 8]) {
      expect(findPartOf(root, n, 'reply-button')).not.to.equal(null);
      expect(findPartOf(root, n, 'vote-button')).not.to.equal(null);
    }
  });
});
