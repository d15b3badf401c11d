import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { author, comment, comments, idOf, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  findPartOf,
  focused,
  mountReady,
  part,
  partOf,
  parts,
  textOf,
  until,
  type Mounted,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, pressOn } from '../support/keyboard.js';

const KEPT = 'palabre-muted';

const mounted = (attributes: Record<string, string> = {}): Promise<Mounted> =>
  mountReady({
    attributes,
    memory: new MemoryBackend({
      comments: [
        comment(1, { author: author('Ana'), text: 'Loud.', votes: { up: 9, down: 0 } }),
        comment(2, { author: author('Ana'), parent: 3 }),
        comment(3),
        ...comments(12, 4),
      ],
      highlights: [idOf(1)],
      viewer: viewers.subscriber(),
    }),
  });

async function choose(root: ShadowRoot, n: number, name: string): Promise<void> {
  await pressOn(partOf(root, n, 'menu-button'));
  await until(() => parts(root, name).length, name);
  await pressOn(part(root, name));
}

describe('palabre-thread: muting a reader', () => {
  watchHostPage();
  beforeEach(() => localStorage.removeItem(KEPT));
  after(() => localStorage.removeItem(KEPT));

  for (const scheme of ['light', 'dark']) {
    it(`is accessible in ${scheme} colours`, async () => {
      localStorage.setItem(KEPT, JSON.stringify([{ id: 'account-Ana', name: 'Ana' }]));
      const { thread, root } = await mounted({ 'color-scheme': scheme });
      await until(() => findPartOf(root, 1, 'muted'), 'what stands instead');
      await expectAccessible(thread);
      await choose(root, 3, 'muted-list');
      await until(() => root.querySelector('dialog')?.open, 'the list');
      await expectAccessible(thread);
      await press('Escape');
      await until(() => !root.querySelector('dialog'), 'the end');
    });
  }

  it('puts all of their comments away on this device, the excerpts too, and says so', async () => {
    const { root } = await mounted();
    expect(parts(root, 'highlight')).to.have.length(1);
    await choose(root, 1, 'mute');
    await until(() => findPartOf(root, 1, 'muted') && findPartOf(root, 2, 'muted'), 'both');
    expect(textOf(part(commentElement(root, 1), 'comment'))).not.to.contain('Loud.');
    expect(parts(root, 'highlight')).to.have.length(0);
    expect(textOf(part(root, 'notice'))).to.contain('Ana is muted on this device.');
    expect(localStorage.getItem(KEPT)).to.equal('[{"id":"account-Ana","name":"Ana"}]');
    expect(findPartOf(root, 3, 'muted')).to.equal(null);
  });

  it('is remembered', async () => {
    localStorage.setItem(KEPT, JSON.stringify([{ id: 'account-Ana', name: 'Ana' }]));
    const { root } = await mounted();
    await until(() => findPartOf(root, 1, 'muted'), 'what stands instead');
  });

  it('lets look at one comment all the same, and undo it there', async () => {
    localStorage.setItem(KEPT, JSON.stringify([{ id: 'account-Ana', name: 'Ana' }]));
    const { root } = await mounted();
    await until(() => findPartOf(root, 1, 'muted'), 'what stands instead');
    await pressOn(partOf(root, 1, 'muted-button'));
    await until(() => !findPartOf(root, 1, 'muted'), 'the comment');
    await until(() => focused() === part(commentElement(root, 1), 'comment'), 'the focus');
    expect(findPartOf(root, 2, 'muted')).not.to.equal(null);
    await choose(root, 1, 'unmute');
    await until(() => !findPartOf(root, 2, 'muted'), 'the other comment');
    expect(localStorage.getItem(KEPT)).to.equal('[]');
  });

  it('has a list, in which it can be undone', async () => {
    localStorage.setItem(
      KEPT,
      JSON.stringify([
        { id: 'account-Ana', name: 'Ana' },
        { id: 'elsewhere', name: 'Bo' },
      ]),
    );
    const { root } = await mounted();
    await choose(root, 3, 'muted-list');
    await until(() => parts(root, 'muted-reader').length === 2, 'the list');
    const [ana] = parts(root, 'unmute-button');
    expect(ana!.getAttribute('aria-label')).to.equal('Unmute Ana');
    await pressOn(ana!);
    await until(() => parts(root, 'muted-reader').length === 1, 'one less');
    await until(() => !findPartOf(root, 2, 'muted'), 'the comments');
    await press('Escape');
    await until(() => focused() === partOf(root, 3, 'menu-button'), 'the focus');
  });

  it('is not offered for oneself', async () => {
    const { root } = await mountReady({
      comments: [comment(1, { author: author('Subscriber') })],
      viewer: viewers.subscriber(),
    });
    await pressOn(partOf(root, 1, 'menu-button'));
    await until(() => parts(root, 'menu-item').length, 'the menu');
    expect(parts(root, 'mute')).to.have.length(0);
    await press('Escape');
  });
});
