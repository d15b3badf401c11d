import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comments, viewers } from '../../support/thread-builders.js';
import {
  composerOf,
  mountReady,
  part,
  parts,
  settled,
  textareaOf,
  textOf,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { pressEnterWith, type } from '../support/keyboard.js';
import { emptied, write, writeAndSend } from '../support/writing.js';

async function mountOpen(text = '') {
  const memory = new MemoryBackend({ comments: comments(1), viewer: viewers.subscriber() });
  const mounted = await mountReady({ memory });
  const composer = composerOf(mounted.root);
  await write(composer, text);
  return { ...mounted, composer, field: textareaOf(composer) };
}

describe('palabre-composer: typing', () => {
  watchHostPage();

  it('is accessible with text in another direction', async () => {
    const { thread } = await mountOpen('שלום, עולם 👩‍👩‍👧‍👦');
    await expectAccessible(thread);
  });

  it('tells a keyboard on the screen, a speller and a translator what it is', async () => {
    const { field } = await mountOpen();
    expect(field.dir).to.equal('auto');
    expect(field.spellcheck).to.equal(true);
    expect(field.getAttribute('autocapitalize')).to.equal('sentences');
    expect(field.getAttribute('enterkeyhint')).to.equal('enter');
    expect(field.translate, 'its placeholder may be translated').to.equal(true);
  });

  const composing: [what: string, more: KeyboardEventInit][] = [
    ['while an input method composes', { isComposing: true }],
    ['as Safari says that one does', { keyCode: 229 }],
  ];
  for (const [what, more] of composing) {
    it(`does not send by Enter ${what}`, async () => {
      const { field, memory, composer } = await mountOpen('日本');
      for (const held of [{}, { ctrlKey: true }, { metaKey: true }]) {
        const init = { key: 'Enter', bubbles: true, cancelable: true, ...held, ...more };
        const event = new KeyboardEvent('keydown', init);
        field.dispatchEvent(event);
        expect(event.defaultPrevented, JSON.stringify(held)).to.equal(false);
      }
      await composer.updateComplete;
      expect(memory.callsOf('createComment')).to.have.length(0);
      await pressEnterWith('Control');
      await emptied(composer);
    });
  }

  it('begins a line by Enter alone', async () => {
    const { field, memory } = await mountOpen();
    await type('one');
    field.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }),
    );
    expect(memory.callsOf('createComment')).to.have.length(0);
    expect(field.value).to.equal('one');
  });

  it('sends emoji and every direction of writing as they are', async () => {
    const text = 'مرحبا 👋🏽 שלום — « voilà » 👩‍👩‍👧‍👦';
    const { thread, root, composer } = await mountOpen();
    await writeAndSend(composer, text);
    await emptied(composer);
    await settled(thread);
    await until(() => parts(root, 'body').map(textOf).includes(text), 'the comment');
    expect(getComputedStyle(part(root, 'body').querySelector('p')!).direction).to.equal('rtl');
  });
});
