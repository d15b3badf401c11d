import { expect } from '@open-wc/testing';
import { memoryBackend, type MemoryBackend } from '../../../src/backend/adapters/memory.js';
import type { PalabreThread } from '../../../src/elements/thread/thread.js';
import { newId } from '../../../src/model/new-id.js';
import { expectAccessible } from '../../support/axe.js';
import { part, parts, ready, settled, textOf, until } from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, pressOn } from '../support/keyboard.js';

const THREAD = { key: 'k', url: 'https://n.example/a', title: 'A' };
const PEOPLE = {
  me: { name: 'Me', subscriber: true },
  her: { name: 'Her', subscriber: true },
  staff: { name: 'Staff', roles: ['admin', 'staff', 'moderator'] },
};

interface Live {
  thread: PalabreThread;
  root: ShadowRoot;
  backend: MemoryBackend;
  /** The ids of the comments that were there, newest first. */
  ids: string[];
}

/** A thread with some comments, below an article of so many pixels. */
async function mountLive(attributes: Record<string, string> = {}, above = 0): Promise<Live> {
  const comments = Array.from({ length: 12 }, (_, index) => ({
    author: 'Bob',
    text: `Message ${index}. ${'Much to read. '.repeat(20)}`,
    at: `2026-01-${10 + index}T10:00:00.000Z`,
  }));
  const backend = memoryBackend({ people: PEOPLE, threads: [{ ...THREAD, comments }] });
  const thread = document.createElement('palabre-thread');
  Object.assign(thread, { backend, thread: 'k', token: 'me', loading: 'eager' });
  for (const [name, value] of Object.entries({ lang: 'en', ...attributes })) {
    thread.setAttribute(name, value);
  }
  const article = document.createElement('div');
  article.style.blockSize = `${above}px`;
  document.body.append(article, thread);
  await ready({ thread });
  const root = thread.shadowRoot!;
  await until(() => parts(root, 'menu-button').length > 0, 'the thread to be read');
  const ids = [...thread.context!.discussion.store.list(null).ids];
  return { thread, root, backend, ids };
}

function write(backend: MemoryBackend, by: string, parent: string | null = null) {
  const sent = { id: newId(), thread: THREAD, parent, source: `By ${by}.` };
  return backend.createComment(sent, { token: by });
}

function textsOf(root: ShadowRoot, name: string): string[] {
  return parts(root, name).map((it) => textOf(it));
}

function articleOf(root: ShadowRoot, id: string): HTMLElement {
  return root.querySelector<HTMLElement>(`#palabre-${id}`)!;
}

/** Scrolls so that a comment is the first one in the window. */
async function readAt(root: ShadowRoot, id: string): Promise<number> {
  articleOf(root, id).scrollIntoView({ block: 'start', behavior: 'instant' });
  await new Promise(requestAnimationFrame);
  return articleOf(root, id).getBoundingClientRect().top;
}

