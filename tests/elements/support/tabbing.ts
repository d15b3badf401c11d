import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { focused, mountReady, until } from '../../support/thread-fixture.js';
import type { Mounted, MountOptions } from '../../support/thread-fixture.js';
import { press, pressBackTab } from './keyboard.js';

/** A thread between two buttons of the page, as a reader comes to it by keyboard. */
export interface Between extends Mounted {
  before: HTMLButtonElement;
  after: HTMLButtonElement;
}

/** Puts a thread between two buttons, and the keyboard on the first. */
export async function mountBetween(
  options: MountOptions,
  mountIt: (options: MountOptions) => Promise<Mounted> = mountReady,
): Promise<Between> {
  const mounted = await mountIt(options);
  const [before, after] = ['Before', 'After'].map((text) => {
    const button = document.createElement('button');
    button.textContent = text;
    return button;
  }) as [HTMLButtonElement, HTMLButtonElement];
  mounted.thread.before(before);
  mounted.thread.after(after);
  before.focus();
  return { ...mounted, before, after };
}

/** Presses Tab, or with Shift, and answers where that leads; fails where nothing shows the focus. */
export async function tab(back = false): Promise<HTMLElement> {
  const from = focused();
  await (back ? pressBackTab() : press('Tab'));
  await until(() => focused() !== from, 'Tab to lead elsewhere');
  return expectVisibleFocus();
}

/** Presses Tab until the keyboard is on the element that is found; answers it. */
export async function tabTo(find: () => Element | null | undefined): Promise<HTMLElement> {
  for (let presses = 0; presses < 60; presses += 1) {
    const at = await tab();
    if (at === find()) return at;
  }
  throw new Error('Tab does not lead there');
}

/** Fails where the focus is lost, or cannot be seen; answers where it is. */
export function expectVisibleFocus(): HTMLElement {
  const at = focused() as HTMLElement | null;
  if (!at || at === document.body) throw new Error('The focus is lost');
  const name = `${at.localName} ${at.getAttribute('part') ?? at.textContent}`;
  expect(at.matches(':focus-visible'), `${name} shows the focus`).to.equal(true);
  // A text field's frame shows it.
  const rings = [at, at.parentElement].filter((element) => element && hasRing(element));
  expect(rings.length, `${name} has an outline`).to.be.above(0);
  return at;
}

function hasRing(element: Element): boolean {
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  return outlineStyle !== 'none' && (outlineStyle === 'auto' || parseFloat(outlineWidth) >= 2);
}

/** Everything that Tab is meant to stop at in a thread, in the order of the page. */
export function stopsIn(root: ParentNode): HTMLElement[] {
  const found: HTMLElement[] = [];
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.shadowRoot) found.push(...stopsIn(element.shadowRoot));
    const isControl = element.matches('a[href], button, input, select, textarea');
    // Of a group that arrows lead through, one is a stop.
    if (isControl && element.tabIndex >= 0 && element.checkVisibility()) found.push(element);
  }
  return found;
}

/** Chooses an entry of the list that has the focus by its first letter, which opens it nowhere. */
export async function choose(letter: string): Promise<void> {
  await sendKeys({ press: letter });
}
