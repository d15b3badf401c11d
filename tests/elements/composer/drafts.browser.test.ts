import { expect } from '@open-wc/testing';
import type { NewComment } from '../../../src/backend/contract.js';
import { writeDraft } from '../../../src/cache/drafts.js';
import { newId } from '../../../src/model/new-id.js';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comments, idOf, tombstone, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  composerOf,
  focused,
  mountReady,
  part,
  partOf,
  parts,
  settled,
  spoken,
  textareaOf,
  textOf,
  until,
  type Mounted,
  type MountOptions,
} from '../../support/thread-fixture.js';
import {
  keptDraft,
  keptDrafts,
  leave,
  otherTab,
  restored,
  saidOfDraft,
  writeElsewhere,
} from '../support/drafts.js';
import { watchHostPage } from '../support/host-page.js';
import { press, pressOn, type } from '../support/keyboard.js';
import { emptied, errorIn, pressSend, write, writeAndSend } from '../support/writing.js';

const subscriber = (): MemoryBackend =>
  new MemoryBackend({ comments: comments(2), viewer: viewers.subscriber() });
const open = (memory = subscriber(), options: MountOptions = {}): Promise<Mounted> =>
  mountReady({ memory, ...options });

const THREAD = { key: 'k', url: 'https://n.example/a', title: 'A' };

/** A draft of an earlier page, which has tried to send it with the id that is answered. */
function attemptedBefore({ backend, viewer }: MemoryBackend, text: string): string {
  const id = newId();
  const account = viewer.account!.id;
  const draft = { text, id, attempted: text, by: account };
  writeDraft({ backend, thread: THREAD.key, parent: null, account }, draft);
  return id;
}

/** The page that there was goes away, and another one comes. */
async function reload(mounted: Mounted, options: MountOptions = {}): Promise<Mounted> {
  leave(mounted);
  return open(mounted.memory, options);
}

async function openReply({ root }: Mounted, n: number) {
  await pressOn(partOf(root, n, 'reply-button'));
  await until(() => commentElement(root, n).querySelector('palabre-composer'), 'the composer');
  const composer = composerOf(root, n);
  await until(() => focused() === composer.shadowRoot?.querySelector('textarea'), 'the focus');
  return composer;
}

const begunLink = ({ root }: Mounted): HTMLElement =>
  part(composerOf(root).shadowRoot!, 'drafts').querySelector('a')!;

const valueOf = ({ root }: Mounted): string => textareaOf(composerOf(root)).value;

