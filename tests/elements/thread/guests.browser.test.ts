import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comments, viewers } from '../../support/thread-builders.js';
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
import { watchHostPage } from '../support/host-page.js';
import { press, pressOn, type } from '../support/keyboard.js';

const LINKS = { 'login-url': 'https://n.example/login', 'subscribe-url': 'https://n.example/sub' };

interface Prompted extends Mounted {
  prompt: ShadowRoot;
}

async function prompted(options: MountOptions = {}): Promise<Prompted> {
  const viewer = viewers.nameless();
  const mounted = await mountReady({ viewer, comments: comments(2), ...options });
  return { ...mounted, prompt: promptIn(mounted.root) };
}

function promptIn(from: ParentNode): ShadowRoot {
  return from.querySelector('palabre-login-prompt')!.shadowRoot!;
}

function fieldIn(prompt: ParentNode): HTMLInputElement {
  return part<HTMLInputElement>(prompt, 'name-field');
}

/** Types a name as a reader does, and sends it with Enter. */
async function give(prompt: ParentNode, name: string): Promise<void> {
  fieldIn(prompt).focus();
  if (name) await type(name);
  await press('Enter');
}

async function named(options: MountOptions = {}): Promise<Mounted> {
  const { prompt, ...mounted } = await prompted(options);
  await give(prompt, 'Ana');
  await until(() => parts(mounted.root, 'composer')[0], 'the composer');
  await settled(mounted.thread);
  return mounted;
}

