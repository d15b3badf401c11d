import { expect } from '@open-wc/testing';
import { memoryBackend, type SeedComment } from '../../../src/backend/adapters/memory.js';
import { expectAccessible } from '../../support/axe.js';
import { idOf } from '../../support/thread-builders.js';
import {
  commentElement,
  findPartOf,
  focused,
  mountReady,
  part,
  partOf,
  parts,
  settled,
  shownNumbers,
  spoken,
  textOf,
  until,
  type Mounted,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';

const page = location.href.split('#')[0]!;
const clearHash = (): void => history.replaceState(null, '', page);

/** A comment of the reader's own. */
const mine = (n: number, replies: SeedComment[] = []): SeedComment => ({
  ...{ author: 'ida', text: `Mine, ${n}.`, id: idOf(n), replies },
});
const bobs = (n: number, replies: SeedComment[] = []): SeedComment => ({
  ...mine(n, replies),
  author: 'Bob',
});

function mounted(comments: SeedComment[], pageSize = 25): Promise<Mounted> {
  const backend = memoryBackend({
    people: { ida: { name: 'Ida', subscriber: true } },
    threads: [{ key: 'k', comments }],
  });
  const set = { backend, token: 'ida', pageSize };
  return mountReady({ set, attributes: { sort: 'oldest' } });
}

/** Takes a comment back by keyboard. */
async function takeBack({ root }: Mounted, n: number): Promise<void> {
  await pressOn(partOf(root, n, 'menu-button'));
  await until(() => parts(root, 'menu').some((menu) => menu.matches(':popover-open')), 'the menu');
  await pressOn(part(root, 'delete'));
  await until(() => root.querySelector('dialog')?.open, 'the dialog');
  await pressOn(part(root, 'dialog-action'));
  await until(() => findPartOf(root, n, 'tombstone') && !root.querySelector('dialog'), 'its end');
  await until(() => spoken(root, 'status').join().includes('Comment deleted.'), 'the word of it');
}

const article = (root: ParentNode, n: number): HTMLElement =>
  part(commentElement(root, n), 'comment');

const toggleOf = (root: ParentNode, n: number): string =>
  textOf(findPartOf(root, n, 'collapse-button'));

describe('palabre-thread: a comment that its author takes back', () => {
  watchHostPage();
  beforeEach(clearHash);
  afterEach(clearHash);

  it('is accessible while its tombstone is still in sight, and once that is gone', async () => {
    const all = await mounted([bobs(1, [mine(11), bobs(12)]), bobs(2)]);
    await takeBack(all, 11);
    await expectAccessible(all.thread);
    await all.thread.refresh();
    await settled(all.thread);
    await expectAccessible(all.thread);
  });

  it('is counted nowhere any more, and gone when the thread is loaded again', async () => {
    const all = await mounted([bobs(1, [mine(11), bobs(12)]), bobs(2)]);
    const { thread, root } = all;
    expect([textOf(part(root, 'heading')), toggleOf(root, 1)]).to.deep.equal(['4 comments', '2']);
    await takeBack(all, 11);
    await until(() => toggleOf(root, 1) === '1', 'the parent’s count');
    expect(textOf(part(root, 'heading'))).to.equal('3 comments');
    expect(focused()).to.equal(article(root, 11));
    await thread.refresh();
    await settled(thread);
    expect(shownNumbers(root)).to.deep.equal([1, 12, 2]);
    expect([textOf(part(root, 'heading')), toggleOf(root, 1)]).to.deep.equal(['3 comments', '1']);
    expect(spoken(root, 'alert')).to.deep.equal([]);
  });

  it('hands the keyboard on to the next comment when it goes, or to the one before', async () => {
    const all = await mounted([bobs(1, [mine(11), bobs(12)]), mine(2)]);
    const { thread, root } = all;
    await takeBack(all, 11);
    await thread.refresh();
    await until(() => focused() === article(root, 12), 'the next one');
    await takeBack(all, 2);
    await thread.refresh();
    await until(() => focused() === article(root, 12), 'the one before');
  });

  it('leaves the keyboard with the thread when there is no other', async () => {
    const all = await mounted([mine(1)]);
    const { thread, root } = all;
    await takeBack(all, 1);
    expect(textOf(part(root, 'heading'))).to.equal('Comments');
    await thread.refresh();
    await until(() => focused() === part(root, 'thread'), 'the thread');
    expect(part(root, 'empty').checkVisibility()).to.equal(true);
  });

  it('leaves a reader alone who is elsewhere when it goes', async () => {
    const all = await mounted([mine(1), bobs(2), bobs(3)]);
    const { thread, root } = all;
    await takeBack(all, 1);
    const link = partOf(root, 3, 'permalink');
    link.focus();
    await thread.refresh();
    await settled(thread);
    expect(focused()).to.equal(link);
  });

  it('takes the toggle of its parent along when it was the only reply', async () => {
    const all = await mounted([bobs(1, [mine(11)])]);
    await takeBack(all, 11);
    await until(() => !findPartOf(all.root, 1, 'collapse-button'), 'the end of the toggle');
  });

  it('leaves right what is said to be left', async () => {
    const all = await mounted(
      [1, 2, 3, 4, 5, 6, 7, 8].map((n) => mine(n)),
      3,
    );
    const { root } = all;
    const more = (): string => textOf(part(root, 'more'));
    await takeBack(all, 2);
    expect(more()).to.contain('5');
    await pressOn(part(root, 'more'));
    await until(() => shownNumbers(root).length === 6, 'the next page');
    expect(more()).to.contain('2');
    await pressOn(part(root, 'more'));
    await until(() => shownNumbers(root).length === 8, 'the last page');
    expect(parts(root, 'more')).to.have.length(0);
  });

  it('is not found by a link to it, and nothing else is amiss', async () => {
    history.replaceState(null, '', `#palabre-${idOf(11)}`);
    const { root } = await mounted([
      bobs(1, [{ ...mine(11), tombstone: 'author' }]),
      { ...bobs(2), tombstone: 'account-erased' },
      { ...bobs(3), tombstone: 'moderation' },
    ]);
    await until(() => spoken(root, 'alert').join().includes('not any more'), 'the word of it');
    expect(shownNumbers(root)).to.deep.equal([1, 3]);
    await pressOn(part(root, 'notice').querySelector('button')!);
    await until(() => parts(root, 'notice').length === 0, 'the end of the notice');
  });
});