describe('palabre-composer: drafts', () => {
  watchHostPage();

  it('is accessible with a draft brought back, and with another one under a comment', async () => {
    const first = await open();
    await write(composerOf(first.root), 'On top');
    await write(await openReply(first, 1), 'Below');
    const { thread, root } = await reload(first);
    await restored(composerOf(root));
    await expectAccessible(thread);
    textareaOf(composerOf(root)).focus();
    await settled(thread);
    await expectAccessible(thread);
  });

  it('are brought back after a reload, and say so', async () => {
    const first = await open();
    textareaOf(composerOf(first.root)).focus();
    await type('Half a thought');
    const { root } = await reload(first);
    expect(textareaOf(composerOf(root)).value).to.equal('Half a thought');
    expect(saidOfDraft(composerOf(root))).to.match(/^Draft restored\. Discard it$/);
    expect(focused() === document.body, 'nothing takes the keyboard').to.equal(true);
  });

  it('are written at once when the page is left, and a moment after a key', async () => {
    const { root } = await open();
    const field = textareaOf(composerOf(root));
    field.focus();
    await type('abc');
    window.dispatchEvent(new Event('pagehide'));
    expect(keptDrafts()).to.deep.equal(['abc']);
    window.dispatchEvent(new Event('pageshow'));
    await type('def');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(keptDrafts()).to.deep.equal(['abcdef']);
    await type('g');
    field.blur();
    expect(keptDrafts()).to.deep.equal(['abcdefg']);
    field.focus();
    await type('h');
    await until(() => keptDrafts()[0]?.endsWith('h'), 'the draft, without anything else');
  });

  it('are gone once sent', async () => {
    const first = await open();
    await writeAndSend(composerOf(first.root), 'Sent');
    await emptied(composerOf(first.root));
    expect(keptDrafts()).to.deep.equal([]);
    expect(valueOf(await reload(first))).to.equal('');
  });

  it('are thrown away by a button, and the keyboard is in the field', async () => {
    const first = await open();
    await write(composerOf(first.root), 'Never mind');
    const second = await reload(first);
    const composer = composerOf(second.root);
    await restored(composer);
    await pressOn(part(composer.shadowRoot!, 'discard-button'));
    await until(() => textareaOf(composer).value === '', 'the text to go');
    expect(focused()).to.equal(textareaOf(composer));
    expect(saidOfDraft(composer)).to.equal('');
    expect(keptDrafts()).to.deep.equal([]);
    expect(valueOf(await reload(second))).to.equal('');
  });

  it('are kept of a reply that is cancelled, and there when it is begun again', async () => {
    const mounted = await open();
    const { root } = mounted;
    const composer = await openReply(mounted, 1);
    await write(composer, 'Not yet');
    await pressOn(part(composer.shadowRoot!, 'cancel-button'));
    await until(() => !composer.isConnected, 'the composer to go');
    const line = part(composerOf(root).shadowRoot!, 'drafts');
    expect(textOf(line)).to.equal('A reply that you began is kept under this comment.');
    expect(line.querySelector('a')!.hash).to.equal(`#palabre-${idOf(1)}`);

    const again = await openReply(mounted, 1);
    await restored(again);
    expect(textareaOf(again).value).to.equal('Not yet');
    await until(() => !parts(composerOf(root).shadowRoot!, 'drafts')[0], 'the line to go');
  });

  it('wait under their comments after a reload, and nothing opens by itself', async () => {
    const first = await open();
    await write(await openReply(first, 1), 'To one');
    await write(await openReply(first, 2), 'To two');
    const second = await reload(first);
    expect(second.root.querySelectorAll('palabre-composer')).to.have.length(1);
    const line = part(composerOf(second.root).shadowRoot!, 'drafts');
    expect(textOf(line)).to.include('2 replies that you began are kept, the latest under');
    expect(textareaOf(await openReply(second, 1)).value).to.equal('To one');
    expect(textareaOf(await openReply(second, 2)).value).to.equal('To two');
  });

  it('come to the top where what they answer is gone, beside what is there', async () => {
    const first = await open();
    await write(composerOf(first.root), 'On top');
    await write(await openReply(first, 1), 'Below');
    first.memory.records.delete(idOf(1));
    const second = await reload(first);
    const composer = composerOf(second.root);
    await pressOn(begunLink(second));
    await until(() => textareaOf(composer).value === 'On top\n\nBelow', 'both texts');
    expect(focused()).to.equal(textareaOf(composer));
    expect(saidOfDraft(composer)).to.contain('Draft restored.');
    expect(await errorIn(composer)).to.equal('This comment has been deleted meanwhile.');
    expect(keptDrafts()).to.deep.equal(['On top\n\nBelow']);
    await until(() => !parts(composer.shadowRoot!, 'drafts')[0], 'the line to go');
    expect(location.hash, 'nothing leads nowhere').to.equal('');
    await expectAccessible(second.thread);
    const third = await reload(second);
    expect(valueOf(third)).to.equal('On top\n\nBelow');
    await pressOn(part(composerOf(third.root).shadowRoot!, 'discard-button'));
    await until(() => valueOf(third) === '', 'the text to go');
    expect(keptDrafts()).to.deep.equal([]);
  });

  it('come to the top from below a tombstone, one after the other, in French too', async () => {
    const first = await open();
    await write(await openReply(first, 1), 'Un');
    await write(await openReply(first, 2), 'Deux');
    for (const n of [1, 2]) first.memory.write(tombstone(n, 'moderation', { ground: 'spam' }));
    const second = await reload(first, { attributes: { lang: 'fr' } });
    const field = textareaOf(composerOf(second.root));
    await pressOn(begunLink(second));
    await until(() => field.value === 'Deux', 'the later text');
    expect(saidOfDraft(composerOf(second.root))).to.contain('Brouillon restauré.');
    expect(await errorIn(composerOf(second.root))).to.contain('a été supprimé entre-temps.');
    await expectAccessible(second.thread);
    await pressOn(begunLink(second));
    await until(() => field.value === 'Deux\n\nUn', 'both');
    expect(keptDrafts()).to.deep.equal(['Deux\n\nUn']);
  });

  it('are led to where their comment is not loaded yet, also after that has failed', async () => {
    try {
      const first = await open();
      await write(await openReply(first, 1), 'Below');
      const second = await reload(first, { set: { pageSize: 1 } });
      const { root, memory } = second;
      memory.failNext('loadThread', 'network');
      memory.failNext('loadThread', 'network');
      await pressOn(begunLink(second));
      await until(() => spoken(root, 'alert').join().includes('cannot be reached'), 'the failure');
      expect(valueOf(second)).to.equal('');
      await pressOn(begunLink(second));
      await until(() => focused() === part(commentElement(root, 1), 'comment'), 'the comment');
      expect(textareaOf(await openReply(second, 1)).value).to.equal('Below');
      expect(valueOf(second)).to.equal('');
    } finally {
      history.replaceState(null, '', location.pathname + location.search);
    }
  });

  it('are of one thread', async () => {
    const first = await open();
    await write(composerOf(first.root), 'Here');
    expect(valueOf(await reload(first, { set: { thread: 'another' } }))).to.equal('');
    expect(valueOf(await open(first.memory))).to.equal('Here');
  });

  it('are of the account that wrote them', async () => {
    const first = await open();
    await write(composerOf(first.root), 'Mine');
    first.memory.viewer = viewers.subscriber({}, 'Another');
    const second = await reload(first);
    expect(valueOf(second)).to.equal('');
    second.memory.viewer = viewers.subscriber();
    expect(valueOf(await reload(second))).to.equal('Mine');
  });

  it('change with the account while the page is open', async () => {
    const { thread, root, memory } = await open(subscriber(), { set: { token: 'one' } });
    const field = (): HTMLTextAreaElement => textareaOf(composerOf(root));
    await write(composerOf(root), 'Mine');
    memory.viewer = viewers.subscriber({}, 'Another');
    thread.token = 'two';
    await until(() => field().value === '', 'the other account');
    await write(composerOf(root), 'Theirs');
    memory.viewer = viewers.subscriber();
    thread.token = 'one';
    await until(() => field().value === 'Mine', 'the first account');
  });

  it('of a guest stay in the field when the name is given up', async () => {
    const memory = new MemoryBackend({ comments: comments(1), viewer: viewers.nameless() });
    memory.guests.set('guest 1', 'Ana');
    const { thread, root } = await open(memory, { set: { token: 'guest 1' } });
    await write(composerOf(root), 'Dear to me');
    thread.token = null;
    await until(() => root.querySelector('.place palabre-login-prompt'), 'the prompt');
    memory.viewer = viewers.subscriber({}, 'Ana');
    thread.token = 'account';
    await until(() => !root.querySelector('.place palabre-login-prompt'), 'the composer');
    expect(textareaOf(composerOf(root)).value).to.equal('Dear to me');
  });

  it('know after a reload that their text may have been written', async () => {
    // As it is on a device that has kept the draft alone when the page ended.
    const memory = subscriber();
    const id = attemptedBefore(memory, 'Once');
    const second = await open(memory);
    // The reader does not see the comment yet.
    await memory.backend.createComment!({ id, thread: THREAD, parent: null, source: 'Once' }, {});
    await restored(composerOf(second.root));
    await write(composerOf(second.root), 'Once, and changed');
    await pressSend(composerOf(second.root));
    await emptied(composerOf(second.root));
    const created = memory.callsOf('createComment').map(({ args }) => args[0] as NewComment);
    expect(created.slice(1).map((it) => [it.id, it.source])).to.deep.equal([[id, 'Once']]);
    expect(memory.callsOf('editComment')).to.have.length(1);
    expect(memory.records.size).to.equal(3);
  });

  it('are kept with their id while they are on the way', async () => {
    const first = await open();
    const gate = first.memory.hold('createComment');
    await writeAndSend(composerOf(first.root), 'On its way');
    await until(() => gate.waiting, 'the comment to be sent');
    const { id, attempted } = keptDraft();
    expect(attempted).to.equal('On its way');
    leave(first);
    gate.release();
    await until(() => first.memory.records.has(id), 'the comment to arrive');
    const second = await open(first.memory);
    expect(valueOf(second), 'what is there already is no draft').to.equal('');
    expect(keptDrafts()).to.deep.equal([]);
  });

  it('go with another id where the first one is refused', async () => {
    const { memory, root } = await open();
    memory.failNext('createComment', 'conflict');
    await writeAndSend(composerOf(root), 'Text');
    await errorIn(composerOf(root));
    await pressSend(composerOf(root));
    await emptied(composerOf(root));
    const ids = memory.callsOf('createComment').map(({ args }) => (args[0] as NewComment).id);
    expect(new Set(ids).size).to.equal(2);
  });

  it('say once that the browser does not keep them, and last as long as the page', async () => {
    const original = Object.getOwnPropertyDescriptor(Storage.prototype, 'setItem')!;
    const full = (): never => {
      throw new DOMException('Full', 'QuotaExceededError');
    };
    Object.defineProperty(Storage.prototype, 'setItem', { ...original, value: full });
    try {
      const mounted = await open();
      const composer = await openReply(mounted, 1);
      await write(composer, 'Fleeting');
      const line = (): string => textOf(part(composer.shadowRoot!, 'unkept'));
      await until(line, 'the line');
      expect(line()).to.equal('This browser keeps no draft of this text.');
      await expectAccessible(mounted.thread);
      await pressOn(part(composer.shadowRoot!, 'cancel-button'));
      await until(() => !composer.isConnected, 'the composer to go');
      const again = await openReply(mounted, 1);
      expect(textareaOf(again).value).to.equal('Fleeting');
      await writeAndSend(again, 'Fleeting');
      await until(() => !again.isConnected, 'the reply to be sent');
    } finally {
      Object.defineProperty(Storage.prototype, 'setItem', original);
    }
  });

  it('follow another tab while the reader has not touched theirs', async () => {
    const first = await open();
    await write(composerOf(first.root), 'One');
    const second = await reload(first);
    const tab = await otherTab();
    writeElsewhere(tab, { text: 'One, two' });
    await until(() => valueOf(second) === 'One, two', 'the other tab’s text');
    writeElsewhere(tab, null);
    await until(() => valueOf(second) === '', 'the text to go with the draft');
    expect(saidOfDraft(composerOf(second.root))).to.equal('');
  });

  it('never replace what the reader typed, whatever another tab does', async () => {
    const mounted = await open();
    await write(composerOf(mounted.root), 'Mine');
    const tab = await otherTab();
    let heard = 0;
    window.addEventListener('storage', () => (heard += 1));
    writeElsewhere(tab, { text: 'Theirs' });
    await until(() => heard === 1, 'the storage to tell');
    expect(valueOf(mounted)).to.equal('Mine');
    writeElsewhere(tab, null);
    await until(() => heard === 2, 'the storage to tell');
    expect(valueOf(mounted)).to.equal('Mine');
    await write(composerOf(mounted.root), 'Mine still');
    await until(() => keptDrafts()[0] === 'Mine still', 'the last who typed to be kept');
  });

  it('are another comment once another tab has sent what both began with', async () => {
    const memory = subscriber();
    const id = attemptedBefore(memory, 'Both');
    const second = await open(memory);
    await restored(composerOf(second.root));
    await write(composerOf(second.root), 'Both, and more');
    const tab = await otherTab();
    let heard = false;
    window.addEventListener('storage', () => (heard = true), { once: true });
    writeElsewhere(tab, null);
    await until(() => heard, 'the storage to tell');
    await pressSend(composerOf(second.root));
    await emptied(composerOf(second.root));
    const last = second.memory.callsOf('createComment').at(-1)!.args[0] as NewComment;
    expect(last.id).not.to.equal(id);
    expect(last.source).to.equal('Both, and more');
  });

  it('can be undone after they were thrown away', async () => {
    const first = await open();
    await write(composerOf(first.root), 'Too soon');
    const { root } = await reload(first);
    await restored(composerOf(root));
    await pressOn(part(composerOf(root).shadowRoot!, 'discard-button'));
    await until(() => textareaOf(composerOf(root)).value === '', 'the text to go');
    document.execCommand('undo');
    await until(() => textareaOf(composerOf(root)).value === 'Too soon', 'the text to be back');
    await press('End');
  });
});
