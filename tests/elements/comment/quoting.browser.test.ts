import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { comment, comments, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  composerOf,
  findPartOf,
  focused,
  mountReady,
  part,
  partOf,
  parts,
  settled,
  textareaOf,
  until,
  type MountOptions,
} from '../../support/thread-fixture.js';
import { parseSource } from '../../../src/markup/parse.js';
import { watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';
import { write } from '../support/writing.js';

const TEXT = 'One *two* three.\n\nFour five.';

async function mountText(options: MountOptions = {}) {
  return mountReady({
    viewer: viewers.subscriber(),
    comments: [comment(1, { body: parseSource(TEXT) }), ...comments(1, 2)],
    ...options,
  });
}

/** Selects from one place in a text to another, as a reader does with the pointer. */
function select(from: Node, start: number, to: Node, end: number): void {
  from.parentNode!.dispatchEvent(new Event('selectstart', { bubbles: true }));
  document.getSelection()!.setBaseAndExtent(from, start, to, end);
}

function textsOf(root: ShadowRoot, n: number): Text[] {
  const walker = document.createTreeWalker(partOf(root, n, 'body'), NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as Text);
  return found.filter(({ data }) => data.trim());
}

async function offered(root: ShadowRoot, n = 1): Promise<HTMLElement> {
  await until(() => findPartOf(root, n, 'quote-button'), 'the button');
  return partOf(root, n, 'quote-button');
}

describe('palabre-comment: quoting', () => {
  watchHostPage();
  afterEach(() => document.getSelection()?.removeAllRanges());

  it('is accessible while a passage is selected', async () => {
    const { thread, root } = await mountText();
    const [one] = textsOf(root, 1);
    select(one!, 0, one!, 3);
    await offered(root);
    await expectAccessible(thread);
  });

  it('begins a reply with the passage as a quotation, with its form', async () => {
    const { root } = await mountText();
    const texts = textsOf(root, 1);
    select(texts[0]!, 0, texts.at(-1)!, 4);
    (await offered(root)).click();
    await until(() => commentElement(root, 1).isAnswered, 'the reply');
    await until(() => textareaOf(composerOf(root, 1)).value, 'the quotation');
    const field = textareaOf(composerOf(root, 1));
    expect(field.value).to.equal('> One *two* three.\n>\n> Four\n\n');
    expect(focused()).to.equal(field);
    expect(field.selectionStart).to.equal(field.value.length);
    expect(parts(root, 'quote-button')).to.have.length(0);
  });

  it('adds it to the reply that is begun', async () => {
    const { thread, root } = await mountText();
    await pressOn(partOf(root, 1, 'reply-button'));
    await until(() => commentElement(root, 1).isAnswered, 'the reply');
    await settled(thread);
    await write(composerOf(root, 1), 'I say:\n');
    const [one] = textsOf(root, 1);
    select(one!, 0, one!, 3);
    (await offered(root)).click();
    const field = textareaOf(composerOf(root, 1));
    await until(() => field.value.includes('>'), 'the quotation');
    expect(field.value).to.equal('I say:\n\n> One\n\n');
  });

  it('is reached and pressed by the keyboard', async () => {
    const { root } = await mountText();
    const [one] = textsOf(root, 1);
    select(one!, 0, one!, 3);
    const button = await offered(root);
    expect(button.previousElementSibling).to.equal(partOf(root, 1, 'reply-button'));
    expect(button.tabIndex).to.equal(0);
    await pressOn(button);
    await until(() => commentElement(root, 1).isAnswered, 'the reply');
    const field = () => textareaOf(composerOf(root, 1));
    await until(() => focused() === field(), 'the focus in the reply');
    await until(() => field().value === '> One\n\n', 'the quotation');
  });

  it('goes away with the selection', async () => {
    const { root } = await mountText();
    const [one] = textsOf(root, 1);
    select(one!, 0, one!, 3);
    await offered(root);
    document.getSelection()!.removeAllRanges();
    await until(() => !findPartOf(root, 1, 'quote-button'), 'the button to go');
  });

  it('goes with the selection to another comment, and is offered for no more than one', async () => {
    const { root } = await mountText();
    const [one] = textsOf(root, 1);
    const [other] = textsOf(root, 2);
    select(one!, 0, one!, 3);
    await offered(root, 1);
    select(other!, 0, other!, 4);
    await offered(root, 2);
    expect(parts(root, 'quote-button')).to.have.length(1);
    document.getSelection()!.setBaseAndExtent(other!, 0, one!, 3);
    await until(() => parts(root, 'quote-button').length === 0, 'the button to go');
  });

  it('is not offered where nobody can reply', async () => {
    const { root } = await mountText({ without: ['createComment'] });
    const [one] = textsOf(root, 1);
    select(one!, 0, one!, 3);
    await new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve)));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(parts(root, 'quote-button')).to.have.length(0);
  });

  it('leads a visitor to what they lack', async () => {
    const { root } = await mountText({ viewer: viewers.visitor() });
    const [one] = textsOf(root, 1);
    select(one!, 0, one!, 3);
    (await offered(root)).click();
    const prompt = () => commentElement(root, 1).querySelector('palabre-login-prompt');
    await until(() => prompt()?.shadowRoot?.activeElement, 'the prompt');
    expect(part(prompt()!.shadowRoot!, 'message')).to.not.equal(null);
  });
});
