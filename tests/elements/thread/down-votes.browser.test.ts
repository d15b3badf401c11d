import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { author, comment, idOf, viewers } from '../../support/thread-builders.js';
import {
  findPartOf,
  focused,
  mountReady,
  partOf,
  parts,
  textOf,
  until,
  type MountOptions,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, pressOn } from '../support/keyboard.js';

const mounted = (options: MountOptions = {}) =>
  mountReady({
    comments: [comment(1, { votes: { up: 4, down: 2 } })],
    viewer: viewers.subscriber(),
    downVotes: true,
    ...options,
  });

const down = (root: ParentNode): HTMLElement => partOf(root, 1, 'down-button');
const numbers = (root: ParentNode): string[] => parts(root, 'vote-count').map(textOf);
const pressed = (root: ParentNode, name: string) => partOf(root, 1, name).ariaPressed;

describe('palabre-thread: votes against a comment', () => {
  watchHostPage();

  for (const scheme of ['light', 'dark']) {
    it(`is accessible in ${scheme} colours, before and after`, async () => {
      const { thread, root } = await mounted({ attributes: { 'color-scheme': scheme } });
      await until(() => findPartOf(root, 1, 'down-button'), 'the button');
      await expectAccessible(thread);
      await pressOn(down(root), ' ');
      await until(() => pressed(root, 'down-button') === 'true', 'the vote');
      await expectAccessible(thread);
    });
  }

  it('says what the button does, for whose comment, and how many did', async () => {
    const { root } = await mounted();
    await until(() => findPartOf(root, 1, 'down-button'), 'the button');
    expect(down(root).ariaLabel).to.equal('Vote against 2, comment by Reader 1');
    expect(numbers(root)).to.deep.equal(['4', '2']);
  });

  it('counts the vote at once, and takes it back when it is pressed again', async () => {
    const { root, memory } = await mounted();
    await until(() => findPartOf(root, 1, 'down-button'), 'the button');
    await pressOn(down(root));
    await until(() => memory.votes.get(idOf(1)) === -1, 'the vote');
    await until(() => numbers(root).join() === '4,3', 'the count');
    expect(focused() === down(root)).to.equal(true);
    await press(' ');
    await until(() => memory.votes.get(idOf(1)) === 0, 'the vote to be taken back');
    await until(() => numbers(root).join() === '4,2', 'the count');
  });

  it('makes way for a vote for the comment, and the other way round', async () => {
    const { root, memory } = await mounted();
    await until(() => findPartOf(root, 1, 'down-button'), 'the button');
    await pressOn(partOf(root, 1, 'vote-button'));
    await until(() => numbers(root).join() === '5,2', 'the vote for it');
    await pressOn(down(root));
    await until(() => memory.votes.get(idOf(1)) === -1, 'the vote against it');
    await until(() => numbers(root).join() === '4,3', 'both counts');
    expect([pressed(root, 'vote-button'), pressed(root, 'down-button')]).to.deep.equal([
      'false',
      'true',
    ]);
  });

  it('is not there where the backend counts none', async () => {
    const { root } = await mounted({ downVotes: false });
    await until(() => findPartOf(root, 1, 'menu-button'), 'the late half');
    expect(parts(root, 'down-button')).to.have.length(0);
  });

  it('offers nobody to vote against their own comment, and shows them how many did', async () => {
    const own = { author: author('Subscriber'), votes: { up: 0, down: 3 } };
    const { root } = await mounted({ comments: [comment(1, own)] });
    await until(() => numbers(root).join() === '3 against', 'the count');
    expect(parts(root, 'down-button')).to.have.length(0);
  });

  it('shows no count that the backend hides', async () => {
    const { root } = await mounted({ comments: [comment(1, { votes: null })] });
    await until(() => findPartOf(root, 1, 'down-button'), 'the button');
    expect(numbers(root)).to.deep.equal([]);
  });

  it('leads a visitor to the prompt, and back to the button', async () => {
    const { root, memory } = await mounted({ viewer: viewers.visitor() });
    await until(() => findPartOf(root, 1, 'down-button'), 'the button');
    await pressOn(down(root));
    await until(
      () => focused()?.closest('palabre-login-prompt') ?? focused()?.matches('[part]'),
      'it',
    );
    await until(() => root.querySelector('palabre-comment palabre-login-prompt'), 'the prompt');
    await press('Escape');
    await until(() => focused() === down(root), 'the button');
    expect(memory.callsOf('voteComment')).to.have.length(0);
  });
});
