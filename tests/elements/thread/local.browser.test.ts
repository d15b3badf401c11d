import { expect } from '@open-wc/testing';
import { newId } from '../../../src/model/new-id.js';
import { expectAccessible } from '../../support/axe.js';
import {
  composerOf,
  mountReady,
  part,
  parts,
  spoken,
  textOf,
  until,
  type Mounted,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';
import { emptied, writeAndSend } from '../support/writing.js';

/** The page is opened: nothing is left of an earlier visit but what the browser stores. */
function visit(backend: string): Promise<Mounted> {
  return mountReady({ set: { backend } });
}

describe('palabre-thread: without a server', () => {
  watchHostPage();

  it('takes a comment, and shows it again after a reload', async () => {
    const address = `local:${newId()}`;
    const first = await visit(address);
    await writeAndSend(composerOf(first.root), 'Nobody else will read this.');
    await emptied(composerOf(first.root));
    await expectAccessible(first.thread);
    first.thread.remove();

    const { thread, root } = await visit(address);
    expect(parts(root, 'body').map(textOf)).to.deep.equal(['Nobody else will read this.']);
    expect(textOf(part(root, 'author'))).to.equal('You');
    await expectAccessible(thread);
  });

  it('counts a vote, and knows it again after a reload', async () => {
    const seed = [{ key: 'k', comments: [{ author: 'Odile', text: 'Well?', up: 2 }] }];
    const json = `data:application/json,${JSON.stringify(seed)}`;
    const address = `local:${newId()}?seed=${encodeURIComponent(json)}`;
    const first = await visit(address);
    await pressOn(part(first.root, 'vote-button'));
    await until(() => parts(first.root, 'voted').length === 1, 'the vote to be counted');
    await until(() => textOf(part(first.root, 'vote-button')).includes('3'), 'three votes');
    await until(() => spoken(first.root, 'status').length, 'the vote to be kept');
    await first.thread.refresh();
    first.thread.remove();

    const { root } = await visit(address);
    expect(parts(root, 'voted')).to.have.length(1);
    expect(textOf(part(root, 'vote-button'))).to.match(/3$/);
  });
});
