import { expect } from '@open-wc/testing';
import type { PalabreRequestEvent } from '../../../src/elements/request-event.js';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { author, comment, comments, idOf, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  findPartOf,
  focused,
  mountReady,
  part,
  partOf,
  parts,
  spoken,
  textOf,
  until,
  type Mounted,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { paste, press, pressOn } from '../support/keyboard.js';

const own = () => comment(2, { author: author('Subscriber') });

const mounted = (viewer = viewers.subscriber(), more = [own()]) =>
  mountReady({ comments: [...more, comment(1), comment(3)], viewer });

const menuButton = (root: ParentNode, n: number) => partOf(root, n, 'menu-button');

/** Opens a comment's menu by keyboard, and answers what is in it. */
async function open(root: ShadowRoot, n: number): Promise<string[]> {
  await pressOn(menuButton(root, n));
  await until(() => parts(root, 'menu').some((menu) => menu.matches(':popover-open')), 'the menu');
  return parts(root, 'menu-item').map(textOf);
}

/** Chooses an entry of a comment's menu by keyboard. */
async function choose(root: ShadowRoot, n: number, name: string): Promise<void> {
  await open(root, n);
  await pressOn(part(root, name));
}

/** Whether the keyboard has gone on from an element, though not to the menu. */
const isAfter = (element: Element): boolean =>
  focused() !== element && !focused()?.closest('[role=menu]');

const dialog = (root: ParentNode): HTMLDialogElement | null => root.querySelector('dialog');

async function asked(root: ShadowRoot): Promise<HTMLDialogElement> {
  await until(() => dialog(root)?.open, 'the dialog');
  return dialog(root)!;
}

async function chooseGround(root: ShadowRoot, value: string): Promise<void> {
  const radio = dialog(root)!.querySelector<HTMLInputElement>(`[value='${value}']`)!;
  radio.focus();
  await press(' ');
  await until(() => radio.checked, 'the choice');
}

describe('palabre-thread: what more can be done with a comment', () => {
  watchHostPage();

  for (const scheme of ['light', 'dark']) {
    it(`is accessible in ${scheme} colours: the button, the menu, the dialogs`, async () => {
      const { thread, root } = await mountReady({
        comments: [own(), comment(1)],
        viewer: viewers.subscriber(),
        attributes: { 'color-scheme': scheme },
      });
      await expectAccessible(thread);
      await choose(root, 1, 'report');
      await asked(root);
      await expectAccessible(thread);
      await press('Escape');
      await until(() => !dialog(root), 'the end');
      await choose(root, 2, 'delete');
      await asked(root);
      await expectAccessible(thread);
      await press('Escape');
      await until(() => !dialog(root), 'the end');
      await open(root, 1);
      await expectAccessible(thread);
      await press('Escape');
    });
  }

  it('opens by a button that says whose comment it is about', async () => {
    const { root } = await mounted();
    const button = menuButton(root, 1);
    expect(button.getAttribute('aria-label')).to.equal('More on the comment by Reader 1');
    expect(button.getAttribute('aria-expanded')).to.equal('false');
    const items = await open(root, 1);
    expect(items[0]).to.equal('Copy link');
    expect(items.slice(-2)).to.deep.equal(['Report…', 'Mute Reader 1']);
    expect(button.getAttribute('aria-expanded')).to.equal('true');
    expect(focused()).to.equal(parts(root, 'menu-item')[0]);
  });

  it('goes round by arrow keys, and to its ends', async () => {
    const { root } = await mounted();
    await open(root, 1);
    const items = parts(root, 'menu-item');
    const steps: [key: string, at: number][] = [
      ['ArrowUp', items.length - 1],
      ['ArrowDown', 0],
      ['End', items.length - 1],
      ['Home', 0],
    ];
    for (const [key, at] of steps) {
      await press(key);
      await until(() => focused() === items[at], `${key} to lead on`);
    }
  });

  for (const key of ['Escape', 'Tab']) {
    it(`closes by ${key}`, async () => {
      const { root } = await mounted();
      await open(root, 3);
      await press(key);
      await until(() => !part(root, 'menu').matches(':popover-open'), 'it to close');
      const next = key === 'Tab' ? isAfter : (button: Element) => focused() === button;
      await until(() => next(menuButton(root, 3)), 'the focus');
      expect(menuButton(root, 3).getAttribute('aria-expanded')).to.equal('false');
    });
  }

  it('offers no tombstone anything', async () => {
    const { root, thread, memory } = await mounted();
    memory.records.delete(idOf(3));
    thread.context!.discussion.store.put({
      ...{ id: idOf(3), parent: null, createdAt: '2024-01-01T00:00:00.000Z', revision: 9 },
      ...{ tombstone: 'moderation', ground: 'off-topic' },
    });
    await until(() => findPartOf(root, 3, 'ground'), 'the tombstone');
    expect(findPartOf(root, 3, 'menu-button')).to.equal(null);
    expect(textOf(partOf(root, 3, 'ground'))).to.equal('Reason: off topic.');
  });
});

describe('palabre-thread: deleting', () => {
  watchHostPage();

  it('is offered for one’s own comments only', async () => {
    const { root } = await mounted();
    expect(await open(root, 1)).not.to.include('Delete…');
    await press('Escape');
    expect(await open(root, 2)).to.include('Delete…');
  });

  it('is asked about, done, and said; the keyboard stays at the place', async () => {
    const { root, memory, thread } = await mounted();
    await choose(root, 2, 'delete');
    expect(textOf((await asked(root)).querySelector('h2'))).to.equal('Delete your comment?');
    await pressOn(part(root, 'dialog-action'));
    await until(() => findPartOf(root, 2, 'tombstone'), 'the tombstone');
    await until(() => focused() === part(commentElement(root, 2), 'comment'), 'the focus');
    expect(memory.callsOf('deleteComment')[0]!.args.slice(0, 2)).to.deep.equal([idOf(2), 'author']);
    expect(spoken(root, 'status').join()).to.contain('Comment deleted.');
    expect(textOf(part(root, 'count'))).to.equal('2 comments');
    expect(thread.context!.discussion.store.thread!.total).to.equal(2);
  });

  it('is not done when it is cancelled, and the keyboard is back at the button', async () => {
    const { root, memory } = await mounted();
    await choose(root, 2, 'delete');
    await asked(root);
    await pressOn(part(root, 'dialog-cancel'));
    await until(() => !dialog(root), 'the end');
    expect(focused()).to.equal(menuButton(root, 2));
    expect(memory.callsOf('deleteComment')).to.have.length(0);
  });

  it('says in the dialog why it failed, and the comment is there again', async () => {
    const { root, memory } = await mounted();
    memory.failNext('deleteComment', 'forbidden');
    await choose(root, 2, 'delete');
    await asked(root);
    await pressOn(part(root, 'dialog-action'));
    await until(() => textOf(part(root, 'dialog-error')), 'the reason');
    expect(textOf(part(root, 'dialog-error'))).to.contain('not allowed');
    expect(findPartOf(root, 2, 'tombstone')).to.equal(null);
    await pressOn(part(root, 'dialog-action'));
    await until(() => findPartOf(root, 2, 'tombstone'), 'the tombstone');
  });

  it('can be taken over by the page', async () => {
    const { root, thread, memory } = await mounted();
    const heard: unknown[] = [];
    thread.addEventListener('palabre-delete-request', (event: PalabreRequestEvent<unknown>) => {
      event.preventDefault();
      heard.push(event.detail);
    });
    await choose(root, 2, 'delete');
    await asked(root);
    await pressOn(part(root, 'dialog-action'));
    await until(() => !dialog(root), 'the end');
    expect(heard).to.deep.equal([{ comment: idOf(2), reason: 'author' }]);
    expect(memory.callsOf('deleteComment')).to.have.length(0);
  });
});

describe('palabre-thread: reporting', () => {
  watchHostPage();

  it('takes a reason and details, and says what happens next', async () => {
    const { root, memory } = await mounted();
    await choose(root, 1, 'report');
    await asked(root);
    await pressOn(part(root, 'dialog-action'));
    expect(memory.callsOf('reportComment')).to.have.length(0);
    await chooseGround(root, 'spam');
    paste(part<HTMLTextAreaElement>(root, 'field'), 'It sells shoes.');
    await pressOn(part(root, 'dialog-action'));
    await until(() => parts(root, 'dialog-done').length, 'the thanks');
    expect(memory.callsOf('reportComment')[0]!.args[0]).to.include({
      comment: idOf(1),
      reason: 'spam',
      details: 'It sells shoes.',
    });
    expect(textOf(part(root, 'dialog-done'))).to.contain('moderators will read it');
    expect(focused()).to.equal(part(root, 'dialog-action'));
    await press('Enter');
    await until(() => focused() === menuButton(root, 1), 'the focus');
  });

  it('says what is wrong in the dialog, and loses nothing', async () => {
    const { root, memory } = await mounted();
    memory.failNext('reportComment', 'suspended');
    await choose(root, 1, 'report');
    await asked(root);
    await chooseGround(root, 'abuse');
    part<HTMLTextAreaElement>(root, 'field').value = 'Insults me.';
    await pressOn(part(root, 'dialog-action'));
    await until(() => textOf(part(root, 'dialog-error')), 'the reason');
    expect(part<HTMLTextAreaElement>(root, 'field').value).to.equal('Insults me.');
    await pressOn(part(root, 'dialog-action'));
    await until(() => parts(root, 'dialog-done').length, 'the thanks');
    const sent = memory.callsOf('reportComment').map(({ args }) => args[0]);
    expect(sent[1]).to.deep.equal(sent[0]);
  });

  it('waits for the network when it must, and is the same report when it is sent again', async () => {
    const { root, memory } = await mounted();
    memory.loseAnswer('reportComment');
    await choose(root, 1, 'report');
    await asked(root);
    await chooseGround(root, 'abuse');
    await pressOn(part(root, 'dialog-action'));
    await until(() => parts(root, 'dialog-done').length, 'the thanks');
    expect(textOf(part(root, 'dialog-done'))).to.contain('will be sent as soon as possible');
    window.dispatchEvent(new Event('online'));
    await until(() => memory.callsOf('reportComment').length === 2, 'the report once more');
    const sent = memory.callsOf('reportComment').map(({ args }) => args[0]);
    expect(sent[1]).to.deep.equal(sent[0]);
  });

  it('asks a visitor for a whole notice of illegal content, where the law says what is in it', async () => {
    const viewer = viewers.visitor();
    viewer.can.report = { allowed: true };
    const { root, memory, thread } = await mounted(viewer);
    await choose(root, 1, 'report');
    await asked(root);
    const notice = root.querySelector<HTMLFieldSetElement>('#notice')!;
    expect(notice.checkVisibility()).to.equal(false);
    await chooseGround(root, 'illegal');
    await until(() => notice.checkVisibility(), 'the notice');
    await expectAccessible(thread);
    paste(part<HTMLTextAreaElement>(root, 'field'), 'It sells arms.');
    await pressOn(part(root, 'dialog-action'));
    expect(memory.callsOf('reportComment')).to.have.length(0);
    const [name, email, faith] = notice.querySelectorAll('input');
    expect([name!.autocomplete, email!.autocomplete]).to.deep.equal(['name', 'email']);
    name!.value = 'Ana Lopes';
    email!.value = 'ana@mail.example';
    faith!.focus();
    await press(' ');
    await pressOn(part(root, 'dialog-action'));
    await until(() => parts(root, 'dialog-done').length, 'the thanks');
    expect(memory.callsOf('reportComment')[0]!.args[0]).to.deep.include({
      reason: 'illegal',
      details: 'It sells arms.',
      notice: { name: 'Ana Lopes', email: 'ana@mail.example', goodFaith: true },
    });
  });

  it('leaves it to who has an account whether illegal content is a notice', async () => {
    const { root, memory } = await mounted();
    await choose(root, 1, 'report');
    await asked(root);
    await chooseGround(root, 'illegal');
    await pressOn(part(root, 'dialog-action'));
    await until(() => parts(root, 'dialog-done').length, 'the thanks');
    expect(memory.callsOf('reportComment')[0]!.args[0]).to.include({ notice: null, details: '' });
  });

  it('tells a visitor what it takes', async () => {
    const { root } = await mounted(viewers.visitor());
    await choose(root, 1, 'report');
    await until(() => part(commentElement(root, 1), 'prompt'), 'the prompt');
    expect(dialog(root)).to.equal(null);
  });

  it('is not offered where there is no such thing, nor for one’s own comment', async () => {
    const memory = new MemoryBackend({
      comments: [own(), ...comments(1)],
      viewer: viewers.subscriber(),
      without: ['reportComment'],
    });
    const { root } = await mountReady({ memory });
    expect(await open(root, 1)).not.to.include('Report…');
    const { root: other } = await mounted();
    expect(await open(other, 2)).not.to.include('Report…');
  });
});

describe('palabre-thread: moderating in the page', () => {
  watchHostPage();

  const waiting = () => comment(4, { status: 'pending', text: 'May I?' });
  const staffed = (): Promise<Mounted> => {
    const memory = new MemoryBackend({
      comments: [comment(1), comment(3)],
      viewer: viewers.moderator({ pending: [waiting()] }),
    });
    memory.records.set(idOf(4), waiting());
    return mountReady({ memory });
  };

  it('deletes with a reason, which the tombstone then says', async () => {
    const { root, memory } = await staffed();
    await choose(root, 1, 'delete');
    expect(textOf((await asked(root)).querySelector('h2'))).to.equal(
      'Delete the comment by Reader 1?',
    );
    await chooseGround(root, 'hate');
    await pressOn(part(root, 'dialog-action'));
    await until(() => findPartOf(root, 1, 'ground'), 'the tombstone');
    expect(textOf(partOf(root, 1, 'ground'))).to.equal('Reason: hatred or discrimination.');
    expect(memory.callsOf('deleteComment')[0]!.args[2]).to.include({ ground: 'hate' });
  });

  it('picks, and no longer', async () => {
    const { root } = await staffed();
    await choose(root, 1, 'pick');
    await until(() => findPartOf(root, 1, 'picked'), 'the mark');
    expect(spoken(root, 'status').join()).to.contain('This is an editor’s pick now.');
    await choose(root, 1, 'pick');
    await until(() => !findPartOf(root, 1, 'picked'), 'no mark');
  });

  it('lets appear what waits', async () => {
    const { root } = await staffed();
    const items = await open(root, 4);
    expect(items).to.deep.equal(['Publish', 'Reject']);
    await pressOn(part(root, 'approve'));
    await until(() => findPartOf(root, 4, 'vote-button'), 'it to be published');
  });

  it('refuses what waits', async () => {
    const { root } = await staffed();
    await choose(root, 4, 'reject');
    await until(
      () => textOf(partOf(root, 4, 'status')).startsWith('Rejected by moderation'),
      'it to be refused',
    );
  });

  it('is for nobody else', async () => {
    const { root } = await mounted();
    expect(parts(root, 'pick')).to.have.length(0);
    expect(await open(root, 1)).not.to.include('Make an editor’s pick');
  });
});
