import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { expectAccessible } from '../../support/axe.js';
import { comments, viewers } from '../../support/thread-builders.js';
import {
  composerOf,
  focused,
  mountReady,
  part,
  parts,
  settled,
  textareaOf,
  until,
  type MountOptions,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, pressOn, pressWith } from '../support/keyboard.js';
import { write } from '../support/writing.js';

async function mountOpen(text = '', options: MountOptions = {}) {
  const mounted = await mountReady({
    viewer: viewers.subscriber(),
    comments: comments(1),
    ...options,
  });
  const composer = composerOf(mounted.root);
  await write(composer, text);
  return { ...mounted, composer, field: textareaOf(composer), root: composer.shadowRoot! };
}

const tools = (root: ShadowRoot) => parts<HTMLButtonElement>(root, 'tool-button');
const isNamed = (name: string) => (button: Element) => button.getAttribute('aria-label') === name;

describe('palabre-composer: formatting', () => {
  watchHostPage();

  it('is accessible, open and closed', async () => {
    const { thread } = await mountOpen('Text');
    await expectAccessible(thread);
    const closed = await mountReady({ viewer: viewers.subscriber(), comments: comments(1) });
    await expectAccessible(closed.thread);
  });

  it('formats what is selected, and takes it away again', async () => {
    const { root, field } = await mountOpen('one two');
    field.setSelectionRange(4, 7);
    const [bold] = tools(root).filter(isNamed('Bold'));
    bold!.click();
    await until(() => field.value === 'one **two**', 'the stars');
    expect(focused()).to.equal(field);
    expect(field.value.slice(field.selectionStart, field.selectionEnd)).to.equal('two');
    bold!.click();
    await until(() => field.value === 'one two', 'the stars to go');
  });

  it('can be undone', async () => {
    const { root, field } = await mountOpen('one two');
    field.setSelectionRange(4, 7);
    tools(root).find(isNamed('Italic'))!.click();
    await until(() => field.value === 'one *two*', 'the stars');
    document.execCommand('undo');
    await until(() => field.value === 'one two', 'the text as it was');
  });

  it('has a button for each, named in two languages, with its keys', async () => {
    const { thread, root, composer } = await mountOpen('Text');
    const names = () => tools(root).map((button) => button.getAttribute('aria-label'));
    expect(names()).to.deep.equal(['Bold', 'Italic', 'Quotation', 'List', 'Link']);
    const keys = tools(root).map((button) => button.getAttribute('aria-keyshortcuts'));
    expect(keys[0]).to.match(/^(Control|Meta)\+B$/);
    expect(keys[2]).to.match(/\+Shift\+\.$/);
    thread.lang = 'fr';
    await until(() => names()[0] === 'Gras', 'French');
    await composer.updateComplete;
    expect(tools(root)[3]!.title).to.match(/^Liste \((Ctrl\+Maj\+|⇧⌘)8\)$/);
  });

  for (const [key, name, expected] of [
    ['b', 'strong', '**Text**'],
    ['i', 'emphasis', '*Text*'],
    ['k', 'link', '[Text](https://)'],
  ] as const) {
    it(`has a key for ${name}`, async () => {
      const { field } = await mountOpen('Text');
      field.select();
      await pressWith(/Mac|iP/.test(navigator.platform) ? 'Meta' : 'Control', key);
      await until(() => field.value === expected, expected);
    });
  }

  for (const [code, key, expected] of [
    ['Period', '>', '> Text'],
    ['Digit8', '*', '- Text'],
  ] as const) {
    it(`has Shift and ${code} for lines, whatever character that is`, async () => {
      const { field } = await mountOpen('Text');
      field.select();
      const held = /Mac|iP/.test(navigator.platform) ? { metaKey: true } : { ctrlKey: true };
      const event = new KeyboardEvent('keydown', {
        ...held,
        ...{ code, key, shiftKey: true, bubbles: true, cancelable: true },
      });
      field.dispatchEvent(event);
      expect(event.defaultPrevented).to.equal(true);
      await until(() => field.value === expected, expected);
    });
  }

  it('leaves other keys to the browser and the page', async () => {
    const { field } = await mountOpen('Text');
    for (const more of [
      { key: 'b' },
      { key: 'b', ctrlKey: true, altKey: true },
      { key: 'a', ctrlKey: true },
      { key: 'b', ctrlKey: true, isComposing: true },
      { key: 'b', ctrlKey: true, keyCode: 229 },
    ]) {
      const event = new KeyboardEvent('keydown', { ...more, bubbles: true, cancelable: true });
      field.dispatchEvent(event);
      expect(event.defaultPrevented, JSON.stringify(more)).to.equal(false);
    }
  });

  it('is one stop of Tab, in which arrows lead on', async () => {
    const { root } = await mountOpen('Text');
    const [bold, italic, , , link] = tools(root);
    await press('Tab');
    expect(focused()).to.equal(bold);
    await press('ArrowRight');
    expect(focused()).to.equal(italic);
    await press('ArrowLeft');
    await press('ArrowLeft');
    expect(focused()).to.equal(link);
    await press('Home');
    await press('End');
    expect(focused()).to.equal(link);
    await press('Tab');
    expect(focused()).to.equal(part(root, 'preview-button'));
    expect(tools(root).filter(({ tabIndex }) => tabIndex === 0)).to.deep.equal([link]);
  });

  it('leads the other way where one reads the other way', async () => {
    const { root } = await mountOpen('Text', { attributes: { dir: 'rtl' } });
    tools(root)[0]!.focus();
    await press('ArrowLeft');
    expect(focused()).to.equal(tools(root)[1]);
  });

  it('is pressed by the keyboard, and goes on in the field', async () => {
    const { root, field } = await mountOpen('Text');
    field.select();
    await pressOn(tools(root)[2]!, ' ');
    await until(() => field.value === '> Text', 'the quotation');
    expect(focused()).to.equal(field);
  });
});

