import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { comments, viewers } from '../../support/thread-builders.js';
import {
  composerOf,
  findPartOf,
  mountReady,
  part,
  parts,
  partOf,
  textareaOf,
  textOf,
  until,
  type MountOptions,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';
import { pressSend, write } from '../support/writing.js';

const LINKS = { 'login-url': 'https://n.example/login', 'subscribe-url': 'https://n.example/sub' };

const mounted = (options: MountOptions = {}) =>
  mountReady({
    comments: comments(2),
    ...options,
    attributes: { ...LINKS, 'write-first': '', ...options.attributes },
  });

const field = (root: ParentNode) => composerOf(root).shadowRoot!;

describe('palabre-thread: writing before signing in', () => {
  watchHostPage();

  for (const scheme of ['light', 'dark']) {
    it(`is accessible in ${scheme} colours, before and after sending`, async () => {
      const { thread, root } = await mounted({ attributes: { 'color-scheme': scheme } });
      await until(() => parts(root, 'composer')[0], 'the composer');
      await write(composerOf(root), 'A text');
      await expectAccessible(thread);
      await pressSend(composerOf(root));
      await until(() => field(root).querySelector('palabre-login-prompt'), 'the prompt');
      await expectAccessible(thread);
    });
  }

  it('offers a visitor the field, and says that signing in comes later', async () => {
    const { root } = await mounted();
    await until(() => parts(root, 'composer')[0], 'the composer');
    await composerOf(root).updateComplete;
    expect(textOf(part(field(root), 'write-first'))).to.equal(
      'Write first: you will sign in when you send.',
    );
    expect(
      root.querySelector('.place > slot:not([hidden]) > palabre-login-prompt') === null,
    ).to.equal(true);
  });

  it('asks to sign in when the text is sent, keeps it, and sends nothing', async () => {
    const { root, memory } = await mounted();
    await until(() => parts(root, 'composer')[0], 'the composer');
    await write(composerOf(root), 'Four hundred words');
    await pressSend(composerOf(root));
    await until(() => field(root).querySelector('palabre-login-prompt'), 'the prompt');
    expect(textareaOf(composerOf(root)).value).to.equal('Four hundred words');
    expect(memory.callsOf('createComment')).to.have.length(0);
  });

  it('sends it once the reader has signed in', async () => {
    const { thread, root, memory } = await mounted();
    await until(() => parts(root, 'composer')[0], 'the composer');
    await write(composerOf(root), 'Four hundred words');
    memory.viewer = viewers.subscriber();
    thread.token = 'token';
    await until(() => parts(field(root), 'write-first').length === 0, 'the reader to be known');
    await pressSend(composerOf(root));
    await until(() => memory.callsOf('createComment').length === 1, 'the text to be sent');
  });

  it('opens a reply as well', async () => {
    const { root } = await mounted();
    await until(() => findPartOf(root, 1, 'reply-button'), 'the button');
    await pressOn(partOf(root, 1, 'reply-button'));
    await until(() => root.querySelector('palabre-comment palabre-composer'), 'the field');
  });

  it('lets nobody write in vain who lacks a subscription, or is suspended', async () => {
    for (const viewer of [viewers.registered(), viewers.suspended()]) {
      const { thread, root } = await mounted({ viewer });
      expect(parts(root, 'composer')).to.have.length(0);
      expect(parts(root, 'prompt')).to.have.length(1);
      thread.remove();
    }
  });

  it('is the newsroom’s to allow: without the attribute a visitor meets the prompt', async () => {
    const { thread, root } = await mountReady({ comments: comments(2), attributes: LINKS });
    expect(parts(root, 'composer')).to.have.length(0);
    thread.writeFirst = true;
    await until(() => parts(root, 'composer').length === 1, 'the composer');
  });
});

describe('palabre-thread: the newsroom’s charter', () => {
  watchHostPage();

  const charter = (): HTMLElement => {
    const text = document.createElement('p');
    text.slot = 'charter';
    text.textContent = 'One quotes exactly, and insults nobody.';
    return text;
  };

  it('is accessible beside the field', async () => {
    const { thread, root } = await mountReady({
      viewer: viewers.subscriber(),
      children: [charter()],
    });
    textareaOf(composerOf(root)).focus();
    await expectAccessible(thread);
  });

  it('stands by the field once the reader turns to it, and moves nothing before', async () => {
    const text = charter();
    const { root } = await mountReady({ viewer: viewers.subscriber(), children: [text] });
    expect(text.checkVisibility()).to.equal(false);
    textareaOf(composerOf(root)).focus();
    await until(() => text.checkVisibility(), 'the charter');
  });
});
