import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { comment, comments, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  composerOf,
  focused,
  mountReady,
  part,
  partOf,
  parts,
  settled,
  textareaOf,
  until,
  type Mounted,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, pressEnterWith, pressOn, type } from '../support/keyboard.js';

/** Opens a reply to the nth comment, with the keyboard in it. */
async function openReply({ root }: Mounted, n: number): Promise<HTMLTextAreaElement> {
  await pressOn(partOf(root, n, 'reply-button'));
  await until(() => commentElement(root, n).isAnswered, 'the reply');
  const find = () => composerOf(root, n).shadowRoot?.querySelector('textarea');
  await until(() => find() && focused() === find(), 'the focus in the reply');
  return find()!;
}

describe('palabre-thread: whoever types keeps the keyboard', () => {
  watchHostPage();

  it('is accessible after the page has renewed the token', async () => {
    const mounted = await mountReady({ comments: comments(2), viewer: viewers.subscriber() });
    await openReply(mounted, 1);
    mounted.thread.token = 'fresh';
    await until(() => mounted.memory.callsOf('loadViewer').length === 2, 'the token to be used');
    await settled(mounted.thread);
    await expectAccessible(mounted.thread);
  });

  it('while the page renews the token', async () => {
    const mounted = await mountReady({
      comments: [comment(1), comment(2, { parent: 1 })],
      viewer: viewers.subscriber(),
    });
    const { thread, memory } = mounted;
    const reply = await openReply(mounted, 2);
    await type('Half');
    thread.token = 'fresh';
    await until(() => memory.callsOf('loadViewer').at(-1)!.token === 'fresh', 'the token');
    await settled(thread);
    await type(' and half');
    expect(reply.value).to.equal('Half and half');
    expect(focused() === reply, 'the focus is in the reply').to.equal(true);
  });

  it('while a name that was given at the top is confirmed', async () => {
    const mounted = await mountReady({
      comments: comments(2),
      viewer: viewers.nameless(),
    });
    const { thread, root, memory } = mounted;
    await pressOn(partOf(root, 1, 'reply-button'));
    const below = () => commentElement(root, 1).querySelector('palabre-login-prompt')?.shadowRoot;
    await until(() => below() && parts(below()!, 'name-field')[0], 'the prompt of the reply');
    const gate = memory.hold('createGuest');
    const top = root.querySelector('.place palabre-login-prompt')!.shadowRoot!;
    part(top, 'name-field').focus();
    await type('Ana');
    await press('Enter');
    await until(() => gate.waiting, 'the name to be sent');
    partOf(root, 2, 'reply-button').focus();
    gate.release();
    await until(() => parts(root, 'composer')[0], 'the composer');
    await settled(thread);
    const isLeftAlone = focused() === partOf(root, 2, 'reply-button');
    expect(isLeftAlone, 'the focus is where the reader went').to.equal(true);
  });

  it('while another reply is sent', async () => {
    const mounted = await mountReady({
      comments: [comment(1), comment(2, { parent: 1 })],
      viewer: viewers.subscriber(),
    });
    const { thread, root, memory } = mounted;
    await openReply(mounted, 1);
    await type('Above');
    const gate = memory.hold('createComment');
    await pressEnterWith('Control');
    await until(() => gate.waiting, 'the reply to be sent');
    const below = await openReply(mounted, 2);
    await type('Half');
    gate.release();
    await until(() => !commentElement(root, 1).isAnswered, 'the reply to be there');
    await settled(thread);
    await type(' and half');
    expect(below.value).to.equal('Half and half');
  });

  it('and gets it back from a prompt that goes away', async () => {
    const { thread, root, memory } = await mountReady({ comments: comments(2) });
    await pressOn(partOf(root, 1, 'reply-button'));
    const inPrompt = () => focused()?.closest("[part~='login-button'], [part~='subscribe-button']");
    await until(inPrompt, 'the focus in the prompt');
    memory.viewer = viewers.subscriber();
    thread.token = 'token';
    await until(() => focused() === part(commentElement(root, 1), 'comment'), 'the focus');
    expect(textareaOf(composerOf(root)).value).to.equal('');
  });
});
