import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { comment, comments, tombstone, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  composerOf,
  findPartOf,
  focused,
  mountReady,
  part,
  partOf,
  parts,
  textareaOf,
  textOf,
  until,
  type Mounted,
  type MountOptions,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, pressOn, pressWith, type } from '../support/keyboard.js';
import { expectVisibleFocus } from '../support/tabbing.js';

const SUBSCRIBER = viewers.subscriber();
/** Read in the order 5, 4, 6, 7, 3, 2, 1; the second is the reader's own. */
const THREAD = [
  ...comments(3),
  tombstone(4, 'author'),
  comment(6, { parent: 4 }),
  comment(7, { parent: 6 }),
  comment(5, { author: SUBSCRIBER.account! }),
];
const ORDER = [5, 4, 6, 7, 3, 2, 1];

const mounted = (options: MountOptions = {}): Promise<Mounted> =>
  mountReady({ comments: THREAD, viewer: SUBSCRIBER, ...options });

const at = (): number => Number(focused()?.id.slice(-12));

async function goes(key: string, to: number): Promise<void> {
  await press(key);
  await until(() => at() === to, `${key} to lead to ${to}`);
}

const startIn = (root: ShadowRoot): void => part(root, 'thread').focus();

/** Presses a key, and lets whatever it might do happen. */
async function pressInVain(key: string, { thread }: Mounted): Promise<void> {
  const before = thread.shadowRoot!.innerHTML;
  const place = focused();
  const heard = new Promise<KeyboardEvent>((resolve) =>
    window.addEventListener('keydown', resolve, { once: true }),
  );
  await press(key);
  expect((await heard).defaultPrevented, 'left to the page').to.equal(false);
  await thread.updateComplete;
  expect(focused()).to.equal(place);
  expect(thread.shadowRoot!.innerHTML === before, 'as it was').to.equal(true);
}

const dialog = (root: ParentNode): HTMLDialogElement | null => root.querySelector('dialog');

async function openHelp(root: ShadowRoot): Promise<void> {
  await press('?');
  await until(() => dialog(root)?.open, 'the help');
}

async function closeHelp(root: ShadowRoot): Promise<void> {
  await press('Escape');
  await until(() => !dialog(root), 'the help to go');
}

/** Presses the switch in the help by keyboard. */
async function pressSwitch(root: ShadowRoot): Promise<void> {
  const input = dialog(root)!.querySelector('input')!;
  const { checked } = input;
  await pressOn(input, ' ');
  await until(() => input.checked !== checked, 'the switch');
}

