import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend, type MemoryOptions } from '../../support/memory-backend.js';
import { bodyOf, comment, comments, idOf, tombstone } from '../../support/thread-builders.js';
import {
  commentElement,
  focused,
  mountReady,
  part,
  parts,
  settled,
  spoken,
  textOf,
  until,
  type MountOptions,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';

const page = location.href.split('#')[0]!;
const LONG = 'On parlait du guichet comme d’un voisin. '.repeat(20).trim();

/** Twenty comments, of which the oldest ones stand out, below what a page of five shows. */
function standing(options: MemoryOptions = {}): MemoryBackend {
  return new MemoryBackend({
    comments: [
      comment(1, { text: LONG, votes: { up: 1234, down: 0 } }),
      comment(2, { text: 'Short and liked.', votes: { up: 9, down: 1 } }),
      comment(3, { text: 'Chosen.', picked: true }),
      ...comments(17, 4),
    ],
    highlights: [idOf(3), idOf(1), idOf(2)],
    ...options,
  });
}

const mounted = (options: MountOptions = {}) =>
  mountReady({ memory: standing(), set: { pageSize: 5 }, ...options });

/** The first comment, wherever it is listed. */
const article = (root: ParentNode): Element | null => root.querySelector(`#palabre-${idOf(1)}`);

const excerpts = (root: ParentNode) => parts(root, 'excerpt').map(textOf);

describe('palabre-thread: the comments that stand out', () => {
  watchHostPage();
  const clearHash = (): void => history.replaceState(null, '', page);
  beforeEach(clearHash);
  afterEach(clearHash);

  for (const scheme of ['light', 'dark']) {
    it(`are accessible in ${scheme} colours`, async () => {
      const { thread } = await mounted({ attributes: { 'color-scheme': scheme } });
      await expectAccessible(thread);
    });
  }

  it('are shown above the list, as excerpts, with their authors and their votes', async () => {
    const { root } = await mounted();
    const [picked, long, short] = parts(root, 'highlight');
    expect(textOf(part(root, 'highlights-heading'))).to.equal('Readers’ favourite comments');
    expect(textOf(part(picked!, 'highlight-meta'))).to.equal('Reader 3 · Editor’s pick');
    expect(textOf(part(long!, 'excerpt'))).to.match(/^On parlait .* \(…\)$/);
    expect(textOf(part(long!, 'excerpt')).length).to.be.within(200, 256);
    expect(textOf(part(long!, 'highlight-meta'))).to.equal('Reader 1 · 1,234 votes');
    expect(textOf(part(short!, 'excerpt'))).to.equal('Short and liked.');
    const list = part(root, 'list');
    expect(part(root, 'highlights').compareDocumentPosition(list)).to.equal(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
  });

  it('speak the language of the page, or the newsroom’s own words', async () => {
    const words = document.createElement('span');
    words.slot = 'highlights-heading';
    words.textContent = 'À lire';
    const { root, thread } = await mounted({ attributes: { lang: 'fr' } });
    expect(textOf(part(root, 'highlights-heading'))).to.equal('Commentaires préférés des abonnés');
    thread.append(words);
    expect(words.assignedSlot?.getClientRects()).to.have.length(0);
    expect(words.getBoundingClientRect().height).to.be.above(10);
  });

  it('leave quotations and code out of the excerpt', async () => {
    const body = bodyOf('What I say of it.');
    body.children.unshift({ type: 'blockquote', children: bodyOf('What they said.').children });
    const { root } = await mounted({
      memory: standing({
        comments: [comment(1, { body, votes: { up: 5, down: 0 } }), ...comments(17, 4)],
        highlights: [idOf(1)],
      }),
    });
    expect(excerpts(root)).to.deep.equal(['What I say of it.']);
  });

  it('lead to the whole comment in its place, and the keyboard goes there', async () => {
    const { root } = await mounted();
    await pressOn(parts(root, 'excerpt')[1]!);
    await until(() => focused() === article(root), 'the focus');
    expect(article(root)!.getAttribute('part')).to.contain('linked');
    expect(location.hash).to.equal(`#palabre-${idOf(1)}`);
  });

  it('lead there again when the address says so already', async () => {
    const { root } = await mounted();
    const [, excerpt] = parts(root, 'excerpt');
    const isThere = () => focused() === article(root);
    await pressOn(excerpt!);
    await until(isThere, 'the focus');
    await pressOn(excerpt!);
    await until(isThere, 'the focus once more');
  });

  it('are as many as the page says, and none where it says none', async () => {
    const { root, thread, memory } = await mounted({ attributes: { highlights: '1' } });
    expect(excerpts(root)).to.deep.equal(['Chosen.']);
    thread.setAttribute('highlights', '0');
    await until(() => parts(root, 'highlights').length === 0, 'none');
    thread.setAttribute('highlights', '8');
    await until(() => excerpts(root).length === 3, 'all');
    const asked = memory.callsOf('loadThread').map(({ args }) => args[0]);
    expect(asked.at(-1)).to.include({ highlights: 8 });
  });

  it('are not what a short thread shows anyway', async () => {
    const { root } = await mounted({
      memory: standing({ comments: comments(9), highlights: [idOf(1)] }),
    });
    expect(parts(root, 'highlights')).to.have.length(0);
  });

  it('are not what the list begins with', async () => {
    const { root } = await mounted({ attributes: { sort: 'oldest' } });
    expect(parts(root, 'highlights')).to.have.length(0);
  });

  it('go when they are withdrawn', async () => {
    const { root, memory } = await mounted();
    memory.records.set(idOf(1), { ...tombstone(1, 'author'), revision: 9 });
    await pressOn(parts(root, 'excerpt')[1]!);
    await until(() => excerpts(root).length === 2, 'the excerpt to go');
    await until(
      () => textOf(part(commentElement(root, 1), 'tombstone')).includes('deleted by its author'),
      'the tombstone',
    );
    expect(spoken(root, 'alert').join('')).to.equal('');
  });

  it('stay away when none is left', async () => {
    const { root, thread } = await mounted({
      memory: standing({ highlights: [idOf(1)] }),
    });
    thread.context!.discussion.store.put({ ...tombstone(1, 'moderation'), revision: 9 });
    await settled(thread);
    expect(parts(root, 'highlights')).to.have.length(0);
  });
});
