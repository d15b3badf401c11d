import { expect } from '@open-wc/testing';
import type { NewComment } from '../../../src/backend/contract.js';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend, type MemoryOptions } from '../../support/memory-backend.js';
import { comments, viewers } from '../../support/thread-builders.js';
import {
  composerOf,
  focused,
  mountReady,
  part,
  parts,
  settled,
  spoken,
  textareaOf,
  textOf,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, pressEnterWith, type } from '../support/keyboard.js';
import { counterOf, emptied, errorIn, pressSend, write, writeAndSend } from '../support/writing.js';

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

describe('palabre-thread: writing', () => {
  watchHostPage();

  it('is accessible while a text is written, refused and sent', async () => {
    const { thread, root } = await mountSubscriber();
    await write(composerOf(root), 'A thought');
    await expectAccessible(thread);
    await writeAndSend(composerOf(root), ' ');
    await errorIn(composerOf(root));
    await expectAccessible(thread);
    await writeAndSend(composerOf(root), 'A thought');
    await emptied(composerOf(root));
    await expectAccessible(thread);
  });

  for (const modifier of ['Control', 'Meta'] as const) {
    it(`sends by ${modifier}+Enter what was typed, and shows it first`, async () => {
      const { root, created } = await mountSubscriber();
      textareaOf(composerOf(root)).focus();
      await type('Good');
      await pressEnterWith(modifier);
      await emptied(composerOf(root));

      expect(created()).to.have.length(1);
      expect(created()[0]).to.include({ parent: null, source: 'Good' });
      expect(created()[0]!.thread).to.deep.equal({
        key: 'k',
        url: location.href,
        title: document.title,
      });
      expect(textOf(parts(root, 'body')[0]!)).to.equal('Good');
      expect(spoken(root, 'status')).to.include('Your comment is posted.');
      expect(textOf(part(root, 'count'))).to.equal('3 comments');
    });
  }

  it('leaves Enter alone to the text', async () => {
    const { root, created } = await mountSubscriber();
    const composer = composerOf(root);
    textareaOf(composer).focus();
    await type('a');
    await press('Enter');
    await type('b');
    expect(textareaOf(composer).value).to.equal('a\nb');
    expect(created()).to.have.length(0);
  });

  it('never sends while an input method composes', async () => {
    const { root, created } = await mountSubscriber();
    const composer = composerOf(root);
    await write(composer, 'かな');
    // No driver composes; this is the event that a browser makes then.
    for (const modifier of [{}, { ctrlKey: true }, { metaKey: true }]) {
      textareaOf(composer).dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'Enter',
          isComposing: true,
          bubbles: true,
          composed: true,
          cancelable: true,
          ...modifier,
        }),
      );
    }
    await composer.updateComplete;
    expect(created()).to.have.length(0);
    expect(textareaOf(composer).value).to.equal('かな');
  });

  it('shows a comment at once as one that is being sent', async () => {
    const { root, memory, thread } = await mountSubscriber();
    const gate = memory.hold('createComment');
    await writeAndSend(composerOf(root), 'Under way');
    await until(() => gate.waiting === 1, 'the comment to be sent');
    await settled(thread);

    expect(textOf(parts(root, 'body')[0]!)).to.equal('Under way');
    expect(textOf(parts(root, 'state')[0]!)).to.equal('Sending…');
    expect(textareaOf(composerOf(root)).value).to.equal('Under way');
    expect(textareaOf(composerOf(root)).readOnly).to.equal(true);

    await pressEnterWith('Control');
    await pressSend(composerOf(root));
    gate.release();
    await emptied(composerOf(root));
    await settled(thread);
    expect(memory.callsOf('createComment')).to.have.length(1);
    expect(parts(root, 'status')).to.have.length(0);
    expect(parts(root, 'comment')).to.have.length(3);
  });

  it('refuses what has no text, without a request', async () => {
    const { root, created } = await mountSubscriber();
    const composer = composerOf(root);
    for (const text of ['', '   \n\u00a0\u2009', '\u0301'.repeat(9_999)]) {
      await write(composer, text);
      await pressSend(composer);
      expect(await errorIn(composer)).to.equal('Write something before you post.');
      expect(textareaOf(composer).value).to.equal(text);
      await until(() => focused() === textareaOf(composer), 'the focus in the text');
    }
    expect(created()).to.have.length(0);
  });

  it('counts near the limit and beyond it, and refuses what is too long', async () => {
    const { root, created } = await mountSubscriber();
    const composer = composerOf(root);
    const counts: [string, string][] = [
      ['a'.repeat(9_499), ''],
      ['a'.repeat(9_500), '500 characters left'],
      ['a'.repeat(9_999), '1 character left'],
      ['😀'.repeat(9_900), '100 characters left'],
      ['e\u0301'.repeat(9_990), '10 characters left'],
      ['a'.repeat(10_000), '0 characters left'],
      ['a'.repeat(10_007), '7 characters too many'],
    ];
    for (const [text, said] of counts) {
      await write(composer, text);
      expect(counterOf(composer)).to.equal(said);
    }
    expect(parts(composer.shadowRoot!, 'over')).to.have.length(1);
    await pressSend(composer);
    expect(await errorIn(composer)).to.equal('This text is longer than 10,000 characters.');
    expect(created()).to.have.length(0);
    expect(textareaOf(composer).value).to.have.length(10_007);
  });

  for (const text of ['>'.repeat(5_000) + ' a', '- '.repeat(2_500) + 'a']) {
    it(`refuses 5,000 characters of "${text.slice(0, 2)}" with its reason`, async () => {
      const { root, created } = await mountSubscriber();
      await write(composerOf(root), text);
      await pressSend(composerOf(root));
      expect(await errorIn(composerOf(root))).to.equal(
        'This text nests too many quotations or lists.',
      );
      expect(created()).to.have.length(0);
      expect(textareaOf(composerOf(root)).value).to.equal(text);
    });
  }

  it('grows with its text', async () => {
    const { root } = await mountSubscriber();
    const field = textareaOf(composerOf(root));
    await write(composerOf(root), 'a');
    const before = field.getBoundingClientRect().height;
    await write(composerOf(root), 'a\n'.repeat(10));
    expect(field.getBoundingClientRect().height).to.be.above(before + 80);
    expect(field.scrollHeight).to.be.at.most(Math.ceil(field.getBoundingClientRect().height));
  });

  it('lets no string become HTML on the way', async () => {
    const { root } = await mountSubscriber();
    const descriptor = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML')!;
    const written: string[] = [];
    Object.defineProperty(Element.prototype, 'innerHTML', {
      ...descriptor,
      set(this: Element, value: string) {
        // Lit's own templates are no readers' strings.
        if (!(this instanceof HTMLTemplateElement)) written.push(value);
        descriptor.set!.call(this, value);
      },
    });
    try {
      const text = '[a &copy; b](https://example.org/?a=1&copy;=2&amp;b) &eacute; <b>';
      await writeAndSend(composerOf(root), text);
      await emptied(composerOf(root));
    } finally {
      Object.defineProperty(Element.prototype, 'innerHTML', descriptor);
    }
    expect(written).to.deep.equal([]);
  });
});