describe('palabre-thread: going through it by single keys', () => {
  watchHostPage();
  afterEach(() => localStorage.removeItem('palabre-keys'));

  for (const scheme of ['light', 'dark']) {
    it(`is accessible in ${scheme} colours: the button, what it opens`, async () => {
      const { thread, root } = await mounted({ attributes: { 'color-scheme': scheme } });
      startIn(root);
      await goes('j', 5);
      await expectAccessible(thread);
      await openHelp(root);
      await expectAccessible(thread);
      await pressSwitch(root);
      await expectAccessible(thread);
    });
  }

  it('leads to each comment in the order of reading, and back', async () => {
    const { root } = await mounted();
    startIn(root);
    for (const n of ORDER) {
      await goes('j', n);
      expectVisibleFocus();
      expect(focused()).to.equal(part(commentElement(root, n), 'comment'));
    }
    await press('j');
    for (const n of ORDER.toReversed().slice(1)) await goes('K', n);
    await press('k');
    await goes('J', ORDER[1]!);
  });

  it('brings the beginning of a comment into the window', async () => {
    const text = Array.from({ length: 30 }, (_, n) => `Paragraph ${n}`).join('\n\n');
    const long = [1, 2, 3].map((n) => comment(n, { text }));
    const { root } = await mounted({ comments: long });
    part(root, 'thread').focus({ preventScroll: true });
    scrollTo(0, 0);
    for (const n of [3, 2, 1, 2]) {
      await press(n === 2 && at() === 1 ? 'k' : 'j');
      await until(() => at() === n, `comment ${n}`);
      const { top } = focused()!.getBoundingClientRect();
      expect(top).to.be.within(0, innerHeight / 2);
    }
  });

  it('begins at the first comment that begins in the window', async () => {
    const text = Array.from({ length: 30 }, (_, n) => `Paragraph ${n}`).join('\n\n');
    const long = [1, 2, 3].map((n) => comment(n, { text }));
    const { root } = await mounted({ comments: long });
    part(root, 'thread').focus({ preventScroll: true });
    const second = part(commentElement(root, 2), 'comment');
    scrollBy(0, second.getBoundingClientRect().top - 100);
    await goes('j', 2);
    await goes('k', 3);
  });

  it('goes on from a control of a comment, and from below all of them', async () => {
    const { root } = await mounted({ set: { pageSize: 3 } });
    partOf(root, 6, 'reply-button').focus();
    await goes('j', 7);
    partOf(root, 6, 'permalink').focus();
    await goes('k', 4);
    part(root, 'more').focus();
    await goes('k', 3);
  });

  it('replies to the comment, and votes for it', async () => {
    const { root, memory } = await mounted();
    startIn(root);
    await goes('j', 5);
    await goes('j', 4);
    await goes('j', 6);
    await press('v');
    await until(() => partOf(root, 6, 'vote-button').ariaPressed === 'true', 'the vote');
    expect(at()).to.equal(6);
    await until(() => memory.callsOf('voteComment').length === 1, 'the vote to be sent');
    await press('R');
    await until(() => focused()?.localName === 'textarea', 'the field');
    expect(focused()).to.equal(textareaOf(composerOf(root, 6)));
  });

  it('tells a visitor what it takes', async () => {
    const { root } = await mounted({ viewer: viewers.visitor() });
    startIn(root);
    await goes('j', 5);
    await press('v');
    await until(() => parts(commentElement(root, 5), 'prompt').length, 'the prompt');
    await until(() => focused() !== part(commentElement(root, 5), 'comment'), 'the focus');
  });

  it('votes for nothing that one cannot vote for, and for none at all where none has the focus', async () => {
    const it = await mounted();
    startIn(it.root);
    await pressInVain('v', it);
    await pressInVain('r', it);
    await goes('j', 5);
    expect(findPartOf(it.root, 5, 'vote-button')).to.equal(null);
    await pressInVain('v', it);
    await goes('j', 4);
    await pressInVain('r', it);
  });

  it('is nothing where one writes or chooses, nor with another key held', async () => {
    const it = await mounted();
    const { root } = it;
    const field = textareaOf(composerOf(root));
    field.focus();
    await type('jkrv?');
    expect(field.value).to.equal('jkrv?');
    expect(focused()).to.equal(field);
    expect(dialog(root)).to.equal(null);
    root.querySelector('select')!.focus();
    await press('k');
    expect(focused()).to.equal(root.querySelector('select'));
    startIn(root);
    await goes('j', 5);
    await pressWith('Control', 'r').catch(() => undefined);
    expect(at()).to.equal(5);
    expect(root.querySelectorAll('palabre-composer')).to.have.length(1);
  });

  it('is nothing in what stands in a slot and is written in', async () => {
    const box = document.createElement('div');
    box.slot = 'footer';
    box.contentEditable = 'true';
    await mounted({ children: [box] });
    box.focus();
    await press('j');
    await until(() => box.textContent === 'j', 'the letter');
    expect(document.activeElement).to.equal(box);
  });

  it('is nothing while an input method composes, nor after the page took the key', async () => {
    const { thread, root } = await mounted();
    startIn(root);
    const section = part(root, 'thread');
    const init = { key: 'j', bubbles: true, composed: true, cancelable: true };
    section.dispatchEvent(new KeyboardEvent('keydown', { ...init, isComposing: true }));
    for (const held of ['ctrlKey', 'altKey', 'metaKey'])
      section.dispatchEvent(new KeyboardEvent('keydown', { ...init, [held]: true }));
    expect(focused()).to.equal(section);
    const take = (event: Event): void => event.preventDefault();
    window.addEventListener('keydown', take, { capture: true, once: true });
    await press('j');
    await thread.updateComplete;
    expect(focused()).to.equal(section);
    await goes('j', 5);
  });

  it('is nothing while the keyboard is elsewhere on the page', async () => {
    const it = await mounted();
    const button = document.createElement('button');
    it.thread.before(button);
    button.focus();
    for (const key of ['j', '?']) await pressInVain(key, it);
    button.remove();
  });

  it('is nothing in a menu', async () => {
    const { root } = await mounted();
    await pressOn(partOf(root, 3, 'menu-button'));
    await until(() => parts(root, 'menu').some((menu) => menu.matches(':popover-open')), 'it');
    const item = focused();
    for (const key of ['j', '?']) await press(key);
    expect(focused()).to.equal(item);
    expect(dialog(root)).to.equal(null);
    await press('Escape');
  });

  it('leaves every other letter and sign to the page', async () => {
    const it = await mounted();
    startIn(it.root);
    await goes('j', 5);
    for (const key of ['a', 'h', '1', '!', 'x']) await pressInVain(key, it);
  });
});

