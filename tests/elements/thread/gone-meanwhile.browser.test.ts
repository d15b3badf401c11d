import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comment, comments, idOf, tombstone, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  composerOf,
  findPartOf,
  mountReady,
  part,
  partOf,
  parts,
  textareaOf,
  textOf,
  until,
  type Mounted,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { press, pressOn } from '../support/keyboard.js';
import { errorIn, pressSend, write } from '../support/writing.js';

/** A thread of which others take the first comment back while it is read. */
async function mounted(): Promise<Mounted> {
  const memory = new MemoryBackend({
    comments: [...comments(2), comment(10, { parent: 1 })],
    viewer: viewers.subscriber(),
  });
  return mountReady({ memory });
}

function takeBack({ memory }: Mounted): void {
  memory.write(tombstone(1, 'moderation', { ground: 'spam' }));
}

const saysThatItIsGone = ({ root }: Mounted): Promise<void> =>
  until(() => findPartOf(root, 1, 'tombstone'), 'the tombstone');

describe('palabre-thread: a comment that is gone by the time somebody acts on it', () => {
  watchHostPage();

  it('is accessible as its tombstone, with what was being written below it', async () => {
    const it = await mounted();
    await pressOn(partOf(it.root, 1, 'reply-button'));
    await until(() => commentElement(it.root, 1).querySelector('palabre-composer'), 'the field');
    await write(composerOf(it.root, 1), 'Four hundred words');
    takeBack(it);
    it.memory.failNext('createComment', 'gone');
    await pressSend(composerOf(it.root, 1));
    await saysThatItIsGone(it);
    await expectAccessible(it.thread);
  });

  it('takes no reply, of which nothing is lost', async () => {
    const it = await mounted();
    await pressOn(partOf(it.root, 1, 'reply-button'));
    await until(() => commentElement(it.root, 1).querySelector('palabre-composer'), 'the field');
    await write(composerOf(it.root, 1), 'Four hundred words');
    takeBack(it);
    it.memory.failNext('createComment', 'gone');
    await pressSend(composerOf(it.root, 1));
    expect(await errorIn(composerOf(it.root, 1))).to.equal(
      'This comment has been deleted meanwhile.',
    );
    await saysThatItIsGone(it);
    expect(textareaOf(composerOf(it.root, 1)).value).to.equal('Four hundred words');
  });

  it('takes no vote, and shows no longer what it said', async () => {
    const it = await mounted();
    takeBack(it);
    it.memory.failNext('voteComment', 'gone');
    await pressOn(partOf(it.root, 1, 'vote-button'));
    await saysThatItIsGone(it);
    expect(textOf(part(it.root, 'notice'))).to.contain('deleted meanwhile');
    expect(findPartOf(it.root, 10, 'body') === null, 'its replies stay').to.equal(false);
  });

  it('is known to be gone also where no list has it any more', async () => {
    const it = await mounted();
    it.memory.records.delete(idOf(2));
    it.memory.failNext('voteComment', 'gone');
    await pressOn(partOf(it.root, 2, 'vote-button'));
    await until(() => findPartOf(it.root, 2, 'tombstone'), 'the tombstone');
    await it.thread.refresh();
    await until(() => parts(it.root, 'comment').length === 2, 'it to be gone');
  });

  it('takes no report, and the dialog says why', async () => {
    const it = await mounted();
    takeBack(it);
    it.memory.failNext('reportComment', 'gone');
    await pressOn(partOf(it.root, 1, 'menu-button'));
    await until(() => parts(it.root, 'menu').some((menu) => menu.matches(':popover-open')), 'it');
    await pressOn(part(it.root, 'report'));
    await until(() => it.root.querySelector('dialog')?.open, 'the dialog');
    const spam = it.root.querySelector<HTMLInputElement>("dialog [value='spam']")!;
    spam.focus();
    await press(' ');
    await pressOn(part(it.root, 'dialog-action'));
    await until(() => textOf(part(it.root, 'dialog-error')).includes('deleted meanwhile'), 'why');
    await press('Escape');
    await until(() => !it.root.querySelector('dialog'), 'the end');
    await saysThatItIsGone(it);
  });
});
