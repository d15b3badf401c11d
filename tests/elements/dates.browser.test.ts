import { expect, fixture, html } from '@open-wc/testing';
import '../../src/elements/latest/define.js';
import type { PalabreLatest } from '../../src/elements/latest/latest.js';
import { keepDates, tick } from '../../src/elements/ticking.js';
import { comment } from '../support/thread-builders.js';
import { mountReady, partOf, parts, textOf, until } from '../support/thread-fixture.js';
import { hearAnnouncements } from './support/announcements.js';
import { watchHostPage } from './support/host-page.js';
import { latestComment, listsBackend } from './support/lists.js';

const MINUTE = 60_000;
const later = (minutes: number): Date => new Date(Date.now() + minutes * MINUTE);
const hourAgo = (): Date => later(-60);

/** A thread with a comment of just now, and one that was edited since; both are kept up to date. */
function mountThread() {
  const edited = { ...comment(2, { at: hourAgo() }), editedAt: new Date().toISOString() };
  return mountReady({ comments: [comment(1, { at: new Date() }), edited] });
}

async function mountLatest(): Promise<PalabreLatest> {
  const element = document.createElement('palabre-latest');
  const latest = [latestComment(1, { at: new Date() }), latestComment(2, { at: hourAgo() })];
  Object.assign(element, {
    loading: 'eager',
    backend: listsBackend({ loadLatest: () => latest }),
  });
  const frame = await fixture<HTMLElement>(html`<div lang="en"></div>`);
  frame.append(element);
  await until(() => parts(element.shadowRoot!, 'time').length === 2, 'the comments');
  return element;
}

describe('dates that say how long ago something was', () => {
  watchHostPage();

  it('go on in a thread, and in the names of the links around them', async () => {
    const { root } = await mountThread();
    const time = partOf(root, 1, 'time');
    const link = partOf(root, 1, 'permalink');
    const rest = link.ariaLabel!.replace(/^now/, '');
    expect(textOf(time)).to.equal('now');
    expect(textOf(partOf(root, 2, 'status'))).to.equal('edited · now');
    tick(later(3));
    expect(textOf(time)).to.equal('3 minutes ago');
    expect(link.ariaLabel).to.equal(`3 minutes ago${rest}`);
    expect(textOf(partOf(root, 2, 'status'))).to.equal('edited · 3 minutes ago');
    tick(later(125));
    expect(textOf(time)).to.equal('2 hours ago');
    expect(textOf(partOf(root, 2, 'time'))).to.equal('3 hours ago');
  });

  it('go on in lists of the latest comments', async () => {
    const { shadowRoot: root } = await mountLatest();
    const texts = (): string[] => parts(root!, 'time').map(textOf);
    await until(() => {
      tick(later(3));
      return texts()[0] === '3 minutes ago';
    }, 'the first minutes');
    expect(texts()).to.deep.equal(['3 minutes ago', '1 hour ago']);
  });

  it('are rendered again as what they then are', async () => {
    const { root, memory, thread } = await mountThread();
    tick(later(3));
    thread.context!.discussion.store.put(memory.write(comment(1, { at: later(-4) })));
    await until(() => textOf(partOf(root, 1, 'time')) === '4 minutes ago', 'the rendering');
    const link = partOf(root, 1, 'permalink');
    expect(link.ariaLabel).to.match(/^4 minutes ago, link to this comment, /);
  });

  it('are touched only where they say something else', async () => {
    const { root } = await mountThread();
    tick(later(3));
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    const everything = { subtree: true, childList: true, attributes: true, characterData: true };
    observer.observe(root, everything);
    tick(later(3));
    changes.push(...observer.takeRecords());
    expect(changes).to.have.length(0);
    tick(later(4));
    changes.push(...observer.takeRecords());
    const touched = new Set(changes.map(({ target }) => (target as Element).getAttribute('part')));
    expect([...touched].sort()).to.deep.equal(['permalink', 'status', 'time']);
    observer.disconnect();
  });

  it('are said to nobody, and wait for the keyboard to leave them', async () => {
    const { root } = await mountThread();
    const link = partOf(root, 1, 'permalink');
    const heard = hearAnnouncements(root);
    link.focus();
    tick(later(3));
    expect(textOf(link)).to.equal('now');
    expect(link.ariaLabel).to.match(/^now, /);
    link.blur();
    tick(later(3));
    expect(textOf(link)).to.equal('3 minutes ago');
    expect(heard.said).to.deep.equal([]);
    heard.stop();
  });

  it('wait where a longer one would take a line more', async () => {
    const { root } = await mountThread();
    const meta = partOf(root, 1, 'meta');
    const time = partOf(root, 1, 'time');
    // As narrow as the line with what it says now.
    const last = time.getBoundingClientRect().right;
    meta.style.inlineSize = `${last - meta.getBoundingClientRect().left + 1}px`;
    const height = meta.offsetHeight;
    tick(later(3));
    expect(textOf(time)).to.equal('now');
    expect(partOf(root, 1, 'permalink').ariaLabel).to.match(/^now, /);
    expect(meta.offsetHeight).to.equal(height);
    expect(textOf(partOf(root, 2, 'status'))).to.equal('edited · 3 minutes ago');
    meta.style.inlineSize = '';
    tick(later(3));
    expect(textOf(time)).to.equal('3 minutes ago');
  });

  it('stand still away from the page, and go on when they are back', async () => {
    const { thread, root } = await mountThread();
    const place = thread.parentElement!;
    thread.remove();
    tick(later(3));
    expect(textOf(partOf(root, 1, 'time'))).to.equal('now');
    place.append(thread);
    tick(later(3));
    expect(textOf(partOf(root, 1, 'time'))).to.equal('3 minutes ago');
  });
});

describe('the timer of dates', () => {
  watchHostPage();
  const own = { setInterval: setInterval.bind(window), clearInterval: clearInterval.bind(window) };
  const running = new Map<number, { run: () => void; period: number }>();
  let visibility = 'visible';

  before(() => {
    let last = 0;
    Object.assign(window, {
      setInterval: (run: () => void, period: number) => {
        running.set((last += 1), { run, period });
        return last;
      },
      clearInterval: (id: number) => running.delete(id) || own.clearInterval(id),
    });
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => visibility,
    });
  });
  after(() => {
    turn('hidden');
    Object.assign(window, own);
    delete (document as { visibilityState?: unknown }).visibilityState;
    document.dispatchEvent(new Event('visibilitychange'));
  });

  function turn(state: 'visible' | 'hidden'): void {
    visibility = state;
    document.dispatchEvent(new Event('visibilitychange'));
  }

  it('is one for a page, and rests while nobody sees it', async () => {
    turn('hidden');
    turn('visible');
    const mounted = [await mountThread(), await mountThread()];
    keepDates(await mountLatest());
    expect([...running.values()].map(({ period }) => period)).to.deep.equal([30_000]);

    const times = mounted.map(({ root }) => partOf(root, 1, 'time') as HTMLTimeElement);
    times.forEach((time) => (time.dateTime = later(-3).toISOString()));
    [...running.values()][0]!.run();
    expect(times.map(textOf)).to.deep.equal(['3 minutes ago', '3 minutes ago']);

    turn('hidden');
    expect(running.size).to.equal(0);
    times.forEach((time) => (time.dateTime = later(-7).toISOString()));
    turn('visible');
    expect(times.map(textOf)).to.deep.equal(['7 minutes ago', '7 minutes ago']);
    expect(running.size).to.equal(1);
  });
});
