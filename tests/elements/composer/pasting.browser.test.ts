import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { comments, viewers } from '../../support/thread-builders.js';
import { composerOf, mountReady, textareaOf, until } from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { counterOf, write } from '../support/writing.js';

async function mountOpen(text = '') {
  const mounted = await mountReady({ viewer: viewers.subscriber(), comments: comments(1) });
  const composer = composerOf(mounted.root);
  await write(composer, text);
  return { ...mounted, composer, field: textareaOf(composer) };
}

/** Pastes what a browser would give; answers whether the browser is left to do it. */
function pasteRich(field: HTMLTextAreaElement, html: string, plain = ''): boolean {
  const data: Record<string, string> = { 'text/html': html, 'text/plain': plain };
  const event = new Event('paste', { bubbles: true, cancelable: true, composed: true });
  Object.defineProperty(event, 'clipboardData', { value: { getData: (of: string) => data[of] } });
  return field.dispatchEvent(event);
}

describe('palabre-composer: pasting', () => {
  watchHostPage();

  it('is accessible after it', async () => {
    const { thread, field } = await mountOpen();
    pasteRich(field, '<blockquote>a</blockquote>');
    await until(() => field.value === '> a', 'the text');
    await expectAccessible(thread);
  });

  it('goes in the place of what is selected, and can be undone', async () => {
    const { field } = await mountOpen('one two three');
    field.setSelectionRange(4, 7);
    expect(pasteRich(field, 'a <b>b</b>', 'a b')).to.equal(false);
    await until(() => field.value === 'one a **b** three', 'the text');
    document.execCommand('undo');
    await until(() => field.value === 'one two three', 'the text as it was');
  });

  it('is the plain text where there is no form to keep', async () => {
    const { field } = await mountOpen();
    pasteRich(field, '<span>**as typed**</span>', '**as typed**');
    await until(() => field.value === '**as typed**', 'the text');
  });

  it('is the browser’s own matter where there is no document', async () => {
    const { field } = await mountOpen();
    expect(pasteRich(field, '', 'Text')).to.equal(true);
  });

  it('loses nothing of 50,000 characters, and says how many are too many', async () => {
    const { field, composer } = await mountOpen();
    const html = `<p>${'<b>Dix mots</b> qui sont à coller, * ou pas. '.repeat(8)}</p>`.repeat(170);
    pasteRich(field, html);
    await until(() => field.value.length > 50_000, 'the text');
    await composer.updateComplete;
    expect(counterOf(composer)).to.match(/^[\d,]+ characters too many$/);
    const words = field.value.match(/Dix mots/g);
    expect(words).to.have.length(8 * 170);
  });
});
