import { expect } from '@open-wc/testing';
import type { Viewer } from '../../../src/model/viewer.js';
import { expectAccessible } from '../../support/axe.js';
import { comments, viewers } from '../../support/thread-builders.js';
import {
  composerOf,
  focused,
  mountReady,
  part,
  partOf,
  parts,
  settled,
  spoken,
  textareaOf,
  until,
  type MountOptions,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';
import { write } from '../support/writing.js';

const TEXT = 'Written with care.';
const mountWriter = (options: MountOptions = {}) =>
  mountReady({ viewer: viewers.subscriber(), comments: comments(3), ...options });

function mayOnlyWrite(): Viewer {
  const viewer = viewers.subscriber();
  const vote = { allowed: false as const, reason: 'subscribe' as const, until: null };
  return { ...viewer, can: { ...viewer.can, vote } };
}

describe('palabre-thread: what a reader has must not get lost', () => {
  watchHostPage();

  it('is accessible with a prompt beside an open reply', async () => {
    const { thread, root } = await mountWriter({ viewer: mayOnlyWrite() });
    await pressOn(partOf(root, 1, 'reply-button'));
    await until(() => root.querySelector('palabre-comment palabre-composer'), 'the reply');
    await pressOn(partOf(root, 1, 'vote-button'));
    await until(() => root.querySelector('palabre-comment palabre-login-prompt'), 'the prompt');
    await settled(thread);
    await expectAccessible(thread);
  });

  it('keeps a reply when the vote beside it is denied', async () => {
    const { root } = await mountWriter({ viewer: mayOnlyWrite() });
    await pressOn(partOf(root, 1, 'reply-button'));
    await until(() => root.querySelector('palabre-comment palabre-composer'), 'the reply');
    await write(composerOf(root, 1), TEXT);
    await pressOn(partOf(root, 1, 'vote-button'));
    await until(() => root.querySelector('palabre-comment palabre-login-prompt'), 'the prompt');
    expect(textareaOf(composerOf(root, 1)).value).to.equal(TEXT);
  });

  it('keeps a comment when the reader’s rights cannot be asked for again', async () => {
    const { thread, root, memory } = await mountWriter();
    await write(composerOf(root), TEXT);
    memory.failNext('loadViewer', 'network');
    await thread.refresh();
    await settled(thread);
    expect(textareaOf(composerOf(root)).value).to.equal(TEXT);
  });

  it('keeps a comment while the reader signs out and in again', async () => {
    const { thread, root, memory } = await mountWriter({ set: { token: 'one' } });
    await write(composerOf(root), TEXT);
    memory.viewer = viewers.visitor();
    thread.token = null;
    await until(() => root.querySelector('palabre-login-prompt'), 'the prompt');
    memory.viewer = viewers.subscriber();
    thread.token = 'two';
    await until(() => !root.querySelector('palabre-login-prompt'), 'the prompt to go');
    expect(textareaOf(composerOf(root)).value).to.equal(TEXT);
  });

  it('keeps a comment when the page changes its language', async () => {
    const { thread, root } = await mountWriter();
    await write(composerOf(root), TEXT);
    thread.lang = 'fr';
    await until(() => parts(root, 'heading')[0]?.textContent.includes('commentaires'), 'French');
    expect(textareaOf(composerOf(root)).value).to.equal(TEXT);
  });

  it('keeps a comment when the thread is taken out and put back later', async () => {
    const { thread, root } = await mountWriter();
    await write(composerOf(root), TEXT);
    const place = thread.parentElement!;
    thread.remove();
    await new Promise((resolve) => setTimeout(resolve));
    place.append(thread);
    await settled(thread);
    expect(textareaOf(composerOf(root)).value).to.equal(TEXT);
  });

  it('keeps the keyboard in the thread when a notice or a failure goes away', async () => {
    const { thread, root, memory } = await mountWriter();
    memory.failNext('voteComment', 'forbidden');
    await pressOn(partOf(root, 1, 'vote-button'));
    await until(() => parts(root, 'notice')[0], 'the notice');
    await pressOn(part(root, 'notice').querySelector('button')!);
    await until(() => focused() === part(root, 'thread'), 'the keyboard to be in the thread');

    memory.failNext('loadThread', 'network');
    thread.thread = 'another';
    await until(() => parts(root, 'retry')[0], 'the failure');
    await pressOn(part(root, 'retry'));
    await until(() => focused() === part(root, 'thread'), 'the keyboard to be in the thread');
  });

  it('puts the keyboard on a prompt that stands there already', async () => {
    const { root } = await mountReady({ comments: comments(1) });
    const vote = partOf(root, 1, 'vote-button');
    await pressOn(vote);
    const inPrompt = (): boolean => focused()?.getRootNode() instanceof ShadowRoot;
    await until(() => inPrompt() && focused() !== vote, 'the prompt');
    await pressOn(vote);
    await until(() => focused()?.matches("[part~='subscribe-button']"), 'the prompt again');
  });

  it('says of a failure to read nothing that is about writing', async () => {
    const { thread, root, memory } = await mountReady({ comments: comments(1) });
    memory.failNext('loadThread', 'conflict');
    thread.thread = 'another';
    await until(() => spoken(root, 'alert').join().includes('unavailable'), 'the failure');
  });

  it('hears of a token that comes together with another order', async () => {
    const { thread, memory } = await mountReady({ comments: comments(2) });
    thread.sort = 'oldest';
    thread.token = 'token';
    await until(() => memory.callsOf('loadViewer').at(-1)?.token === 'token', 'the token');
    await until(() => thread.context?.discussion.sort === 'oldest', 'the order');
  });

  it('asks again for a token that was not there the first time', async () => {
    let token: string | null = null;
    const { thread, memory } = await mountReady({ set: { token: () => token } });
    token = 'token';
    await thread.refresh();
    expect(memory.callsOf('loadViewer').at(-1)!.token).to.equal('token');
  });
});
