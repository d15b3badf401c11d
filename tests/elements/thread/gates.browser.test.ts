import { expect } from '@open-wc/testing';
import type { Viewer } from '../../../src/model/viewer.js';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comments, viewers } from '../../support/thread-builders.js';
import {
  focused,
  mountReady,
  part,
  partOf,
  parts,
  settled,
  textOf,
  until,
  type MountOptions,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';

const LINKS = { 'login-url': 'https://n.example/login', 'subscribe-url': 'https://n.example/sub' };

async function gatedFor(viewer: Viewer, options: MountOptions = {}) {
  const mounted = await mountReady({ viewer, comments: comments(2), ...options });
  const [prompt] = mounted.root.querySelectorAll('palabre-login-prompt');
  return { ...mounted, prompt: prompt?.shadowRoot ?? null };
}

/** The prompt that answers a press within the first comment. */
async function promptAfter(root: ShadowRoot, name: string): Promise<HTMLElement> {
  await pressOn(partOf(root, 1, name));
  const find = () => root.querySelector<HTMLElement>('palabre-comment palabre-login-prompt');
  await until(() => find()?.shadowRoot?.querySelector('[part]'), 'the prompt');
  return find()!;
}

describe('palabre-thread: readers who may not write', () => {
  watchHostPage();

  it('is accessible with a prompt in the middle', async () => {
    const { thread, root } = await gatedFor(viewers.visitor(), { attributes: LINKS });
    await promptAfter(root, 'reply-button');
    await expectAccessible(thread);
  });

  it('asks a visitor to subscribe, or to sign in', async () => {
    const { root, prompt } = await gatedFor(viewers.visitor(), { attributes: LINKS });
    expect(textOf(prompt)).to.equal(
      'Subscribe to be able to comment! Already a subscriber? Sign in',
    );
    const links = ['subscribe-button', 'login-button'].map((name) => part(prompt!, name));
    expect(links.map((link) => link.getAttribute('href'))).to.deep.equal([
      'https://n.example/sub',
      'https://n.example/login',
    ]);
    expect(root.querySelector('palabre-composer')).to.equal(null);
  });

  it('asks it in French as the model does', async () => {
    const { prompt } = await gatedFor(viewers.visitor(), {
      attributes: { ...LINKS, lang: 'fr' },
    });
    expect(textOf(prompt).replaceAll('\u202f', ' ')).to.equal(
      'Abonnez-vous pour pouvoir commenter ! Déjà abonné·e ? Connectez-vous',
    );
  });

  it('asks only to sign in where nothing is sold', async () => {
    const { prompt } = await gatedFor(viewers.visitor(), {
      attributes: { 'login-url': 'https://n.example/login' },
    });
    expect(textOf(prompt)).to.equal('Sign in to comment. Sign in');
  });

  it('asks a registered reader only to subscribe', async () => {
    const { prompt } = await gatedFor(viewers.registered(), { attributes: LINKS });
    expect(textOf(prompt)).to.equal('Subscribe to be able to comment!');
    expect(parts(prompt!, 'login-button')).to.have.length(0);
  });

  it('fills the page’s address in where the addresses ask for it', async () => {
    const { prompt } = await gatedFor(viewers.visitor(), {
      attributes: { 'login-url': 'https://n.example/login?to={url}' },
    });
    const to = new URL(part<HTMLAnchorElement>(prompt!, 'login-button').href).searchParams;
    expect(to.get('to')).to.equal(location.href);
  });

  it('tells a suspended reader so, and until when', async () => {
    const forGood = await gatedFor(viewers.suspended());
    expect(textOf(forGood.prompt)).to.match(/^Your account cannot comment any more\.?$/);
    const { prompt } = await gatedFor(viewers.suspended('2031-05-06T10:00:00.000Z'));
    expect(textOf(prompt)).to.match(
      /^Your account cannot comment any more, until .*May.* 2031.*\.$/,
    );
  });

  it('tells who must wait so, and until when', async () => {
    const { prompt } = await gatedFor(viewers.waiting('2031-05-06T10:00:00.000Z'));
    expect(textOf(prompt)).to.match(/^You have written a lot: take a breath, until .*2031.*\.$/);
  });

  it('lets them write once the time is over', async () => {
    const until_ = new Date(Date.now() + 1_200).toISOString();
    const { root, memory } = await gatedFor(viewers.waiting(until_));
    expect(parts(root, 'composer')).to.have.length(0);
    memory.viewer = viewers.subscriber();
    await until(() => parts(root, 'composer').length === 1, 'the composer');
  });

  it('tells everybody that a thread is closed, and offers neither reply nor vote', async () => {
    const { root, prompt } = await gatedFor(viewers.closed(), { closed: true });
    expect(textOf(prompt)).to.equal('Comments are closed.');
    expect(parts(root, 'reply-button')).to.have.length(0);
    expect(parts(root, 'vote-button')).to.have.length(0);
  });

  it('says of an archive that it is one, where the backend says that nobody may at all', async () => {
    const { root, prompt } = await gatedFor(viewers.unsupported());
    expect(textOf(prompt)).to.match(/^This discussion is an archive/);
    expect(root.querySelector('palabre-composer') === null).to.equal(true);
    expect(parts(root, 'reply-button')).to.have.length(0);
    expect(parts(root, 'vote-button')).to.have.length(0);
  });

  it('lets read, and nothing else, where the backend only loads', async () => {
    const memory = new MemoryBackend({
      comments: comments(2),
      without: ['loadViewer', 'createComment', 'editComment', 'voteComment'],
    });
    const { root } = await mountReady({ memory });
    expect(parts(root, 'comment')).to.have.length(2);
    expect(root.querySelector('palabre-login-prompt, palabre-composer')).to.equal(null);
    expect(parts(root, 'reply-button')).to.have.length(0);
    expect(parts(root, 'vote-button')).to.have.length(0);
    const header = part(root, 'header').getBoundingClientRect();
    const list = part(root, 'list').getBoundingClientRect();
    expect(list.top - header.bottom, 'blank space above the comments').to.be.below(40);
  });

  for (const name of ['vote-button', 'reply-button']) {
    it(`meets a visitor’s press on the ${name} with the prompt, and its focus`, async () => {
      const { root, memory } = await gatedFor(viewers.visitor(), { attributes: LINKS });
      const prompt = await promptAfter(root, name);
      await until(() => prompt.shadowRoot!.activeElement, 'the focus in the prompt');

      expect(textOf(prompt.shadowRoot)).to.contain('Already a subscriber?');
      expect(focused()!.closest('[part]')!.getAttribute('part')).to.match(/subscribe|login/);
      expect(memory.callsOf('voteComment')).to.have.length(0);
    });
  }

  it('asks the page itself where there are no addresses', async () => {
    const { thread, prompt } = await gatedFor(viewers.visitor());
    const asked: string[] = [];
    thread.addEventListener('palabre-login-request', ({ type }) => asked.push(type));
    thread.addEventListener('palabre-subscribe-request', ({ type }) => asked.push(type));
    await pressOn(part(prompt!, 'subscribe-button'));
    await pressOn(part(prompt!, 'login-button'));
    expect(asked).to.deep.equal(['palabre-subscribe-request', 'palabre-login-request']);
  });

  it('does not follow its link when the page prevents the request', async () => {
    const { thread, prompt } = await gatedFor(viewers.visitor(), { attributes: LINKS });
    let url = '';
    thread.addEventListener('palabre-login-request', (event) => {
      event.preventDefault();
      url = event.detail.url;
    });
    await pressOn(part(prompt!, 'login-button'));
    await settled(thread);
    // Had the link been followed, this page would be gone.
    expect(url).to.equal('https://n.example/login');
  });

  it('knows a reader again after refresh()', async () => {
    const { thread, root, memory } = await gatedFor(viewers.visitor());
    memory.viewer = viewers.subscriber();
    await thread.refresh();
    await settled(thread);
    expect(root.querySelector('palabre-composer')).not.to.equal(null);
    expect(root.querySelector('palabre-login-prompt')).to.equal(null);
  });
});
