import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comments, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  composerOf,
  focused,
  part,
  partOf,
  parts,
  spoken,
  textareaOf,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, type } from '../support/keyboard.js';
import { expectVisibleFocus, mountBetween, tab, tabTo, type Between } from '../support/tabbing.js';
import { errorIn } from '../support/writing.js';

const LINKS = { 'login-url': '/login', 'subscribe-url': '/subscribe' };

const open = (): Promise<Between> =>
  mountBetween({ comments: comments(2), viewer: viewers.subscriber() });

/** Goes to the button below a comment, and begins a reply. */
async function beginReply(root: ShadowRoot): Promise<HTMLTextAreaElement> {
  await tabTo(() => partOf(root, 2, 'reply-button'));
  await press('Enter');
  await until(() => focused()?.localName === 'textarea', 'the composer');
  const field = textareaOf(composerOf(root, 2));
  expect(expectVisibleFocus()).to.equal(field);
  return field;
}

const hasReply = (root: ShadowRoot): boolean =>
  commentElement(root, 2).querySelector('palabre-composer') !== null;

describe('palabre-thread: writing by keyboard alone', () => {
  watchHostPage();
  afterEach(() => localStorage.clear());

  it('writes a comment and sends it by its button', async () => {
    const { thread, root, memory } = await open();
    const field = await tabTo(() => textareaOf(composerOf(root)));
    await type('Hello');
    await expectAccessible(thread);
    await tabTo(() => part(composerOf(root).shadowRoot!, 'send-button'));
    await press(' ');
    await until(() => parts(root, 'body').some((it) => it.textContent === 'Hello'), 'the comment');
    await until(() => spoken(root, 'status').length, 'the confirmation');
    expect(memory.callsOf('createComment')).to.have.length(1);
    expectVisibleFocus();
    expect((field as HTMLTextAreaElement).value).to.equal('');
  });

  it('answers, and is back at the button that began it', async () => {
    const { root } = await open();
    await beginReply(root);
    await type('Yes');
    await tabTo(() => part(composerOf(root, 2).shadowRoot!, 'send-button'));
    await press('Enter');
    await until(() => !hasReply(root), 'the composer to go');
    await until(() => focused() === partOf(root, 2, 'reply-button'), 'the focus to come back');
    expectVisibleFocus();
  });

  it('gives a reply up by Escape or by its button, and is back there too', async () => {
    const { root, before } = await open();
    for (const giveUp of ['Escape', 'Enter'] as const) {
      before.focus();
      await beginReply(root);
      if (giveUp === 'Enter') {
        await tabTo(() => part(composerOf(root, 2).shadowRoot!, 'cancel-button'));
      }
      await press(giveUp);
      await until(() => !hasReply(root), `${giveUp} to give it up`);
      await until(() => focused() === partOf(root, 2, 'reply-button'), 'the focus to come back');
      expectVisibleFocus();
    }
  });

  it('is led to the field when a text cannot be sent, and sends it again', async () => {
    const { thread, root, memory } = await open();
    memory.failNext('createComment', 'closed');
    const composer = composerOf(root);
    const field = await tabTo(() => textareaOf(composer));
    await type('Again');
    const send = (): HTMLElement => part(composer.shadowRoot!, 'send-button');
    await tabTo(send);
    await press('Enter');
    await errorIn(composer);
    await until(() => focused() === field, 'the focus');
    expectVisibleFocus();
    await expectAccessible(thread);
    await tabTo(send);
    await press('Enter');
    await until(() => parts(root, 'body').some((it) => it.textContent === 'Again'), 'the comment');
    await until(() => memory.callsOf('createComment').length === 2, 'both attempts');
  });

  it('is led to what it lacks when it votes, and goes on from there', async () => {
    const { thread, root } = await mountBetween({ comments: comments(2), attributes: LINKS });
    const button = await tabTo(() => partOf(root, 2, 'vote-button'));
    await press('Enter');
    const prompt = (): Element | null =>
      commentElement(root, 2).querySelector('palabre-login-prompt');
    await until(() => prompt()?.shadowRoot!.activeElement, 'the prompt');
    expect(expectVisibleFocus()).to.equal(part(prompt()!.shadowRoot!, 'subscribe-button'));
    await expectAccessible(thread);
    expect(await tab()).to.equal(part(prompt()!.shadowRoot!, 'login-button'));
    expect(await tab()).to.equal(part(prompt()!.shadowRoot!, 'close-button'));
    expect(await tab()).to.equal(partOf(root, 1, 'permalink'));
    expect(button.getAttribute('aria-pressed')).to.equal('false');
  });

  it('gives a name as a guest, and goes on where one writes', async () => {
    const memory = new MemoryBackend({ comments: comments(1), viewer: viewers.nameless() });
    const { root } = await mountBetween({ memory });
    const prompt = root.querySelector('.place palabre-login-prompt')!.shadowRoot!;
    await tabTo(() => part(prompt, 'name-field'));
    await type('Ada');
    await tabTo(() => part(prompt, 'name-button'));
    await press('Enter');
    await until(() => focused()?.localName === 'textarea', 'the composer');
    expect(expectVisibleFocus()).to.equal(textareaOf(composerOf(root)));
  });

  it('is told what is wrong with a name at the field', async () => {
    const memory = new MemoryBackend({ comments: comments(1), viewer: viewers.nameless() });
    const { thread, root } = await mountBetween({ memory });
    const prompt = root.querySelector('.place palabre-login-prompt')!.shadowRoot!;
    const field = await tabTo(() => part(prompt, 'name-field'));
    await press('Enter');
    await until(() => spoken(prompt, 'alert').length, 'the reason');
    expect(expectVisibleFocus()).to.equal(field);
    await expectAccessible(thread);
  });
});
