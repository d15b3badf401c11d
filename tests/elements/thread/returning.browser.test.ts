import { expect } from '@open-wc/testing';
import type { Viewer } from '../../../src/model/viewer.js';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comments, idOf, viewers } from '../../support/thread-builders.js';
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
import { press, pressOn } from '../support/keyboard.js';
import { pressSend, write } from '../support/writing.js';

const THREAD = comments(3);

const mountedFor = (viewer: Viewer, options: MountOptions = {}): Promise<Mounted> =>
  mountReady({
    memory: new MemoryBackend({ comments: THREAD, viewer, downVotes: true }),
    ...options,
  });

/** A visitor presses a button of the second comment, and meets the prompt. */
async function pressAsVisitor(button: string, options: MountOptions = {}): Promise<Mounted> {
  const mounted = await mountedFor(viewers.visitor(), options);
  const { root } = mounted;
  await until(() => findPartOf(root, 2, button), 'the button');
  await pressOn(partOf(root, 2, button));
  await until(() => commentElement(root, 2).querySelector('palabre-login-prompt'), 'the prompt');
  return mounted;
}

/** The same reader, back from the login on another page. */
async function backAs(viewer: Viewer, before: Mounted, options: MountOptions = {}) {
  before.thread.remove();
  return mountedFor(viewer, options);
}

async function asked({ root }: Mounted): Promise<HTMLElement> {
  await until(() => parts(commentElement(root, 2), 'confirm-button')[0], 'the question');
  return part(root, 'confirm');
}

describe('palabre-thread: what a visitor wanted to do before signing in', () => {
  watchHostPage();

  for (const scheme of ['light', 'dark']) {
    it(`is accessible in ${scheme} colours, when the vote waits to be confirmed`, async () => {
      const attributes = { 'color-scheme': scheme };
      const before = await pressAsVisitor('vote-button');
      const back = await backAs(viewers.subscriber(), before, { attributes });
      await asked(back);
      await expectAccessible(back.thread);
    });
  }

  it('finds the vote ready to confirm, and sends nothing before', async () => {
    const back = await backAs(viewers.subscriber(), await pressAsVisitor('vote-button'));
    const question = await asked(back);
    expect(textOf(question)).to.contain('You wanted to vote for the comment by Reader 2.');
    expect(back.memory.callsOf('voteComment')).to.have.length(0);
    expect(focused(), 'no focus is taken').to.equal(document.body);
    await pressOn(part(commentElement(back.root, 2), 'confirm-button'));
    await until(() => back.memory.votes.get(idOf(2)) === 1, 'the vote');
    await until(() => !parts(commentElement(back.root, 2), 'confirm')[0], 'the question to go');
    expect(focused()?.id).to.equal(`palabre-${idOf(2)}`);
  });

  it('knows a vote against from a vote for', async () => {
    const back = await backAs(viewers.subscriber(), await pressAsVisitor('down-button'));
    expect(textOf(await asked(back))).to.contain('vote against the comment by Reader 2');
    await pressOn(part(commentElement(back.root, 2), 'confirm-button'));
    await until(() => back.memory.votes.get(idOf(2)) === -1, 'the vote');
  });

  it('is asked once: given up, or reloaded, it does not come back', async () => {
    const back = await backAs(viewers.subscriber(), await pressAsVisitor('vote-button'));
    await asked(back);
    await pressOn(part(commentElement(back.root, 2), 'give-up-button'));
    await until(() => focused() === partOf(back.root, 2, 'vote-button'), 'the button');
    const again = await backAs(viewers.subscriber(), back);
    await until(() => findPartOf(again.root, 2, 'menu-button'), 'the late half');
    expect(parts(again.root, 'confirm')).to.have.length(0);
    expect(back.memory.callsOf('voteComment')).to.have.length(0);
  });

  it('waits while the reader still may not', async () => {
    const before = await pressAsVisitor('vote-button');
    const registered = await backAs(viewers.registered(), before);
    await until(() => findPartOf(registered.root, 2, 'menu-button'), 'the late half');
    expect(parts(registered.root, 'confirm')).to.have.length(0);
    await asked(await backAs(viewers.subscriber(), registered));
  });

  it('is forgotten when the prompt is closed', async () => {
    const before = await pressAsVisitor('vote-button');
    await until(() => focused()?.getRootNode() !== before.root, 'the focus in the prompt');
    await press('Escape');
    await until(() => focused() === partOf(before.root, 2, 'vote-button'), 'the button');
    const back = await backAs(viewers.subscriber(), before);
    await until(() => findPartOf(back.root, 2, 'menu-button'), 'the late half');
    expect(parts(back.root, 'confirm')).to.have.length(0);
  });

  it('asks nothing of who has voted already', async () => {
    const before = await pressAsVisitor('vote-button');
    const voted = viewers.subscriber({ votes: [{ id: idOf(2), value: 1 }] });
    const back = await backAs(voted, before);
    await until(() => findPartOf(back.root, 2, 'menu-button'), 'the late half');
    await until(() => commentElement(back.root, 2).linked, 'it is led to all the same');
    expect(parts(back.root, 'confirm')).to.have.length(0);
  });

  it('loads the comment where it lies, if it is not on the first page', async () => {
    const before = await pressAsVisitor('vote-button');
    const back = await backAs(viewers.subscriber(), before, { set: { pageSize: 1 } });
    await asked(back);
  });

  it('needs no other page: signed in by a token, the question stands in the prompt’s place', async () => {
    const { thread, memory, root } = await pressAsVisitor('vote-button');
    memory.viewer = viewers.subscriber();
    thread.token = 'token';
    await until(() => parts(commentElement(root, 2), 'confirm-button')[0], 'the question');
    expect(commentElement(root, 2).querySelector('palabre-login-prompt') === null).to.equal(true);
  });

  it('opens the reply that was begun', async () => {
    const before = await pressAsVisitor('reply-button');
    const { root } = await backAs(viewers.subscriber(), before);
    await until(() => commentElement(root, 2).querySelector('palabre-composer'), 'the field');
    expect(focused(), 'no focus is taken').to.equal(document.body);
  });

  it('brings back a reply that was written before signing in', async () => {
    const set = { writeFirst: true };
    const before = await mountedFor(viewers.visitor(), { set });
    await pressOn(partOf(before.root, 2, 'reply-button'));
    await until(
      () => commentElement(before.root, 2).querySelector('palabre-composer'),
      'the field',
    );
    await write(composerOf(before.root, 2), 'Four hundred words');
    await pressSend(composerOf(before.root, 2));
    const composer = () => composerOf(before.root, 2).shadowRoot!;
    await until(() => composer().querySelector('palabre-login-prompt'), 'the prompt');
    expect(before.memory.callsOf('createComment')).to.have.length(0);
    const { root } = await backAs(viewers.subscriber(), before, { set });
    await until(() => commentElement(root, 2).querySelector('palabre-composer'), 'the field');
    await until(() => textareaOf(composerOf(root, 2)).value === 'Four hundred words', 'the text');
  });

  it('leads nowhere for a comment that is gone', async () => {
    const before = await pressAsVisitor('vote-button');
    before.thread.remove();
    const memory = new MemoryBackend({ comments: comments(1), viewer: viewers.subscriber() });
    const { root } = await mountReady({ memory });
    await until(() => parts(root, 'notice').length === 1, 'the reader to be told');
    expect(parts(root, 'confirm')).to.have.length(0);
  });
});
