import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comment, comments, idOf, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  findPartOf,
  focused,
  mountReady,
  partOf,
  parts,
  settled,
  spoken,
  textOf,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, pressOn } from '../support/keyboard.js';

const subscriber = () =>
  new MemoryBackend({
    comments: [comment(1, { votes: { up: 4, down: 0 } })],
    viewer: viewers.subscriber(),
  });

const button = (root: ParentNode): HTMLElement => partOf(root, 1, 'vote-button');
const pressed = (root: ParentNode): boolean => button(root).getAttribute('aria-pressed') === 'true';
const count = (root: ParentNode): string => textOf(partOf(root, 1, 'vote-count'));

/** Presses the button several times, each time when it shows the press before. */
async function toggle(root: ParentNode, times: number): Promise<void> {
  button(root).focus();
  for (let time = 1; time <= times; time += 1) {
    const before = pressed(root);
    await press('Enter');
    await until(() => pressed(root) !== before, 'the press to be shown');
  }
}

describe('palabre-thread: voting', () => {
  watchHostPage();

  it('is accessible before and after', async () => {
    const { thread, root } = await mountReady({ memory: subscriber() });
    await expectAccessible(thread);
    await pressOn(button(root), ' ');
    await until(() => pressed(root), 'the vote');
    await expectAccessible(thread);
  });

  it('says what the button does, for whom, and how many have voted', async () => {
    const { root } = await mountReady({ memory: subscriber() });
    const name = button(root).getAttribute('aria-label') ?? textOf(button(root));
    expect(name).to.match(/Vote/).and.to.contain('Reader 1').and.to.match(/\b4\b/);
  });

  it('shows a vote at once, before any answer, and confirms it', async () => {
    const memory = subscriber();
    const gate = memory.hold('voteComment');
    const { thread, root } = await mountReady({ memory });
    await pressOn(button(root));
    await until(() => gate.waiting === 1, 'the vote to be sent');
    await settled(thread);
    expect(pressed(root)).to.equal(true);
    expect(count(root)).to.equal('5');
    expect(spoken(root, 'status')).to.deep.equal([]);

    gate.release();
    await until(() => spoken(root, 'status').includes('Voted.'), 'the confirmation');
    expect(pressed(root)).to.equal(true);
    expect(count(root)).to.equal('5');
    expect(memory.votes.get(idOf(1))).to.equal(1);
    expect(focused()).to.equal(button(root));
  });

  it('takes the vote back when it is pressed again', async () => {
    const memory = subscriber();
    const { root } = await mountReady({ memory });
    await pressOn(button(root));
    await until(() => spoken(root, 'status').includes('Voted.'), 'the vote');
    await press(' ');
    await until(() => spoken(root, 'status').includes('Vote taken back.'), 'the vote to be undone');

    expect(pressed(root)).to.equal(false);
    expect(count(root)).to.equal('4');
    expect(memory.votes.get(idOf(1))).to.equal(0);
  });

  it('shows the vote of an earlier visit', async () => {
    const memory = subscriber();
    memory.votes.set(idOf(1), 1);
    const { root } = await mountReady({ memory });
    expect(pressed(root)).to.equal(true);
  });

  it('leaves no gap where there is neither a button nor a count', async () => {
    const own = comment(1, { author: viewers.subscriber().account! });
    const { root } = await mountReady({ comments: [own], viewer: viewers.subscriber() });
    const { left } = partOf(root, 1, 'actions').getBoundingClientRect();
    expect(partOf(root, 1, 'reply-button').getBoundingClientRect().left).to.equal(left);
  });

  it('offers no button on one’s own comment, but its count', async () => {
    const { root } = await mountReady({
      comments: [
        comment(1, { author: viewers.subscriber().account!, votes: { up: 2, down: 0 } }),
        comment(2),
      ],
      viewer: viewers.subscriber(),
    });
    expect(findPartOf(root, 1, 'vote-button')).to.equal(null);
    expect(textOf(partOf(root, 1, 'vote-count'))).to.equal('2 votes');
    expect(findPartOf(root, 2, 'vote-button')).not.to.equal(null);
  });

  it('takes a refused vote back with a reason that is seen and spoken', async () => {
    const memory = subscriber();
    const gate = memory.hold('voteComment');
    memory.failNext('voteComment', 'gone');
    const { thread, root } = await mountReady({ memory });
    await pressOn(button(root));
    await until(() => gate.waiting === 1, 'the vote to be sent');
    await settled(thread);
    expect(count(root)).to.equal('5');
    gate.release();
    await until(() => spoken(root, 'alert').length, 'the reason');
    await settled(thread);

    expect(spoken(root, 'alert').join()).to.contain('This comment has been deleted meanwhile.');
    expect(parts(root, 'notice')[0]!.checkVisibility()).to.equal(true);
    expect(pressed(root)).to.equal(false);
    expect(count(root)).to.equal('4');
    expect(spoken(root, 'status')).to.deep.equal([]);
  });

  it('sends the last wish of quick presses, one call at a time', async () => {
    const memory = subscriber();
    const gate = memory.hold('voteComment');
    const { thread, root } = await mountReady({ memory });
    await toggle(root, 1);
    await until(() => gate.waiting === 1, 'the first to be sent');
    await toggle(root, 3);
    await settled(thread);
    expect(pressed(root)).to.equal(false);
    expect(memory.callsOf('voteComment')).to.have.length(1);

    gate.release();
    await until(() => memory.votes.get(idOf(1)) === 0, 'the last wish to be sent');
    await until(() => spoken(root, 'status').length, 'the confirmation');
    expect(memory.callsOf('voteComment').map(({ args }) => args[1])).to.deep.equal([1, 0]);
    expect(pressed(root)).to.equal(false);
    expect(count(root)).to.equal('4');
  });

  it('sends one call when two presses out of three cancel each other', async () => {
    const memory = subscriber();
    const gate = memory.hold('voteComment');
    const { root } = await mountReady({ memory });
    await toggle(root, 1);
    await until(() => gate.waiting === 1, 'the first to be sent');
    await toggle(root, 2);
    gate.release();
    await until(() => spoken(root, 'status').length, 'the confirmation');
    expect(memory.callsOf('voteComment').map(({ args }) => args[1])).to.deep.equal([1]);
    expect(pressed(root)).to.equal(true);
  });

  it('offers nothing where the backend takes no votes', async () => {
    const { root } = await mountReady({
      comments: comments(1),
      viewer: viewers.subscriber(),
      without: ['voteComment'],
    });
    expect(parts(root, 'vote-button')).to.have.length(0);
  });

  it('updates the element of that comment alone', async () => {
    const memory = new MemoryBackend({ comments: comments(3), viewer: viewers.subscriber() });
    const { thread, root } = await mountReady({ memory });
    const updated: string[] = [];
    for (const n of [1, 2, 3]) {
      const element = commentElement(root, n) as unknown as { updated(): void };
      const before = element.updated.bind(element);
      element.updated = () => {
        updated.push(idOf(n));
        before();
      };
    }
    await pressOn(partOf(root, 2, 'vote-button'));
    await until(() => spoken(root, 'status').length, 'the vote');
    await settled(thread);
    expect([...new Set(updated)]).to.deep.equal([idOf(2)]);
  });

  it('announces the same thing for a second comment again', async () => {
    const memory = new MemoryBackend({ comments: comments(2), viewer: viewers.subscriber() });
    const { root } = await mountReady({ memory });
    await pressOn(partOf(root, 1, 'vote-button'));
    await until(() => spoken(root, 'status').includes('Voted.'), 'the first vote');
    let spokenAgain = false;
    const region = [...root.querySelectorAll("[role='status']")].find((it) => textOf(it))!;
    const observer = new MutationObserver(() => (spokenAgain = true));
    observer.observe(region, { childList: true, characterData: true, subtree: true });
    await pressOn(partOf(root, 2, 'vote-button'));
    await until(() => spokenAgain, 'the second vote to be spoken');
    observer.disconnect();
  });

  it('leaves nobody waiting for a button that its comment has taken out', async () => {
    const { root } = await mountReady({ memory: subscriber() });
    const element = root.querySelector('palabre-vote-button')!;
    element.remove();
    expect(await element.updateComplete).to.equal(true);
  });
});