describe('palabre-composer: preview', () => {
  watchHostPage();

  const body = (root: ShadowRoot): HTMLElement => part(part(root, 'preview'), 'body');
  async function mountPreview(text: string) {
    const mounted = await mountOpen(text);
    await pressOn(part(mounted.root, 'preview-button'));
    const shown = "[part='preview'] :is([part='body'] *, .aside)";
    await until(() => mounted.root.querySelector(shown)?.textContent, 'the preview');
    return mounted;
  }

  it('is accessible', async () => {
    const { thread, root } = await mountPreview('**One**\n\n> two\n\n- three');
    await until(() => body(root).querySelector('li'), 'the text');
    await settled(thread);
    await expectAccessible(thread);
  });

  it('shows what the comment will look like, and what is typed', async () => {
    const { root, field } = await mountPreview('A **bold** word, and <b>no</b> HTML');
    await until(() => body(root).querySelector('strong'), 'the text');
    expect(body(root).innerText.trim()).to.equal('A bold word, and <b>no</b> HTML');
    const style = getComputedStyle(body(root));
    expect(style.maxInlineSize).not.to.equal('none');
    field.focus();
    field.setSelectionRange(99, 99);
    await sendKeys({ type: '!' });
    await until(() => body(root).innerText.trim().endsWith('HTML!'), 'what was typed');
  });

  it('is switched by a button that says so', async () => {
    const { root } = await mountPreview('Text');
    const button = part(root, 'preview-button');
    expect(button.getAttribute('aria-pressed')).to.equal('true');
    await pressOn(button);
    await until(() => !parts(root, 'preview')[0], 'the preview to go');
    expect(button.getAttribute('aria-pressed')).to.equal('false');
    expect(focused()).to.equal(button);
  });

  for (const [what, text, said] of [
    ['is empty', ' ', 'Nothing to see yet.'],
    ['is too long', 'a'.repeat(10_001), 'This text is longer than 10,000 characters.'],
    ['is nested too deep', '> '.repeat(20), 'This text nests too many quotations or lists.'],
  ] as const) {
    it(`says when the text ${what}`, async () => {
      const { root } = await mountPreview(text);
      await until(() => part(root, 'preview').textContent.includes(said), said);
    });
  }
});

describe('palabre-composer: a visitor', () => {
  watchHostPage();

  async function mountVisitor() {
    const composer = document.createElement('palabre-composer');
    composer.slot = 'prompt-login';
    const mounted = await mountReady({
      comments: comments(1),
      attributes: { 'login-url': '/login' },
      children: [composer],
    });
    await composer.updateComplete;
    return { ...mounted, composer };
  }

  it('is accessible while they write, and when they send', async () => {
    const { thread, composer, memory } = await mountVisitor();
    await write(composer, 'Before signing in');
    await expectAccessible(thread);
    part(composer.shadowRoot!, 'send-button').click();
    await until(() => composer.shadowRoot!.querySelector('palabre-login-prompt'), 'the prompt');
    await settled(thread);
    await expectAccessible(thread);
    expect(part(composer.shadowRoot!, 'error').textContent).to.equal(
      'Sign in first: your text is kept.',
    );
    expect(textareaOf(composer).value).to.equal('Before signing in');
    expect(memory.callsOf('createComment')).to.have.length(0);
  });

  it('finds the text again after a login on another page', async () => {
    const { thread, composer, memory } = await mountVisitor();
    await write(composer, 'Before signing in');
    thread.parentElement!.remove();
    memory.viewer = viewers.subscriber();
    const { root } = await mountReady({ memory });
    expect(textareaOf(composerOf(root)).value).to.equal('Before signing in');
  });

  it('goes on with the text after a login on this page, and no error is left', async () => {
    const { thread, composer, memory } = await mountVisitor();
    await write(composer, 'Before signing in');
    part(composer.shadowRoot!, 'send-button').click();
    await until(() => composer.shadowRoot!.querySelector('palabre-login-prompt'), 'the prompt');
    memory.viewer = viewers.subscriber();
    thread.token = 'token';
    await until(() => !composer.shadowRoot!.querySelector('palabre-login-prompt'), 'it to go');
    expect(textareaOf(composer).value).to.equal('Before signing in');
  });
});
