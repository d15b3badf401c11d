import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { comments, viewers } from '../../support/thread-builders.js';
import {
  focused,
  mountReady,
  part,
  parts,
  spoken,
  textOf,
  until,
  type Mounted,
  type MountOptions,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, pressOn } from '../support/keyboard.js';

const mounted = async (options: MountOptions = {}): Promise<Mounted> => {
  const ready = await mountReady({
    comments: comments(2),
    viewer: viewers.moderator(),
    ...options,
  });
  await until(() => parts(ready.root, 'close-thread-button')[0], 'the button');
  return ready;
};

const button = (root: ParentNode) => part(root, 'close-thread-button');

async function openDialog(root: ShadowRoot): Promise<HTMLDialogElement> {
  await pressOn(button(root));
  await until(() => root.querySelector('dialog')?.open, 'the dialog');
  return root.querySelector('dialog')!;
}

describe('palabre-thread: closing the discussion', () => {
  watchHostPage();

  for (const scheme of ['light', 'dark']) {
    it(`is accessible in ${scheme} colours: the button and the question`, async () => {
      const { thread, root } = await mounted({ attributes: { 'color-scheme': scheme } });
      await expectAccessible(thread);
      await openDialog(root);
      await expectAccessible(thread);
      await press('Escape');
      await until(() => !root.querySelector('dialog'), 'the end');
    });
  }

  it('asks first, then closes it, and everybody is told that it is closed', async () => {
    const { root, memory } = await mounted();
    const dialog = await openDialog(root);
    expect(memory.callsOf('updateThread')).to.have.length(0);
    memory.viewer = {
      ...viewers.moderator(),
      can: {
        ...viewers.moderator().can,
        comment: { allowed: false, reason: 'closed', until: null },
      },
    };
    await pressOn(part(dialog, 'dialog-action'));
    await until(() => memory.closed, 'the thread to be closed');
    await until(() => spoken(root, 'status').includes('The discussion is closed.'), 'it');
    await until(() => textOf(button(root)) === 'Reopen the discussion', 'the other button');
    await until(() => parts(root, 'prompt').length === 1, 'the prompt');
    expect(focused() === button(root), 'the keyboard stays').to.equal(true);
  });

  it('does nothing when the question is dismissed', async () => {
    const { root, memory } = await mounted();
    await openDialog(root);
    await press('Escape');
    await until(() => focused() === button(root), 'the button');
    expect(memory.callsOf('updateThread')).to.have.length(0);
  });

  it('reopens it by one press', async () => {
    const { root, memory } = await mounted({ closed: true });
    expect(textOf(button(root))).to.equal('Reopen the discussion');
    await pressOn(button(root));
    await until(() => !memory.closed, 'the thread to be open');
    await until(() => textOf(button(root)) === 'Close the discussion', 'the other button');
  });

  it('says in the dialog why it did not work', async () => {
    const { root, memory } = await mounted();
    const dialog = await openDialog(root);
    memory.failNext('updateThread', 'forbidden');
    await pressOn(part(dialog, 'dialog-action'));
    await until(() => textOf(part(dialog, 'dialog-error')) !== '', 'the reason');
    expect(memory.closed).to.equal(false);
    await press('Escape');
  });

  it('is offered before anybody has written', async () => {
    await mounted({ comments: [] });
  });

  it('is not offered to readers, nor where the backend cannot', async () => {
    const { root } = await mountReady({ comments: comments(2), viewer: viewers.subscriber() });
    await until(() => parts(root, 'menu-button')[0], 'the late half');
    expect(parts(root, 'close-thread-button')).to.have.length(0);
    const other = await mountReady({
      comments: comments(2),
      viewer: viewers.moderator(),
      without: ['updateThread'],
    });
    await until(() => parts(other.root, 'menu-button')[0], 'the late half');
    expect(parts(other.root, 'close-thread-button')).to.have.length(0);
  });
});
