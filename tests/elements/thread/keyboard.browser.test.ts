import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comment, comments, idOf, viewers } from '../../support/thread-builders.js';
import {
  focused,
  mount,
  part,
  partOf,
  parts,
  ready,
  shownNumbers,
  spoken,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press } from '../support/keyboard.js';
import {
  choose,
  expectVisibleFocus,
  mountBetween,
  stopsIn,
  tab,
  tabTo,
} from '../support/tabbing.js';

const THREAD = [
  ...comments(2),
  comment(10, { parent: 2 }),
  comment(3, { votes: { up: 4, down: 0 } }),
];
const subscriber = () => new MemoryBackend({ comments: [...THREAD], viewer: viewers.subscriber() });

describe('palabre-thread: reading by keyboard alone', () => {
  watchHostPage();
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  it('stops at every control in the order of the page, and lets go again', async () => {
    const { thread, root, after, before } = await mountBetween({ memory: subscriber() });
    await expectAccessible(thread);
    const stops: HTMLElement[] = [];
    for (let at = await tab(); at !== after; at = await tab()) stops.push(at);
    expect(stops[0]).to.equal(part(root, 'sort').querySelector('select'));
    expect(stops).to.deep.equal(stopsIn(root));
    for (const n of [1, 2, 10, 3]) {
      for (const name of ['permalink', 'vote-button', 'reply-button']) {
        expect(stops, `${name} of ${n}`).to.include(partOf(root, n, name));
      }
    }

    const back: HTMLElement[] = [];
    for (let at = await tab(true); at !== before; at = await tab(true)) back.unshift(at);
    expect(back).to.deep.equal(stopsIn(root));
  });

  it('is stopped at while it is far and not loaded, which begins to load it', async () => {
    const spacer = document.createElement('div');
    spacer.style.height = '20000px';
    document.body.prepend(spacer);
    try {
      const memory = subscriber();
      const mounted = await mountBetween({ memory, set: { loading: 'lazy' } }, mount);
      const { thread, root, before } = mounted;
      spacer.before(before);
      before.focus();
      await until(() => root.querySelector("[part='thread']"), 'what stands there meanwhile');
      expect(part(root, 'thread').getAttribute('aria-busy')).to.equal('false');
      await expectAccessible(thread);
      expect(memory.calls).to.have.length(0);

      expect(await tab()).to.equal(part(root, 'thread'));
      await ready(mounted);
      expect(expectVisibleFocus()).to.equal(part(root, 'thread'));
      expect(stopsIn(root)).to.include(await tab());
      expect(part(root, 'thread').tabIndex, 'one stop less afterwards').to.equal(-1);
      before.remove();
    } finally {
      spacer.remove();
    }
  });

  it('loads more, and goes on at the first new one', async () => {
    const { root } = await mountBetween({ comments: comments(5), set: { pageSize: 2 } });
    await tabTo(() => part(root, 'more'));
    await press('Enter');
    await until(() => focused()?.id === `palabre-${idOf(3)}`, 'the focus');
    expectVisibleFocus();
    expect(await tab()).to.equal(partOf(root, 3, 'permalink'));
  });

  it('chooses another order, and stays there', async () => {
    const { thread, root } = await mountBetween({ comments: comments(3) });
    const select = await tabTo(() => root.querySelector('select'));
    await choose('O');
    await until(() => shownNumbers(root)[0] === 1, 'the oldest first');
    expect(thread.sort).to.equal('oldest');
    expect(expectVisibleFocus()).to.equal(select);
  });

  it('votes, and takes the vote back, in place', async () => {
    const { root } = await mountBetween({ memory: subscriber() });
    const button = await tabTo(() => partOf(root, 3, 'vote-button'));
    for (const [key, pressed] of [
      [' ', 'true'],
      ['Enter', 'false'],
    ] as const) {
      await press(key);
      await until(() => button.getAttribute('aria-pressed') === pressed, 'the press to be shown');
      expect(expectVisibleFocus()).to.equal(button);
    }
  });

  it('follows the link of a comment, and goes on from it', async () => {
    const { root } = await mountBetween({ memory: subscriber() });
    await tabTo(() => partOf(root, 10, 'permalink'));
    await press('Enter');
    await until(() => focused()?.id === `palabre-${idOf(10)}`, 'the focus');
    expect(location.hash).to.equal(`#palabre-${idOf(10)}`);
    expectVisibleFocus();
    expect(await tab()).to.equal(partOf(root, 10, 'permalink'));
  });

  it('tries again when the comments could not be loaded', async () => {
    const memory = subscriber();
    memory.failNext('loadThread', 'network');
    const mounted = await mountBetween({ memory }, mount);
    const { root } = mounted;
    await until(() => parts(root, 'retry').length, 'the button');
    await tabTo(() => part(root, 'retry'));
    await press('Enter');
    await ready(mounted);
    expect(expectVisibleFocus()).to.equal(part(root, 'thread'));
    expect(stopsIn(root)).to.include(await tab());
  });

  it('closes what it was told, and is not lost', async () => {
    const memory = subscriber();
    memory.failNext('voteComment', 'gone');
    const { root } = await mountBetween({ memory });
    await tabTo(() => partOf(root, 3, 'vote-button'));
    await press('Enter');
    await until(() => spoken(root, 'alert').length, 'the notice');
    await tabTo(() => part(root, 'notice').querySelector('button'));
    await press('Enter');
    await until(() => parts(root, 'notice').length === 0, 'the notice to go');
    expectVisibleFocus();
  });

  it('closes it with Escape from wherever it is, and stays there', async () => {
    const memory = subscriber();
    memory.failNext('voteComment', 'gone');
    const { root } = await mountBetween({ memory });
    const button = await tabTo(() => partOf(root, 3, 'vote-button'));
    await press('Enter');
    await until(() => spoken(root, 'alert').length, 'the notice');
    await press('Escape');
    await until(() => parts(root, 'notice').length === 0, 'the notice to go');
    expect(expectVisibleFocus()).to.equal(button);
  });
});
