import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { comment, comments, tombstone, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  composerOf,
  mountReady,
  part,
  partOf,
  parts,
  settled,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';

const MARK = 'rgb(1, 2, 3)';

function slotted(name: string, text: string): HTMLElement {
  const element = document.createElement('p');
  element.slot = name;
  element.textContent = text;
  return element;
}

const isSeen = (element: HTMLElement): boolean => element.getBoundingClientRect().height > 0;

describe('palabre-thread: the page’s own looks', () => {
  watchHostPage();
  let sheet: CSSStyleSheet;
  beforeEach(() => {
    sheet = new CSSStyleSheet();
    document.adoptedStyleSheets.push(sheet);
  });
  afterEach(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((it) => it !== sheet);
  });

  it('is accessible with slots that are filled', async () => {
    const { thread } = await mountReady({
      comments: comments(1),
      children: [slotted('prompt-login', 'Join us'), slotted('footer', 'Our rules')],
    });
    await expectAccessible(thread);
  });

  const names = [
    'thread header heading count sort prompt list item comment meta avatar author permalink time',
    'body actions vote-button vote-count reply-button replies tombstone badge picked more more-item',
  ]
    .join(' ')
    .split(' ');
  it('reaches every part from the page', async () => {
    sheet.replaceSync(
      names.map((name) => `palabre-thread::part(${name}) { outline-color: ${MARK} }`).join('\n'),
    );
    const author = { id: 'a', name: 'Ana', picture: null, badges: ['staff'] };
    const { root } = await mountReady({
      comments: [
        comment(1, { author, picked: true, votes: { up: 2, down: 0 } }),
        comment(2, { parent: 1 }),
        tombstone(3, 'author'),
        comment(4),
        comment(0),
      ],
      set: { pageSize: 3 },
    });
    for (const name of names) {
      expect(getComputedStyle(part(root, name)).outlineColor, name).to.equal(MARK);
    }
  });

  it('reaches the parts of the composer and of the prompt', async () => {
    const inner = ['form', 'label', 'textarea', 'hint', 'counter', 'send-button', 'error'];
    const asking = ['message', 'aside', 'subscribe-button', 'login-button'];
    sheet.replaceSync(
      [...inner, 'cancel-button', ...asking]
        .map((name) => `palabre-thread::part(${name}) { outline-color: ${MARK} }`)
        .join('\n'),
    );
    const { root } = await mountReady({ comments: comments(1), viewer: viewers.subscriber() });
    await pressOn(partOf(root, 1, 'reply-button'));
    await until(() => commentElement(root, 1).querySelector('palabre-composer'), 'the composer');
    for (const composer of [composerOf(root), composerOf(root, 1)]) {
      await composer.updateComplete;
      for (const name of inner) {
        const style = getComputedStyle(part(composer.shadowRoot!, name));
        expect(style.outlineColor, name).to.equal(MARK);
      }
    }
    const cancel = part(composerOf(root, 1).shadowRoot!, 'cancel-button');
    expect(getComputedStyle(cancel).outlineColor).to.equal(MARK);

    const visitor = await mountReady({ comments: comments(1) });
    const prompt = visitor.root.querySelector('palabre-login-prompt')!.shadowRoot!;
    for (const name of asking) {
      expect(getComputedStyle(part(prompt, name)).outlineColor, name).to.equal(MARK);
    }
  });

  it('takes the page’s colours, measures and font', async () => {
    sheet.replaceSync(`palabre-thread {
      --palabre-text: rgb(10, 20, 30);
      --palabre-font: monospace;
      --palabre-font-size: 19px;
      --palabre-accent: rgb(40, 50, 60);
    }`);
    const { thread, root } = await mountReady({ comments: comments(1) });
    const style = getComputedStyle(thread);
    expect([style.color, style.fontFamily, style.fontSize]).to.deep.equal([
      'rgb(10, 20, 30)',
      'monospace',
      '19px',
    ]);
    const prompt = root.querySelector('palabre-login-prompt')!.shadowRoot!;
    expect(getComputedStyle(part(prompt, 'subscribe-button')).backgroundColor).to.equal(
      'rgb(40, 50, 60)',
    );
  });

  it('shows the page’s own prompt instead of ours', async () => {
    const own = slotted('prompt-login', 'Join us');
    const other = slotted('prompt-subscribe', 'Upgrade');
    const { thread, root, memory } = await mountReady({
      comments: comments(1),
      children: [own, other],
    });
    expect(isSeen(own)).to.equal(true);
    expect(isSeen(other)).to.equal(false);
    expect(parts(root, 'prompt').filter(isSeen)).to.have.length(0);

    memory.viewer = viewers.registered();
    await thread.refresh();
    await settled(thread);
    expect([isSeen(own), isSeen(other)]).to.deep.equal([false, true]);

    memory.viewer = viewers.subscriber();
    await thread.refresh();
    await settled(thread);
    expect([isSeen(own), isSeen(other)]).to.deep.equal([false, false]);
  });

  it('keeps every slot in place whatever is shown', async () => {
    const { root } = await mountReady({ comments: comments(1), viewer: viewers.subscriber() });
    const found = [...root.querySelectorAll('slot')].map(({ name }) => name);
    const reasons = ['login', 'subscribe', 'suspended', 'wait', 'closed'];
    expect(found).to.include.members([
      'header',
      'composer',
      'empty',
      'footer',
      ...reasons.map((reason) => `prompt-${reason}`),
    ]);
  });

  it('fills the header, the footer, the empty state and the composer’s place', async () => {
    const filled = ['header', 'footer', 'empty', 'composer'].map((name) => slotted(name, name));
    const { root } = await mountReady({ viewer: viewers.subscriber(), children: filled });
    for (const element of filled) expect(isSeen(element), element.slot).to.equal(true);
    expect(parts(root, 'heading').filter(isSeen)).to.have.length(0);
    expect(parts(root, 'empty').filter(isSeen)).to.have.length(0);
  });

  it('leaves no name behind on the page', async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const builtIn = new Set(Object.keys(frame.contentWindow!));
    frame.remove();
    const ours = Object.keys(window).filter((name) => !builtIn.has(name) && /palabre/i.test(name));
    expect(ours).to.deep.equal([]);
    expect(document.head.querySelector('style, link[rel=stylesheet]')).to.equal(null);
  });
});
