import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { author, comment, comments, idOf, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  focused,
  mountReady,
  part,
  parts,
  textOf,
  until,
  type Mounted,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, pressOn } from '../support/keyboard.js';

const KEPT = 'palabre-visits';

/** A thread that was read last when its third comment was the newest one. */
async function visited(
  memory: MemoryBackend,
  attributes: Record<string, string> = {},
): Promise<Mounted> {
  const { createdAt: newest } = comment(3);
  const visit = { thread: 'k', since: null, newest, at: 0 };
  localStorage.setItem(KEPT, JSON.stringify([visit]));
  return mountReady({ memory, attributes, set: { pageSize: 4 } });
}

const memoryOf = (): MemoryBackend =>
  new MemoryBackend({
    comments: [
      ...comments(5),
      comment(6, { parent: 1 }),
      comment(7, { author: author('Subscriber') }),
    ],
    viewer: viewers.subscriber(),
  });

const fresh = (root: ParentNode): string[] =>
  [...root.querySelectorAll('palabre-comment[fresh]')].map((element) =>
    element.getAttribute('comment-id')!,
  );

describe('palabre-thread: what is new since the last visit', () => {
  watchHostPage();
  beforeEach(() => localStorage.removeItem(KEPT));
  after(() => localStorage.removeItem(KEPT));

  for (const scheme of ['light', 'dark']) {
    it(`is accessible in ${scheme} colours`, async () => {
      const mounted = await visited(memoryOf(), { 'color-scheme': scheme });
      await until(() => parts(mounted.root, 'new-button').length, 'the button');
      await expectAccessible(mounted.thread);
    });
  }

  it('is nothing at the first visit', async () => {
    const { root } = await mountReady({ memory: memoryOf() });
    await until(() => localStorage.getItem(KEPT), 'the visit to be noted');
    expect(fresh(root)).to.deep.equal([]);
    expect(parts(root, 'new-button')).to.have.length(0);
  });

  it('is marked, described and counted; one’s own is not new', async () => {
    const { root } = await visited(memoryOf());
    await until(() => fresh(root).length === 2, 'the marks');
    expect(fresh(root)).to.have.members([idOf(5), idOf(4)]);
    const article = part(commentElement(root, 5), 'comment');
    expect(article.getAttribute('aria-description')).to.equal('New since your last visit');
    expect(textOf(part(root, 'new-button'))).to.equal('2 new');
  });

  it('is marked in what is loaded later too', async () => {
    const { root } = await visited(memoryOf());
    await until(() => fresh(root).length === 2, 'the marks');
    await pressOn(parts(root, 'more')[0]!);
    await until(() => fresh(root).includes(idOf(6)), 'the reply to be marked');
    expect(textOf(part(root, 'new-button'))).to.equal('3 new');
  });

  it('leads from one to the next, and round', async () => {
    const { root } = await visited(memoryOf());
    await until(() => parts(root, 'new-button').length, 'the button');
    const button = part(root, 'new-button');
    const at = (n: number) => () => focused() === part(commentElement(root, n), 'comment');
    await pressOn(button);
    await until(at(5), 'the first one');
    button.click();
    await until(at(4), 'the next one');
    button.click();
    await until(at(5), 'the first one again');
    await press('n');
    await until(at(4), 'the next one, by its key');
  });
});
