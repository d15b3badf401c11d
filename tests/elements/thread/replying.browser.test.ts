import { expect } from '@open-wc/testing';
import type { NewComment } from '../../../src/backend/contract.js';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend, type MemoryOptions } from '../../support/memory-backend.js';
import { comment, comments, idOf, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  composerOf,
  focused,
  mountReady,
  part,
  partOf,
  parts,
  settled,
  shownNumbers,
  textareaOf,
  textOf,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, pressOn } from '../support/keyboard.js';
import { write, writeAndSend } from '../support/writing.js';

async function mountSubscriber(options: MemoryOptions = {}) {
  const memory = new MemoryBackend({
    comments: comments(2),
    viewer: viewers.subscriber(),
    ...options,
  });
  const mounted = await mountReady({ memory });
  const created = (): NewComment[] =>
    memory.callsOf('createComment').map(({ args }) => args[0] as NewComment);
  return { ...mounted, created };
}

async function openReply(root: ShadowRoot, n: number) {
  await pressOn(partOf(root, n, 'reply-button'));
  await until(() => commentElement(root, n).querySelector('palabre-composer'), 'the composer');
  const composer = composerOf(root, n);
  await composer.updateComplete;
  return composer;
}

describe('palabre-thread: replies', () => {
  watchHostPage();

  it('opens a composer with the focus in it', async () => {
    const { thread, root } = await mountSubscriber();
    const composer = await openReply(root, 1);
    await until(() => focused() === textareaOf(composer), 'the focus in the text');
    expect(textOf(part(composer.shadowRoot!, 'label'))).to.equal('Your reply to Reader 1');
    expect(partOf(root, 1, 'reply-button').getAttribute('aria-expanded')).to.equal('true');
    await expectAccessible(thread);
  });

  for (const way of ['Escape', 'the button'] as const) {
    it(`gives up by ${way}, and the focus goes back`, async () => {
      const { root } = await mountSubscriber();
      const composer = await openReply(root, 1);
      await until(() => focused() === textareaOf(composer), 'the focus in the text');
      if (way === 'Escape') await press('Escape');
      else await pressOn(part(composer.shadowRoot!, 'cancel-button'));
      await until(() => !composer.isConnected, 'the composer to be gone');
      await until(() => focused() === partOf(root, 1, 'reply-button'), 'the focus to be back');
      expect(partOf(root, 1, 'reply-button').getAttribute('aria-expanded')).to.equal('false');
    });
  }

  it('keeps a text that Escape is pressed in', async () => {
    const { root } = await mountSubscriber();
    const composer = await openReply(root, 1);
    await write(composer, 'Not yet');
    await press('Escape');
    await composer.updateComplete;
    expect(composer.isConnected).to.equal(true);
    expect(textareaOf(composer).value).to.equal('Not yet');
  });

  it('puts a reply last below its comment, and the focus back', async () => {
    const { thread, root, created } = await mountSubscriber({
      comments: [comment(1), comment(3, { parent: 1 }), comment(2)],
    });
    const composer = await openReply(root, 1);
    await writeAndSend(composer, 'Indeed');
    await until(() => !composer.isConnected, 'the composer to be gone');
    await settled(thread);

    expect(created()[0]!.parent).to.equal(idOf(1));
    const replies = parts(commentElement(root, 1), 'replies')[0]!;
    expect(parts(replies, 'body').map(textOf)).to.deep.equal(['Text of comment 3', 'Indeed']);
    expect(shownNumbers(root).slice(0, 1)).to.deep.equal([2]);
    await until(() => focused() === partOf(root, 1, 'reply-button'), 'the focus to be back');
  });

  it('keeps texts in several composers apart', async () => {
    const { root, created } = await mountSubscriber();
    await write(composerOf(root), 'On top');
    const first = await openReply(root, 1);
    await write(first, 'To one');
    const second = await openReply(root, 2);
    await writeAndSend(second, 'To two');
    await until(() => !second.isConnected, 'the second reply to be sent');

    expect(created().map(({ source }) => source)).to.deep.equal(['To two']);
    expect(textareaOf(first).value).to.equal('To one');
    expect(textareaOf(composerOf(root)).value).to.equal('On top');
  });
});
