import { expect } from '@open-wc/testing';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comments, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  composerOf,
  focused,
  part,
  partOf,
  parts,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, type } from '../support/keyboard.js';
import { mountBetween, tab, tabTo, type Between } from '../support/tabbing.js';

/** Where a notice in the middle of the window may lie on what is pressed. */
const style = 'inline-size: 320px; margin-inline: auto';

/** A long thread of a reader whose next vote fails. */
async function open(): Promise<Between> {
  const memory = new MemoryBackend({ comments: comments(20), viewer: viewers.subscriber() });
  memory.failNext('voteComment', 'gone');
  return mountBetween({ memory, attributes: { style } });
}

/** Votes for a comment that the keyboard is on, in vain, and waits for what is said of it. */
async function failToVote(root: ShadowRoot): Promise<HTMLElement> {
  await press('Enter');
  await until(() => parts(root, 'notice').length, 'the notice');
  await standing(root);
  return part(root, 'notice');
}

/** Waits until the notice has risen. */
async function standing(root: ShadowRoot): Promise<void> {
  await Promise.all(
    part(root, 'notice')
      .getAnimations()
      .map(({ finished }) => finished),
  );
  await new Promise(requestAnimationFrame);
}

/** By how many pixels the notice lies on an element. */
function covered(root: ShadowRoot, element: Element): number {
  const [one, other] = [part(root, 'notice'), element].map((it) => it.getBoundingClientRect());
  const across = Math.min(one!.right, other!.right) - Math.max(one!.left, other!.left);
  const down = Math.min(one!.bottom, other!.bottom) - Math.max(one!.top, other!.top);
  return Math.max(0, Math.min(across, down));
}

const isInWindow = (element: Element): boolean => {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};

/** Scrolls until an element stands that many pixels above the foot of the window. */
function standAboveFoot(element: Element, distance: number): void {
  window.scrollBy(0, element.getBoundingClientRect().bottom - innerHeight + distance);
}

describe('palabre-thread: the notice', () => {
  watchHostPage();

  it('never covers what has the keyboard’s focus, wherever Tab leads', async () => {
    const { root, after } = await open();
    await tabTo(() => partOf(root, 20, 'vote-button'));
    await failToVote(root);
    for (const back of [false, true]) {
      for (let presses = 0; presses < 45; presses += 1) {
        const at = await tab(back);
        await new Promise(requestAnimationFrame);
        expect(isInWindow(at), 'in the window').to.equal(true);
        if (!part(root, 'notice').contains(at)) expect(covered(root, at)).to.equal(0);
        if (at === after) break;
      }
    }
  });

  it('comes where it does not cover it', async () => {
    const { root } = await open();
    const button = await tabTo(() => partOf(root, 15, 'vote-button'));
    standAboveFoot(button, 20);
    const notice = await failToVote(root);
    expect(focused()).to.equal(button);
    expect(covered(root, button)).to.equal(0);
    expect(notice.getBoundingClientRect().bottom).to.be.below(innerHeight / 2);
  });

  it('goes back to the foot where it would cover it at the top', async () => {
    const { root } = await open();
    const button = await tabTo(() => partOf(root, 15, 'vote-button'));
    standAboveFoot(button, 20);
    const notice = await failToVote(root);
    expect(notice.getBoundingClientRect().bottom).to.be.below(innerHeight / 2);
    window.scrollBy(0, button.getBoundingClientRect().top - 20);
    await until(() => notice.getBoundingClientRect().top > innerHeight / 2, 'the foot');
    expect(covered(root, button)).to.equal(0);
  });

  it('leaves a field with its buttons free while one writes in it', async () => {
    const { root } = await open();
    await tabTo(() => partOf(root, 15, 'vote-button'));
    const notice = await failToVote(root);
    await tabTo(() => partOf(root, 15, 'reply-button'));
    await press('Enter');
    await until(() => focused()?.localName === 'textarea', 'the composer');
    const form = part(composerOf(root, 15).shadowRoot!, 'form');
    standAboveFoot(form, 10);
    await until(() => covered(root, form) === 0, 'the notice to make room');
    for (let line = 0; line < 4; line += 1) await type('a\n');
    await until(() => covered(root, form) === 0, 'the notice to make room');
    expect(notice.isConnected).to.equal(true);
  });

  it('stays where it is for what was only pressed', async () => {
    const { root } = await open();
    const button = partOf(root, 15, 'vote-button');
    standAboveFoot(button, 20);
    button.click();
    await until(() => parts(root, 'notice').length, 'the notice');
    await standing(root);
    expect(part(root, 'notice').getBoundingClientRect().top).to.be.above(innerHeight / 2);
    expect(commentElement(root, 15).contains(focused())).to.equal(false);
  });
});
