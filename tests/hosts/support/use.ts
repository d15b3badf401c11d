import { commentElement, partOf, parts, textOf, until } from '../../support/thread-fixture.js';
import { press, pressEnterWith, type } from '../../elements/support/keyboard.js';
import type { OpenPage } from './host-page.js';

/**
 * Votes for a comment and replies to it, by the keyboard alone; done when both are shown as the
 * server has them.
 */
export async function voteAndReply({ root, frame, thread }: OpenPage): Promise<void> {
  const confirmed: string[] = [];
  for (const name of ['palabre-vote', 'palabre-post']) {
    thread.addEventListener(name, ({ type }) => confirmed.push(type), { once: true });
  }
  await focusIn(frame, partOf(root, 6, 'permalink'));
  // Links and code in the comment come first.
  const vote = partOf(root, 6, 'vote-button');
  for (let presses = 0; root.activeElement !== vote && presses < 5; presses += 1) {
    await press('Tab');
  }
  await press(' ');
  await until(() => parts(commentElement(root, 6), 'voted').length, 'the vote');
  await press('Tab');
  await press('Enter');
  await until(() => root.activeElement?.localName === 'palabre-composer', 'the composer');
  await type('Moi');
  await pressEnterWith('Control');
  const written = (): boolean =>
    parts(commentElement(root, 6), 'body').some((body) => textOf(body) === 'Moi');
  await until(written, 'the reply');
  await until(() => confirmed.length === 2, 'the server to have kept both');
}

/** Puts the keyboard on an element in a frame, and waits until keys go there. */
export async function focusIn(frame: HTMLIFrameElement, element: HTMLElement): Promise<void> {
  const has = (): boolean => frame.contentDocument!.hasFocus() && element.matches(':focus');
  await until(() => {
    if (!has()) {
      frame.focus();
      element.focus({ preventScroll: true });
    }
    return has();
  }, 'the focus');
}