describe('palabre-thread: what explains the keys', () => {
  watchHostPage();
  afterEach(() => localStorage.removeItem('palabre-keys'));

  it('opens by key, says what each one does, and gives the keyboard back', async () => {
    const { root } = await mounted();
    startIn(root);
    await goes('j', 5);
    await openHelp(root);
    expect(textOf(part(root, 'dialog-heading'))).to.equal('Keyboard shortcuts');
    expect([...root.querySelectorAll('kbd')].map(textOf)).to.deep.equal([
      'J',
      'K',
      'R',
      'V',
      'N',
      '?',
    ]);
    expect(root.querySelector('dialog')!.contains(focused())).to.equal(true);
    await press('j');
    await press('?');
    expect(root.querySelectorAll('dialog')).to.have.length(1);
    await closeHelp(root);
    expect(at()).to.equal(5);
  });

  it('opens by its button in the header', async () => {
    const { root } = await mounted();
    const button = part(root, 'keys-button');
    expect(button.title).to.equal('Keyboard shortcuts');
    await pressOn(button);
    await until(() => dialog(root)?.open, 'the help');
    await press('Enter');
    await until(() => !dialog(root), 'the help to go');
    expect(focused()).to.equal(button);
  });

  it('switches them off, which the device keeps, and on again', async () => {
    const it = await mounted();
    const { root } = it;
    startIn(root);
    await openHelp(root);
    await pressSwitch(root);
    expect(localStorage.getItem('palabre-keys')).to.equal('"off"');
    await closeHelp(root);
    for (const key of ['j', '?']) await pressInVain(key, it);

    const again = await mounted();
    startIn(again.root);
    for (const key of ['j', '?']) await pressInVain(key, again);
    await pressOn(part(again.root, 'keys-button'));
    await until(() => dialog(again.root)?.open, 'the help');
    expect(dialog(again.root)!.querySelector('input')!.checked).to.equal(false);
    await pressSwitch(again.root);
    await closeHelp(again.root);
    startIn(again.root);
    await goes('j', 5);
  });

  it('switches them off where the device keeps nothing, too', async () => {
    const original = Object.getOwnPropertyDescriptor(window, 'localStorage')!;
    Object.defineProperty(window, 'localStorage', {
      configurable: true,
      get: () => {
        throw new DOMException('No', 'SecurityError');
      },
    });
    try {
      const it = await mounted();
      startIn(it.root);
      await openHelp(it.root);
      await pressSwitch(it.root);
      await closeHelp(it.root);
      await pressInVain('j', it);
      await pressOn(part(it.root, 'keys-button'));
      await pressSwitch(it.root);
      await closeHelp(it.root);
      startIn(it.root);
      await goes('j', 5);
    } finally {
      Object.defineProperty(window, 'localStorage', original);
    }
  });

  it('can be switched off by the page, at any time', async () => {
    const it = await mounted({ attributes: { keys: 'off' } });
    const { root, thread } = it;
    expect(part(root, 'keys-button').checkVisibility()).to.equal(false);
    startIn(root);
    for (const key of ['j', '?']) await pressInVain(key, it);
    thread.removeAttribute('keys');
    await goes('j', 5);
  });

  it('is not there where there is nothing to go through', async () => {
    const { root } = await mounted({ comments: comments(1) });
    expect(parts(root, 'keys-button')).to.have.length(0);
  });

  it('stands at the end of the header, which has the height that it had before', async () => {
    const { root } = await mounted();
    const header = part(root, 'header');
    const [withIt, button] = [header.offsetHeight, part(root, 'keys-button')];
    const sort = part(root, 'sort').getBoundingClientRect();
    expect(button.getBoundingClientRect().left).to.be.at.least(sort.right);
    button.hidden = true;
    part(root, 'sort').hidden = true;
    expect(header.offsetHeight).to.equal(withIt);
  });
});