describe('palabre-thread: guests, where a name is enough', () => {
  watchHostPage();

  for (const lang of ['en', 'fr']) {
    it(`is accessible, in ${lang}, before and after, and with an error`, async () => {
      const { thread, root, prompt } = await prompted({ attributes: { ...LINKS, lang } });
      await expectAccessible(thread);
      await give(prompt, '');
      await until(() => textOf(part(prompt, 'name-error')), 'the error');
      await expectAccessible(thread);
      await give(prompt, 'Ana');
      await until(() => parts(root, 'composer')[0], 'the composer');
      await settled(thread);
      await expectAccessible(thread);
    });
  }

  it('asks a visitor for a name, and offers those with an account to sign in', async () => {
    const { prompt } = await prompted({ attributes: LINKS });
    expect(fieldIn(prompt).labels![0]!.textContent).to.equal('Your name, to comment');
    expect(textOf(part(prompt, 'aside'))).to.equal('Have an account? Sign in');
    expect(part<HTMLAnchorElement>(prompt, 'login-button').href).to.equal(LINKS['login-url']);
  });

  it('asks it in French, and of nobody to sign in where that is nowhere', async () => {
    const { prompt } = await prompted({ attributes: { lang: 'fr' } });
    expect(textOf(part(prompt, 'message'))).to.equal('Votre nom, pour commenter');
    expect(parts(prompt, 'aside')).to.have.length(0);
  });

  it('lets the page say it in its own words', async () => {
    const own = document.createElement('p');
    own.slot = 'prompt-name';
    own.textContent = 'Tell us your name on the front page.';
    const { root } = await mountReady({ viewer: viewers.nameless(), children: [own] });
    const slot = root.querySelector<HTMLSlotElement>("slot[name='prompt-name']")!;
    expect(slot.assignedElements()).to.deep.equal([own]);
    expect(own.checkVisibility()).to.equal(true);
  });

  it('asks to sign in where the backend makes no guests', async () => {
    const memory = new MemoryBackend({ viewer: viewers.nameless(), without: ['createGuest'] });
    const { root } = await mountReady({ memory, attributes: LINKS });
    expect(textOf(promptIn(root))).to.contain('Already a subscriber?');
  });

  it('lets write under the name, with the keyboard alone, and says so', async () => {
    const { thread, root, memory } = await named();
    expect(memory.callsOf('createGuest').map(({ args }) => args[0])).to.deep.equal(['Ana']);
    await until(() => focused() === textareaOf(composerOf(root)), 'the focus in the field');
    expect(spoken(root, 'status')).to.contain('You can now comment as Ana.');
    expect(textOf(part(composerOf(root).shadowRoot!, 'guest-line'))).to.match(
      /^You comment as Ana\./,
    );
    await type('Hello');
    await pressOn(part(composerOf(root).shadowRoot!, 'send-button'));
    await until(() => memory.callsOf('createComment')[0], 'the comment');
    await settled(thread);
    expect(memory.callsOf('createComment')[0]!.token).to.equal('guest 1');
    const written = [...memory.records.values()].at(-1)!;
    expect(written.tombstone === null && written.author.name).to.equal('Ana');
    const element = commentElement(root, written.id);
    expect(textOf(part(element, 'author'))).to.equal('Ana');
    expect(textOf(part(element, 'badge'))).to.equal('Guest');
  });

  it('goes on with the reply that the reader was about to write', async () => {
    const { root, thread } = await prompted();
    await pressOn(partOf(root, 1, 'reply-button'));
    const below = () => commentElement(root, 1).querySelector('palabre-login-prompt');
    await until(() => below()?.shadowRoot?.activeElement === fieldOf(below()), 'the focus');
    await give(below()!.shadowRoot!, 'Ana');
    await until(() => focused() === replyField(root), 'the focus in the reply');
    await settled(thread);
    expect(below()).to.equal(null);
    expect(textOf(part(composerOf(root, 1).shadowRoot!, 'label'))).to.contain('Reader 1');
  });

  it('still asks to sign in for a vote', async () => {
    const { root } = await named({ attributes: LINKS });
    await pressOn(partOf(root, 1, 'vote-button'));
    const below = () => commentElement(root, 1).querySelector('palabre-login-prompt');
    await until(() => below()?.shadowRoot?.querySelector('[part]'), 'the prompt');
    expect(textOf(below()!.shadowRoot)).to.contain('Sign in');
    expect(parts(below()!.shadowRoot!, 'name-field')).to.have.length(0);
  });

  const problems: [name: string, code: 'conflict' | 'network' | null, says: RegExp][] = [
    ['', null, /^Enter a name\.$/],
    ['\u3164', null, /^Enter a name\.$/],
    ['x'.repeat(81), null, /^This name is longer than 80 characters\.$/],
    ['Zoé', 'conflict', /^Somebody with an account comments under this name/],
    ['Zoé', 'network', /^The comments server cannot be reached/],
  ];
  for (const [name, code, says] of problems) {
    it(`says by the field what is wrong: ${code ?? `"${name.slice(0, 5)}"`}`, async () => {
      const { prompt, memory, root } = await prompted();
      if (code) memory.failNext('createGuest', code);
      fieldIn(prompt).value = name;
      await give(prompt, '');
      await until(() => textOf(part(prompt, 'name-error')), 'the error');
      expect(textOf(part(prompt, 'name-error'))).to.match(says);
      expect(fieldIn(prompt).getAttribute('aria-invalid')).to.equal(String(code !== 'network'));
      expect(fieldIn(prompt).getAttribute('aria-describedby')).to.contain('error');
      expect([fieldIn(prompt).value, focused()]).to.deep.equal([name, fieldIn(prompt)]);
      expect(memory.callsOf('createGuest')).to.have.length(code ? 1 : 0);
      await type('a');
      await until(() => !textOf(part(prompt, 'name-error')), 'the error to go');
      expect(root.querySelector('palabre-composer')).to.equal(null);
    });
  }

  it('sends a name once, however often it is pressed', async () => {
    const { prompt, memory, root } = await prompted();
    const gate = memory.hold('createGuest');
    await give(prompt, 'Ana');
    await until(() => gate.waiting, 'the call');
    await pressOn(part(prompt, 'name-button'));
    gate.release();
    await until(() => parts(root, 'composer')[0], 'the composer');
    expect(memory.callsOf('createGuest')).to.have.length(1);
  });

  it('leaves the name to a page that prevents the request', async () => {
    const { thread, prompt, memory } = await prompted();
    const asked: (string | null)[] = [];
    thread.addEventListener('palabre-guest-request', (event) => {
      event.preventDefault();
      asked.push(event.detail.name);
    });
    await give(prompt, '  Ana ');
    await settled(thread);
    expect(asked).to.deep.equal(['Ana']);
    expect(memory.callsOf('createGuest')).to.have.length(0);
  });

  it('forgets the name when asked to, and keeps what is written', async () => {
    const { thread, root, memory } = await named();
    const composer = composerOf(root);
    await type('A draft');
    await pressOn(part(composer.shadowRoot!, 'forget-button'));
    await until(() => root.querySelector('palabre-login-prompt'), 'the prompt');
    await until(() => focused() === fieldIn(promptIn(root)), 'the focus in the name’s field');
    expect(memory.callsOf('loadViewer').at(-1)!.token).to.equal(null);
    expect(spoken(root, 'status')).to.contain('Your name is forgotten in this browser.');
    await give(promptIn(root), 'Bo');
    await until(() => focused() === textareaOf(composer), 'the focus in the draft');
    await settled(thread);
    expect(textareaOf(composer).value).to.equal('A draft');
    expect(textOf(part(composer.shadowRoot!, 'guest-name'))).to.equal('Bo');
  });

  it('asks for a name in the reply that has lost its own, and keeps its text', async () => {
    const { thread, root, memory } = await named();
    await pressOn(partOf(root, 1, 'reply-button'));
    await until(() => focused() === replyField(root), 'the reply');
    await type('A reply');
    const reply = composerOf(root, 1).shadowRoot!;
    await pressOn(part(reply, 'forget-button'));
    await until(() => !parts(reply, 'forget-button')[0], 'the name to go');
    await until(() => focused() === replyField(root), 'the focus in the reply');
    await pressOn(part(reply, 'send-button'));
    await until(() => reply.querySelector('palabre-login-prompt')?.shadowRoot, 'the prompt');
    await settled(thread);
    await until(() => parts(promptIn(reply), 'name-field')[0], 'the field');
    await give(promptIn(reply), 'Bo');
    await until(() => !reply.querySelector('palabre-login-prompt'), 'the prompt to go');
    await until(() => focused() === replyField(root), 'the focus in the reply again');
    expect(replyField(root)!.value).to.equal('A reply');
    expect(memory.callsOf('createComment')).to.have.length(0);
    await pressOn(part(reply, 'send-button'));
    await until(() => memory.callsOf('createComment')[0], 'the comment');
    expect(memory.callsOf('createComment')[0]!.token).to.equal('guest 2');
  });

  it('knows the reader of the newspaper before any guest', async () => {
    const { thread, root, memory } = await named();
    memory.viewer = viewers.subscriber();
    thread.token = 'token';
    await until(
      () => !parts(composerOf(root).shadowRoot!, 'guest-line')[0],
      'the guest to go for the reader',
    );
    expect(memory.callsOf('loadViewer').at(-1)!.token).to.equal('token');
    thread.token = null;
    await until(() => parts(composerOf(root).shadowRoot!, 'guest-line')[0], 'the guest to be back');
  });

  it('does not call back a reader who has gone on', async () => {
    const elsewhere = document.createElement('button');
    elsewhere.textContent = 'Elsewhere';
    document.body.append(elsewhere);
    const { prompt, memory, root, thread } = await prompted();
    const gate = memory.hold('createGuest');
    await give(prompt, 'Ana');
    await until(() => gate.waiting, 'the call');
    elsewhere.focus();
    gate.release();
    await until(() => parts(root, 'composer')[0], 'the composer');
    await settled(thread);
    expect(focused()).to.equal(elsewhere);
    elsewhere.remove();
  });

  it('keeps its height where the window is narrow, and lets nothing stick out', async () => {
    const { thread, root, prompt } = await prompted({ attributes: { ...LINKS, lang: 'fr' } });
    thread.style.cssText = 'display: block; inline-size: 280px';
    await settled(thread);
    const box = part(root, 'prompt').getBoundingClientRect();
    for (const name of ['name-field', 'name-button', 'message', 'aside']) {
      const { left, right } = part(prompt, name).getBoundingClientRect();
      expect(left >= box.left && right <= box.right, name).to.equal(true);
    }
  });
});

/** The field of a prompt, once it is there. */
function fieldOf(prompt: Element | null | undefined): HTMLInputElement | null {
  return prompt?.shadowRoot?.querySelector('input') ?? null;
}

/** The field of the reply to the first comment, once it is there. */
function replyField(root: ShadowRoot): HTMLTextAreaElement | null {
  const composer = commentElement(root, 1).querySelector('palabre-composer');
  return composer?.shadowRoot?.querySelector('textarea') ?? null;
}
