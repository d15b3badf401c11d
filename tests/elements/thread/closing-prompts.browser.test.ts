import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { comments, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  focused,
  part,
  partOf,
  parts,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, type } from '../support/keyboard.js';
import { everythingIn, isSeen } from '../support/every-state.js';
import { expectVisibleFocus, mountBetween, tabTo, type Between } from '../support/tabbing.js';
import { small } from '../support/targets.js';

const BUTTONS = ['vote-button', 'reply-button'] as const;

const promptIn = (root: ShadowRoot): HTMLElement | null =>
  commentElement(root, 2).querySelector('palabre-login-prompt');

/** A thread whose reader has pressed a button and is told below the comment what it takes. */
async function ask(
  button: (typeof BUTTONS)[number],
  viewer = viewers.visitor(),
  style = '',
): Promise<Between> {
  const attributes = { 'login-url': '/login', 'subscribe-url': '/subscribe', style };
  const mounted = await mountBetween({ comments: comments(2), viewer, attributes });
  await askAgain(mounted.root, button);
  return mounted;
}

async function askAgain(root: ShadowRoot, button: string): Promise<void> {
  await tabTo(() => partOf(root, 2, button));
  await press('Enter');
  await until(() => promptIn(root)?.shadowRoot?.activeElement, 'the keyboard in the prompt');
}

/** Waits until the prompt is gone and the keyboard back at a button. */
async function closed(root: ShadowRoot, button: string): Promise<void> {
  await until(() => !promptIn(root), 'the prompt to go');
  await until(() => focused() === partOf(root, 2, button), 'the focus to come back');
  expectVisibleFocus();
}

describe('palabre-thread: closing what a reader is asked', () => {
  watchHostPage();

  for (const button of BUTTONS) {
    it(`goes with Escape, back to the ${button}, as often as one asks`, async () => {
      const { thread, root, before } = await ask(button);
      await expectAccessible(thread);
      await press('Escape');
      await closed(root, button);
      before.focus();
      await askAgain(root, button);
      await press('Escape');
      await closed(root, button);
      await expectAccessible(thread);
    });

    it(`goes with its button, back to the ${button}`, async () => {
      const { root } = await ask(button);
      const close = await tabTo(() => part(promptIn(root)!.shadowRoot!, 'close-button'));
      expect(close.getAttribute('aria-label')).to.equal('Close');
      await press('Enter');
      await closed(root, button);
    });
  }

  it('goes for the finger or the mouse too', async () => {
    const { root } = await ask('vote-button');
    part(promptIn(root)!.shadowRoot!, 'close-button').click();
    await until(() => !promptIn(root), 'the prompt to go');
    await until(() => focused() === partOf(root, 2, 'vote-button'), 'the focus to come back');
  });

  it('goes back to the button that was pressed last', async () => {
    const { root, before } = await ask('vote-button');
    before.focus();
    await askAgain(root, 'reply-button');
    await press('Escape');
    await closed(root, 'reply-button');
  });

  it('loses no name that is being written', async () => {
    const { root } = await ask('reply-button', viewers.nameless());
    await type('Ada');
    await press('Escape');
    const field = part<HTMLInputElement>(promptIn(root)!.shadowRoot!, 'name-field');
    await until(() => field.value === 'Ada', 'the name');
    expect(focused()).to.equal(field);
    field.value = '';
    await press('Escape');
    await closed(root, 'reply-button');
  });

  it('goes before a notice does, each by an Escape of its own', async () => {
    const { thread, root } = await ask('reply-button');
    await thread.showComment('there is no such one');
    await until(() => parts(root, 'notice').length, 'the notice');
    await press('Escape');
    await closed(root, 'reply-button');
    expect(parts(root, 'notice')).to.have.length(1);
    await press('Escape');
    await until(() => parts(root, 'notice').length === 0, 'the notice to go');
  });

  it('stays at the top of the thread, where it tells what a thread is for', async () => {
    const { root } = await ask('vote-button');
    await press('Escape');
    await closed(root, 'vote-button');
    const [top] = parts(root, 'prompt');
    expect(parts(top!.shadowRoot!, 'close-button')).to.have.length(0);
    part(top!.shadowRoot!, 'login-button').focus();
    await press('Escape');
    await press('Tab');
    await until(() => focused() !== part(top!.shadowRoot!, 'login-button'), 'the next stop');
    expect(top!.isConnected).to.equal(true);
  });

  for (const style of ['inline-size: 300px', 'inline-size: 300px; font-size: 200%'] as const) {
    it(`has a button that is large enough and lies on nothing: ${style}`, async () => {
      for (const viewer of [viewers.visitor(), viewers.nameless(), viewers.registered()]) {
        const { thread, root } = await ask('vote-button', viewer, style);
        expect(small(thread, 24).filter((it) => it.matches("[part='close-button']"))).to.be.empty;
        const prompt = promptIn(root)!.shadowRoot!;
        const close = part(prompt, 'close-button').getBoundingClientRect();
        const others = everythingIn(prompt).filter(
          (it) => it.matches('a, input, button:not([part="close-button"])') && isSeen(it),
        );
        for (const other of others) {
          for (const box of other.getClientRects()) {
            const apart = box.bottom < close.top + 0.5 || box.top > close.bottom - 0.5;
            const beside = box.right < close.left + 0.5 || box.left > close.right - 0.5;
            expect(apart || beside, other.outerHTML).to.equal(true);
          }
        }
      }
    });
  }
});
