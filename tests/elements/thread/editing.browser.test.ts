import { expect } from '@open-wc/testing';
import type { PalabreComposer } from '../../../src/elements/composer/composer.js';
import type { PalabreRequestEvent } from '../../../src/elements/request-event.js';
import { expectAccessible } from '../../support/axe.js';
import { author, comment, idOf, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  findPartOf,
  focused,
  mountReady,
  part,
  partOf,
  parts,
  spoken,
  textareaOf,
  textOf,
  until,
  type Mounted,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { pressEnterWith, pressOn, press } from '../support/keyboard.js';
import { errorIn, write } from '../support/writing.js';

const MINUTE = 60_000;
const ago = (minutes: number): Date => new Date(Date.now() - minutes * MINUTE);

const mounted = (minutes = 2, editMinutes: number | null = 15): Promise<Mounted> =>
  mountReady({
    comments: [
      comment(1, { author: author('Subscriber'), text: 'One word.', at: ago(minutes) }),
      comment(2),
    ],
    viewer: viewers.subscriber({ editMinutes }),
  });

async function offered(root: ShadowRoot, n: number): Promise<string[]> {
  await pressOn(partOf(root, n, 'menu-button'));
  await until(() => parts(root, 'menu').some((menu) => menu.matches(':popover-open')), 'the menu');
  return parts(root, 'menu-item').map(textOf);
}

const editorOf = (root: ParentNode): PalabreComposer =>
  commentElement(root, 1).querySelector('palabre-composer')!;

/** Opens the text of the first comment. */
async function open(root: ShadowRoot): Promise<void> {
  await offered(root, 1);
  await pressOn(part(root, 'edit'));
  await until(() => commentElement(root, 1).isAnswered, 'the composer');
  await editorOf(root).updateComplete;
  await until(() => focused() === textareaOf(editorOf(root)), 'the focus in it');
}

describe('palabre-thread: editing one’s own comment', () => {
  watchHostPage();

  for (const scheme of ['light', 'dark']) {
    it(`is accessible in ${scheme} colours`, async () => {
      const { thread, root } = await mountReady({
        comments: [comment(1, { author: author('Subscriber'), at: ago(2) })],
        viewer: viewers.subscriber(),
        attributes: { 'color-scheme': scheme },
      });
      await open(root);
      await expectAccessible(thread);
    });
  }

  it('is offered as long as it may be, which is said', async () => {
    const { root } = await mounted(2.5);
    expect(await offered(root, 1)).to.include('Edit (13 minutes left)');
    await press('Escape');
    const late = await mounted(16);
    expect((await offered(late.root, 1)).join()).not.to.contain('Edit');
    await press('Escape');
    const unlimited = await mounted(9000, null);
    expect(await offered(unlimited.root, 1)).to.include('Edit');
  });

  it('is offered by the backend’s clock, whichever way the device’s is wrong', async () => {
    const DAY = 24 * 60 * MINUTE;
    for (const ahead of [-DAY, DAY]) {
      // By the device's clock it was written a day ago, or will be tomorrow.
      const now = new Date(Date.now() - ahead).toISOString();
      const at = new Date(Date.now() - ahead - 2.5 * MINUTE);
      const { thread, root } = await mountReady({
        comments: [comment(1, { author: author('Subscriber'), at })],
        viewer: viewers.subscriber({ now }),
      });
      expect(await offered(root, 1)).to.include('Edit (13 minutes left)');
      await press('Escape');
      thread.remove();
    }
  });

  it('is not offered for what others wrote', async () => {
    const { root } = await mounted();
    expect((await offered(root, 2)).join()).not.to.contain('Edit');
    await press('Escape');
  });

  it('begins with the text, shows the change, and says that it was done', async () => {
    const { root, memory } = await mounted();
    await open(root);
    const composer = editorOf(root);
    expect(textareaOf(composer).value).to.equal('One word.');
    await write(composer, 'Other words.');
    await pressEnterWith('Control');
    await until(() => textOf(partOf(root, 1, 'body')) === 'Other words.', 'the change');
    await until(() => !commentElement(root, 1).isAnswered, 'the composer to close');
    await until(() => focused() === partOf(root, 1, 'menu-button'), 'the focus');
    expect(memory.callsOf('editComment')[0]!.args.slice(0, 2)).to.deep.equal([
      idOf(1),
      'Other words.',
    ]);
    expect(spoken(root, 'status').join()).to.contain('Comment changed.');
  });

  it('keeps the text and says why when it fails; the comment is as it was', async () => {
    const { root, memory } = await mounted();
    await open(root);
    memory.failNext('editComment', 'forbidden');
    await write(editorOf(root), 'Too late.');
    await pressEnterWith('Control');
    expect(await errorIn(editorOf(root))).to.contain('not allowed');
    expect(textareaOf(editorOf(root)).value).to.equal('Too late.');
    expect(textOf(partOf(root, 1, 'body'))).to.equal('One word.');
  });

  it('is given up by Cancel', async () => {
    const { root, memory } = await mounted();
    await open(root);
    await pressOn(part(editorOf(root).shadowRoot!, 'cancel-button'));
    await until(() => !commentElement(root, 1).isAnswered, 'the composer to close');
    await until(() => focused() === partOf(root, 1, 'menu-button'), 'the focus');
    expect(memory.callsOf('editComment')).to.have.length(0);
  });

  it('reaches a comment that was withdrawn meanwhile with a word on it', async () => {
    const { root, memory } = await mounted();
    await open(root);
    memory.failNext('editComment', 'gone');
    await write(editorOf(root), 'Still there?');
    await pressEnterWith('Control');
    expect(await errorIn(editorOf(root))).to.contain('deleted meanwhile');
  });

  it('can be taken over by the page', async () => {
    const { root, thread, memory } = await mounted();
    const heard: unknown[] = [];
    thread.addEventListener('palabre-edit-request', (event: PalabreRequestEvent<unknown>) => {
      event.preventDefault();
      heard.push(event.detail);
    });
    await open(root);
    await write(editorOf(root), 'By the page.');
    await pressEnterWith('Control');
    await until(() => heard.length, 'the event');
    expect(heard).to.deep.equal([{ comment: idOf(1), source: 'By the page.' }]);
    expect(memory.callsOf('editComment')).to.have.length(0);
    expect(findPartOf(root, 1, 'tombstone')).to.equal(null);
  });
});