describe('palabre-thread: what others write while one reads', () => {
  watchHostPage();
  afterEach(() => {
    for (const it of document.querySelectorAll('palabre-thread')) {
      it.previousElementSibling?.remove();
      it.remove();
    }
    history.replaceState(null, '', location.pathname + location.search);
    scrollTo(0, 0);
  });

  for (const scheme of ['light', 'dark']) {
    it(`is accessible in ${scheme} colours`, async () => {
      const { thread, root, backend, ids } = await mountLive({ 'color-scheme': scheme });
      await write(backend, 'her');
      await write(backend, 'her', ids[0]);
      await until(() => parts(root, 'arrivals-button').length, 'the control');
      await until(() => parts(root, 'branch-arrivals-button').length, 'that of the branch');
      await expectAccessible(thread);
    });
  }

  it('waits, without a move, until one asks for it; then leads to the first of it', async () => {
    const { thread, root, backend, ids } = await mountLive();
    const before = await readAt(root, ids[4]!);
    const first = await write(backend, 'her');
    const second = await write(backend, 'her');
    await write(backend, 'her', first.id);
    await until(() => textsOf(root, 'arrivals-button')[0] === '3 new comments', 'the number');
    expect(articleOf(root, second.id)).to.equal(null);
    expect(articleOf(root, ids[4]!).getBoundingClientRect().top).to.be.closeTo(before, 1);
    const button = part(root, 'arrivals-button');
    const { top, bottom } = button.getBoundingClientRect();
    expect(top >= 0 && bottom < innerHeight, 'in sight').to.equal(true);
    button.focus();
    await press('Enter');
    await until(() => root.activeElement === articleOf(root, second.id), 'the first to be reached');
    expect(articleOf(root, first.id)).not.to.equal(null);
    const box = articleOf(root, second.id).getBoundingClientRect();
    expect(box.top >= 0 && box.top < innerHeight, 'the first in sight').to.equal(true);
    expect(parts(root, 'arrivals-button')).to.have.length(0);
    expect(thread.context!.discussion.store.thread!.total).to.equal(15);
  });

  it('offers replies at what they answer', async () => {
    const { root, backend, ids } = await mountLive();
    await write(backend, 'her', ids[1]);
    await write(backend, 'her', ids[1]);
    await until(() => textsOf(root, 'branch-arrivals-button')[0] === '2 new replies', 'the number');
    const button = part(root, 'branch-arrivals-button');
    expect(button.getAttribute('aria-label')).to.equal('2 new replies to Bob');
    expect(parts(root, 'arrivals-button')).to.have.length(0);
    button.focus();
    await press(' ');
    const replies = `#palabre-${ids[1]}`;
    await until(
      () => root.activeElement?.closest('[part~="replies"]'),
      'the first reply to be reached',
    );
    expect(root.querySelector(replies)).not.to.equal(null);
    expect(parts(root, 'branch-arrivals-button')).to.have.length(0);
  });

  it('is shown at once while one still reads the article', async () => {
    const { root, backend } = await mountLive({}, 3 * innerHeight);
    await until(() => scrollY === 0, 'the article');
    document
      .querySelector('palabre-thread')!
      .previousElementSibling!.setAttribute('style', `block-size: ${innerHeight + 200}px`);
    const { id } = await write(backend, 'her');
    await until(() => articleOf(root, id), 'the comment');
    expect(parts(root, 'arrivals-button')).to.have.length(0);
  });

  it('shows at once what one wrote elsewhere', async () => {
    const { root, backend } = await mountLive();
    const { id } = await write(backend, 'me');
    await until(() => articleOf(root, id), 'the comment');
    expect(parts(root, 'arrivals-button')).to.have.length(0);
  });

  it('takes back what is withdrawn while it waits, and keeps the focus', async () => {
    const { root, backend } = await mountLive();
    const { id } = await write(backend, 'her');
    await until(() => parts(root, 'arrivals-button').length, 'the control');
    part(root, 'arrivals-button').focus();
    await backend.deleteComment(id, 'author', { token: 'her' });
    await until(() => parts(root, 'arrivals-button').length === 0, 'it to go');
    expect(root.activeElement).to.equal(part(root, 'thread'));
  });

  for (const [where, name, before, after] of [
    ['at the top', 'arrivals-button', '2 new comments', '1 new comment'],
    ['in a branch', 'branch-arrivals-button', '2 new replies', '1 new reply'],
  ] as const) {
    it(`still offers an answer to what is withdrawn while both wait ${where}`, async () => {
      const { root, backend, ids } = await mountLive();
      const { id } = await write(backend, 'her', name === 'arrivals-button' ? null : ids[1]);
      const answer = await write(backend, 'her', id);
      await until(() => textsOf(root, name)[0] === before, 'both');
      part(root, name).focus();
      await backend.deleteComment(id, 'moderation', { token: 'staff' });
      await until(() => textsOf(root, name)[0] !== before, 'one less');
      expect(textsOf(root, name)).to.deep.equal([after]);
      expect(root.activeElement).to.equal(part(root, name));
      await press('Enter');
      await until(() => articleOf(root, answer.id), 'the answer');
      await until(() => root.activeElement === articleOf(root, answer.id), 'it to be reached');
      expect(articleOf(root, id).matches("[part~='gone']")).to.equal(true);
      expect(parts(root, name)).to.have.length(0);
    });
  }

  it('waits no longer once a page brings it', async () => {
    const { thread, root, backend, ids } = await mountLive({ 'page-size': '6' });
    for (const id of ids) await backend.voteComment(id, 1, { token: 'her' });
    thread.sort = 'best';
    await until(() => thread.context!.discussion.sort === 'best', 'the best first');
    // Nobody has voted for it yet: the next page begins with it.
    const { id } = await write(backend, 'her');
    await until(() => parts(root, 'arrivals-button').length, 'the control');
    await pressOn(part(root, 'more'));
    await until(() => articleOf(root, id), 'the comment');
    await until(() => parts(root, 'arrivals-button').length === 0, 'the control to go');
  });

  it('waits no longer once a link leads to it', async () => {
    const { root, backend } = await mountLive();
    const { id } = await write(backend, 'her');
    await until(() => parts(root, 'arrivals-button').length, 'the control');
    location.hash = `#palabre-${id}`;
    await until(() => articleOf(root, id), 'the comment');
    await until(() => parts(root, 'arrivals-button').length === 0, 'the control to go');
  });

  for (const name of ['vote-button', 'reply-button', 'menu-button', 'permalink']) {
    it(`keeps the focus that the ${name} of a withdrawn comment had at that comment`, async () => {
      const { thread, root, backend, ids } = await mountLive();
      const [first, id] = ids as [string, string];
      part(articleOf(root, id), name).focus();
      await press('Shift');
      await backend.deleteComment(id, 'moderation', { token: 'staff' });
      await until(() => articleOf(root, id).matches("[part~='gone']"), 'the tombstone');
      await until(() => articleOf(root, id).contains(root.activeElement), 'the focus');
      part(articleOf(root, first), 'reply-button').focus();
      await backend.deleteComment(ids[2]!, 'moderation', { token: 'staff' });
      await until(() => articleOf(root, ids[2]!).matches("[part~='gone']"), 'another one');
      await settled(thread);
      expect(root.activeElement).to.equal(part(articleOf(root, first), 'reply-button'));
    });
  }

  it('offers replies to what a muted reader wrote', async () => {
    const { thread, root, backend, ids } = await mountLive();
    const article = articleOf(root, ids[1]!);
    await pressOn(part(article, 'menu-button'));
    await until(() => parts(root, 'mute').length, 'the menu');
    await pressOn(part(root, 'mute'));
    await until(() => parts(article, 'muted').length, 'what stands instead');
    const { id } = await write(backend, 'her', ids[1]);
    await until(() => parts(root, 'branch-arrivals-button').length, 'the control');
    const button = part(article, 'branch-arrivals-button');
    expect(textOf(button)).to.equal('1 new reply');
    expect(button.ariaLabel, 'nobody is named').to.equal(null);
    await expectAccessible(thread);
    await pressOn(button);
    await until(() => articleOf(root, id), 'the reply');
    await until(() => root.activeElement === articleOf(root, id), 'it to be reached');
    expect(parts(root, 'branch-arrivals-button')).to.have.length(0);
  });

  it('changes votes, texts and tombstones in place', async () => {
    const { root, backend, ids } = await mountLive();
    const { id } = await write(backend, 'me');
    await until(() => articleOf(root, id), 'the comment');
    await backend.voteComment(ids[0]!, 1, { token: 'her' });
    await backend.editComment(id, 'Changed.', { token: 'me' });
    await backend.deleteComment(ids[1]!, 'moderation', { token: 'staff' });
    await until(() => textOf(articleOf(root, id)).includes('Changed.'), 'the text');
    await until(() => articleOf(root, ids[1]!).matches("[part~='gone']"), 'the tombstone');
    expect(textOf(part(articleOf(root, ids[0]!), 'vote-button'))).to.include('1');
  });

  it('says once what comes together', async () => {
    const { thread, root, backend } = await mountLive();
    const said: string[] = [];
    const status = root.querySelector("[role='status']")!;
    const observer = new MutationObserver(() => said.push(textOf(status)));
    observer.observe(status, { characterData: true, childList: true, subtree: true });
    for (let index = 0; index < 3; index += 1) await write(backend, 'her');
    await until(() => said.length, 'the announcement');
    observer.disconnect();
    expect(said).to.deep.equal(['3 new comments have been written.']);
    expect(thread.announcement).to.equal(said[0]);
  });

  it('tells the page that the number has changed', async () => {
    const { thread, backend } = await mountLive();
    const totals: number[] = [];
    thread.addEventListener('palabre-change', ({ detail }) => totals.push(detail.total));
    await write(backend, 'her');
    await until(() => totals.length, 'the event');
    expect(totals).to.deep.equal([13]);
  });

  it('shows at once that a discussion was closed, and opened again', async () => {
    const { root, backend } = await mountLive();
    await until(() => parts(root, 'composer').length, 'the composer');
    await backend.updateThread('k', { closed: true }, { token: 'staff' });
    await until(
      () => root.querySelector("palabre-login-prompt[reason='closed']"),
      'the prompt of a closed discussion',
    );
    await backend.updateThread('k', { closed: false }, { token: 'staff' });
    await until(() => !root.querySelector("palabre-login-prompt[reason='closed']"), 'it to go');
  });

  it('stays off what has the focus', async () => {
    const { root, backend, ids } = await mountLive();
    await readAt(root, ids[4]!);
    await write(backend, 'her');
    await until(() => parts(root, 'arrivals-button').length, 'the control');
    const button = part(root, 'arrivals-button');
    const reply = part(articleOf(root, ids[3]!), 'reply-button');
    reply.focus();
    await press('Shift');
    scrollBy(0, reply.getBoundingClientRect().top - button.getBoundingClientRect().top);
    document.dispatchEvent(new Event('scroll'));
    const [own, other] = [button, reply].map((it) => it.getBoundingClientRect());
    const isApart = own!.top >= other!.bottom || own!.bottom <= other!.top;
    expect(isApart || own!.left >= other!.right || own!.right <= other!.left).to.equal(true);
  });
});
