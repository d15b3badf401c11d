import { expect } from '@open-wc/testing';
import type { NewComment } from '../../../src/backend/contract.js';
import { ownEntries, type Entry } from '../../../src/discussion/outbox/outbox.js';
import { letGo, settle } from '../../../src/discussion/outbox/settling.js';
import type { ErrorCode } from '../../../src/model/errors.js';
import { readDatabase } from '../../cache/support.js';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend, type Method } from '../../support/memory-backend.js';
import { comment, comments, idOf, tombstone, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  composerOf,
  findPartOf,
  focused,
  mountReady,
  part,
  partOf,
  parts,
  settled,
  spoken,
  textareaOf,
  textOf,
  until,
  type Mounted,
} from '../../support/thread-fixture.js';
import { keptDrafts, leave } from '../support/drafts.js';
import { watchHostPage } from '../support/host-page.js';
import { press, pressOn } from '../support/keyboard.js';
import { emptied, errorIn, pressSend, write, writeAndSend } from '../support/writing.js';

const me = viewers.subscriber().account!;

/** A reader's page; the last comment is their own. */
function mounted(memory = subscriber(), lang = 'en'): Promise<Mounted> {
  return mountReady({ memory, attributes: { lang } });
}

function subscriber(): MemoryBackend {
  const all = [...comments(2), comment(3, { author: me })];
  return new MemoryBackend({ comments: all, viewer: viewers.subscriber({ editMinutes: null }) });
}

const states = (root: ParentNode): string[] => parts(root, 'state').map(textOf);
const bodies = (root: ParentNode): string[] => parts(root, 'body').map(textOf);
const header = (root: ParentNode): string[] => parts(root, 'outbox').map(textOf);

/** What ends the failures of a test. */
let mend = (): void => undefined;

/** Nothing of a method gets through until the network comes back. */
function cutOff(memory: MemoryBackend, method: Method, code: ErrorCode = 'network'): void {
  const before = mend;
  const end = memory.failAll(method, code);
  mend = () => {
    before();
    end();
  };
}

function comesBack(): void {
  mend();
  mend = () => undefined;
  window.dispatchEvent(new Event('online'));
}

const waits = (root: ParentNode): Promise<void> =>
  until(() => states(root).includes('Waiting for the network'), 'what is said of it');

/** Sends a text that does not get through. */
async function postOffline({ root, memory }: Mounted, text: string): Promise<void> {
  cutOff(memory, 'createComment');
  await writeAndSend(composerOf(root), text);
  await emptied(composerOf(root));
  await waits(root);
}

/** The same as a reply to a comment. */
async function replyOffline({ root, memory }: Mounted, n: number, text: string): Promise<void> {
  cutOff(memory, 'createComment');
  await pressOn(partOf(root, n, 'reply-button'));
  await until(() => editorIn(root, n)?.shadowRoot?.querySelector('textarea'), 'the composer');
  await writeAndSend(editorIn(root, n)!, text);
  await waits(root);
}

/** Sends a comment, and a reply to it, that do not get through; answers the comment. */
async function answerOwnOffline(page: Mounted): Promise<Element> {
  const { root, memory } = page;
  await postOffline(page, 'First');
  const [sent] = memory.callsOf('createComment');
  const { id } = sent!.args[0] as NewComment;
  const own = root.querySelector(`[comment-id='${id}']`)!;
  await pressOn(part(own, 'reply-button'));
  await until(() => own.querySelector('palabre-composer')?.shadowRoot, 'the composer');
  await writeAndSend(own.querySelector('palabre-composer')!, 'Below');
  await until(() => states(root).length === 2, 'both to wait');
  await until(() => !own.querySelector('palabre-composer'), 'the composer to close');
  return own;
}

/** What waits is sent now, and refused. */
async function refuse({ root, memory }: Mounted, method: Method, code: ErrorCode): Promise<void> {
  mend();
  memory.failNext(method, code);
  comesBack();
  await until(() => parts(root, 'refused').length, 'the refusal');
}

async function chooseEdit({ root }: Mounted, n: number, text: string): Promise<void> {
  await pressOn(partOf(root, n, 'menu-button'));
  await until(() => parts(root, 'edit')[0], 'the menu');
  await pressOn(part(root, 'edit'));
  await until(() => editorIn(root, n), 'the editor');
  await until(() => editorIn(root, n)!.shadowRoot?.querySelector('textarea'), 'the field');
  const field = textareaOf(editorIn(root, n)!);
  field.select();
  await write(editorIn(root, n)!, text);
  await pressSend(editorIn(root, n)!);
}

const editorIn = (root: ParentNode, n: number) =>
  commentElement(root, n).querySelector('palabre-composer');

describe('palabre-thread: what waits to be sent', () => {
  watchHostPage();
  afterEach(() => (mend = () => undefined));

  for (const lang of ['en', 'fr']) {
    it(`is accessible while it waits, and once it is refused (${lang})`, async () => {
      const page = await mounted(subscriber(), lang);
      const { thread, root, memory } = page;
      cutOff(memory, 'createComment');
      await writeAndSend(composerOf(root), 'Hello');
      await until(() => parts(root, 'outbox').length, 'what is said of it');
      await settled(thread);
      await expectAccessible(thread);
      await refuse(page, 'createComment', 'closed');
      await settled(thread);
      await expectAccessible(thread);
    });
  }

  const passing: ErrorCode[] = ['network', 'timeout', 'malformed', 'unavailable', 'internal'];
  for (const code of passing) {
    it(`stands in its place after "${code}", and arrives once the network is back`, async () => {
      const page = await mounted();
      const { thread, root, memory } = page;
      cutOff(memory, 'createComment', code);
      await writeAndSend(composerOf(root), 'Dear to me');
      await emptied(composerOf(root));
      await until(() => states(root).length, 'what is said of it');
      await settled(thread);
      expect(states(root)).to.deep.equal(['Waiting for the network']);
      expect(bodies(root)[0]).to.equal('Dear to me');
      expect(header(root)).to.deep.equal(['One change waits for the network']);
      expect(spoken(root, 'alert')).to.deep.equal([]);
      expect(keptDrafts()).to.deep.equal([]);
      let posts = 0;
      thread.addEventListener('palabre-post', () => (posts += 1));
      comesBack();
      await until(() => states(root).length === 0, 'the comment to arrive');
      await settled(thread);
      expect(header(root)).to.deep.equal([]);
      expect(memory.records.size).to.equal(4);
      expect(bodies(root).filter((text) => text === 'Dear to me')).to.have.length(1);
      await until(() => spoken(root, 'status').includes('What waited is sent.'), 'the news');
      expect(posts).to.equal(1);
      const ids = memory.callsOf('createComment').map(({ args }) => (args[0] as NewComment).id);
      expect(new Set(ids).size).to.equal(1);
    });
  }

  it('is written once, though the answer to the first attempt was lost', async () => {
    const { root, memory, thread } = await mounted();
    memory.loseAnswer('createComment');
    await writeAndSend(composerOf(root), 'Once');
    await until(() => states(root).length, 'what is said of it');
    comesBack();
    await until(() => states(root).length === 0, 'the comment to arrive');
    await settled(thread);
    expect(memory.records.size).to.equal(4);
    expect(bodies(root).filter((text) => text === 'Once')).to.have.length(1);
  });

  it('says nothing of a moment, and what takes longer', async () => {
    const { root, memory } = await mounted();
    const gate = memory.hold('voteComment');
    await pressOn(partOf(root, 1, 'vote-button'));
    await until(() => gate.waiting, 'the vote to be sent');
    expect(states(root)).to.deep.equal([]);
    await until(() => states(root).join() === 'Sending…', 'what is said of it');
    gate.release();
    await until(() => states(root).length === 0, 'the vote');
  });

  it('is shown again by the next page, and no draft beside it', async () => {
    const first = await mounted();
    await postOffline(first, 'After the reload');
    cutOff(first.memory, 'voteComment');
    await pressOn(partOf(first.root, 1, 'vote-button'));
    await until(
      () => states(first.root).join() === 'Waiting for the network,Waiting for the network',
      'both to wait',
    );
    leave(first);
    mend();
    const gate = first.memory.hold('createComment');
    const { root, memory, thread } = await mounted(first.memory);
    await until(() => bodies(root).includes('After the reload'), 'the comment');
    await until(() => gate.waiting, 'the comment to be sent');
    await settled(thread);
    expect(partOf(root, 1, 'vote-button').ariaPressed).to.equal('true');
    expect(textareaOf(composerOf(root)).value).to.equal('');
    gate.release();
    await until(() => states(root).length === 0, 'both to arrive');
    expect([memory.records.size, memory.votes.get(idOf(1))]).to.deep.equal([4, 1]);
  });

  it('lasts from the moment in which it is shown, though the page is left in the next', async () => {
    const { root, memory } = await mounted();
    const gate = memory.hold('voteComment');
    const button = partOf(root, 1, 'vote-button');
    const { port1, port2 } = new MessageChannel();
    const left = new Promise((resolve) => port1.addEventListener('message', resolve));
    port1.addEventListener('message', () => {
      window.dispatchEvent(new PageTransitionEvent('pagehide'));
    });
    port1.start();
    // The next task, before which the device has no time to answer.
    const shown = new MutationObserver(() => {
      shown.disconnect();
      port2.postMessage(null);
    });
    shown.observe(button, { attributeFilter: ['aria-pressed'] });
    try {
      await pressOn(button);
      await left;
      const writes = [...(await readDatabase()).values()].map((kept) => (kept as Entry).write);
      expect(writes).to.deep.include({ kind: 'vote', comment: idOf(1), value: 1 });
    } finally {
      port1.close();
      window.dispatchEvent(new PageTransitionEvent('pageshow'));
    }
    gate.release();
    await until(() => memory.votes.get(idOf(1)) === 1, 'the vote to arrive');
  });

  it('is answered as it waits, and the reply follows it', async () => {
    const page = await mounted();
    const { root, memory, thread } = page;
    await postOffline(page, 'First');
    const [id] = memory.callsOf('createComment').map(({ args }) => (args[0] as NewComment).id);
    const own = root.querySelector(`[comment-id='${id}']`)!;
    cutOff(memory, 'createComment');
    await pressOn(part(own, 'reply-button'));
    await until(() => own.querySelector('palabre-composer')?.shadowRoot, 'the composer');
    await writeAndSend(own.querySelector('palabre-composer')!, 'Below');
    await until(() => bodies(own).includes('Below'), 'the reply');
    await settled(thread);
    const waiting = 'Waiting for the network';
    await until(() => states(root).join() === [waiting, waiting].join(), 'both to wait');
    expect(header(root)).to.deep.equal(['2 changes wait for the network']);
    comesBack();
    await until(() => memory.records.size === 5, 'both to arrive');
    const reply = [...memory.records.values()].find(({ parent }) => parent === id);
    expect(reply?.tombstone).to.equal(null);
  });

  it('stays readable where what it answers is deleted meanwhile, also to the next page', async () => {
    const page = await mounted();
    const { root, memory } = page;
    await replyOffline(page, 1, 'Below');
    // Its author took it back, and nobody has answered it: no list has it any more.
    memory.records.delete(idOf(1));
    await refuse(page, 'createComment', 'gone');
    const why = 'Not posted. This comment has been deleted meanwhile.';
    expect(states(root)).to.deep.equal([why]);
    await until(() => parts(commentElement(root, 1), 'gone').length, 'the tombstone above');
    expect(bodies(commentElement(root, 1))).to.deep.equal(['Below']);

    leave(page);
    const next = await mounted(memory);
    await until(() => states(next.root).length, 'what is said of it');
    await settled(next.thread);
    expect([states(next.root), bodies(next.root)[0]]).to.deep.equal([[why], 'Below']);
    await pressOn(part(next.root, 'outbox-button'));
    const own = part(next.root, 'refused').closest('article');
    await until(() => focused() === own, 'the focus');
    await pressOn(part(next.root, 'state-edit-button'));
    await until(() => next.root.querySelector('palabre-composer[edited]'), 'the editor');
    memory.failNext('createComment', 'gone');
    const editor = next.root.querySelector<ReturnType<typeof composerOf>>(
      'palabre-composer[edited]',
    )!;
    await until(() => editor.shadowRoot?.querySelector('textarea'), 'the field');
    await write(editor, 'Again: ');
    await pressSend(editor);
    await until(() => bodies(next.root)[0]?.includes('Again'), 'what was typed');
    await until(() => states(next.root).join() === why, 'that it is refused again');
    await pressOn(part(next.root, 'state-discard-button'));
    await until(() => !bodies(next.root)[0]?.includes('Below'), 'the reply to go');
  });

  it('is found below what it answers, though that is not loaded yet', async () => {
    const page = await mounted();
    const { memory } = page;
    await replyOffline(page, 1, 'Below');
    await refuse(page, 'createComment', 'forbidden');
    leave(page);
    const next = await mountReady({ memory, attributes: { lang: 'en', 'page-size': '1' } });
    await until(() => states(next.root).length, 'what is said of it');
    await settled(next.thread);
    expect(bodies(next.root)[0]).to.equal('Below');
    await pressOn(part(next.root, 'outbox-button'));
    await until(() => focused()?.matches('palabre-comment palabre-comment article'), 'the focus');
    expect(bodies(commentElement(next.root, 1))).to.deep.equal(['Text of comment 1', 'Below']);
    expect(bodies(next.root).filter((text) => text === 'Below')).to.have.length(1);
  });

  it('is answered no more once it is refused, and a reply that waits for it says so', async () => {
    const page = await mounted();
    const { root, memory, thread } = page;
    const own = await answerOwnOffline(page);
    await refuse(page, 'createComment', 'forbidden');
    const behind = 'Waiting for your comment, which was not posted';
    await until(() => states(root)[1] === behind, 'what it waits for');
    await settled(thread);
    expect(header(root)).to.deep.equal([]);
    expect(part(own, 'reply-button').checkVisibility()).to.equal(false);
    part(own, 'comment').focus();
    await press('r');
    await settled(thread);
    expect(own.querySelector('palabre-composer')).to.equal(null);

    memory.failNext('createComment', 'not-found');
    await pressOn(part(own, 'state-discard-button'));
    const why = 'Not posted. There is no such comment.';
    await until(() => states(root).join() === why, 'the reply to be refused');
    await settled(thread);
    expect(bodies(root)[0]).to.equal('Below');
  });

  it('says why it was refused, and is sent once it is mended', async () => {
    const page = await mounted();
    const { root, thread, memory } = page;
    await postOffline(page, 'Too hasty');
    await refuse(page, 'createComment', 'closed');
    expect(states(root)).to.deep.equal(['Not posted. Comments are closed.']);
    await until(() => parts(root, 'outbox-button').length, 'the line above');
    await pressOn(part(root, 'state-edit-button'));
    await until(() => root.querySelector('palabre-composer[edited]')?.shadowRoot, 'the editor');
    const editor = root.querySelector<ReturnType<typeof composerOf>>('palabre-composer[edited]')!;
    await until(() => editor.shadowRoot?.querySelector('textarea'), 'the field');
    await until(() => focused() === textareaOf(editor), 'the focus in it');
    expect(textareaOf(editor).value).to.equal('Too hasty');

    memory.failNext('createComment', 'closed');
    await write(editor, 'Better: ');
    await pressSend(editor);
    expect(await errorIn(editor)).to.equal('Comments are closed.');
    await pressSend(editor);
    await until(() => states(root).length === 0, 'the comment to arrive');
    await settled(thread);
    expect(bodies(root)[0]).to.contain('Better');
    expect(memory.records.size).to.equal(4);
  });

  it('stays where it is rewritten, though another tab throws it away', async () => {
    const page = await mounted();
    const { root, thread, memory } = page;
    await postOffline(page, 'Mine');
    await refuse(page, 'createComment', 'closed');
    await pressOn(part(root, 'state-edit-button'));
    const editor = (): ReturnType<typeof composerOf> | null =>
      root.querySelector('palabre-composer[edited]');
    await until(() => editor()?.shadowRoot?.querySelector('textarea'), 'the field');
    await write(editor()!, 'Better: ');
    const { discussion } = thread.context!;
    const discardElsewhere = (): void =>
      letGo(
        discussion,
        ownEntries(discussion).map(({ key }) => key),
      );
    discardElsewhere();
    await settled(thread);
    expect(textareaOf(editor()!).value).to.contain('Better: ');
    await pressSend(editor()!);
    await until(() => memory.records.size === 4, 'the comment to arrive');
    await until(() => states(root).length === 0 && !editor(), 'that nothing waits');
    expect(bodies(root)[0]).to.contain('Better');
  });

  it('stays where it was being changed, though another tab mends it under another id', async () => {
    const page = await mounted();
    const { root, thread, memory } = page;
    const { discussion } = thread.context!;
    await postOffline(page, 'Mine');
    const [entry] = ownEntries(discussion);
    const own = root.querySelector(`[comment-id='${entry!.write.comment}']`)!;
    const editor = () => root.querySelector<ReturnType<typeof composerOf>>('[edited]');
    await pressOn(part(own, 'menu-button'));
    await until(() => parts(root, 'edit')[0], 'the menu');
    await pressOn(part(root, 'edit'));
    await until(() => editor()?.shadowRoot?.querySelector('textarea'), 'the field');
    await write(editor()!, 'Better: ');
    await refuse(page, 'createComment', 'conflict');
    settle(discussion, entry!.key, memory.write(comment(50, { author: me, text: 'Mended' })));
    await until(() => bodies(root).includes('Mended'), 'what the other tab sent');
    await settled(thread);
    expect(textareaOf(editor()!).value).to.contain('Better: ');
    await pressSend(editor()!);
    await until(() => states(root).length === 0 && !editor(), 'that nothing waits');
    expect(bodies(root)[0]).to.contain('Better');
    expect(memory.records.size).to.equal(4);
  });

  it('is thrown away, and the keyboard goes on', async () => {
    const page = await mounted();
    const { root } = page;
    await postOffline(page, 'Not worth it');
    await refuse(page, 'createComment', 'closed');
    part(root, 'state-discard-button').focus();
    await press(' ');
    await until(() => !bodies(root).includes('Not worth it'), 'the comment to go');
    await until(() => focused() === part(commentElement(root, 3), 'comment'), 'the focus');
    await until(() => spoken(root, 'status').join() === 'Discarded.', 'what is said');
    expect(parts(root, 'outbox-button')).to.have.length(0);
  });

  it('shows a change that was refused as not done, with its text to be mended', async () => {
    const page = await mounted();
    const { root, thread, memory } = page;
    cutOff(memory, 'editComment');
    await chooseEdit(page, 3, 'Changed');
    await until(() => states(root).length, 'what is said of it');
    expect(textOf(partOf(root, 3, 'body'))).to.equal('Changed');
    await refuse(page, 'editComment', 'forbidden');
    await settled(thread);
    expect(textOf(partOf(root, 3, 'body'))).to.equal('Text of comment 3');
    expect(textOf(partOf(root, 3, 'state'))).to.contain('Not changed.');
    await expectAccessible(thread);
    await pressOn(partOf(root, 3, 'state-edit-button'));
    await until(() => editorIn(root, 3)?.shadowRoot?.querySelector('textarea'), 'the editor');
    expect(textareaOf(editorIn(root, 3)!).value).to.equal('Changed');
    await pressSend(editorIn(root, 3)!);
    await until(() => states(root).length === 0, 'the change to arrive');
    expect(textOf(partOf(root, 3, 'body'))).to.equal('Changed');
  });

  it('keeps readable what was to change a comment that no list has any more', async () => {
    const page = await mounted();
    const { root, memory } = page;
    cutOff(memory, 'editComment');
    await chooseEdit(page, 3, 'Changed, *dearly*');
    await until(() => states(root).length, 'what is said of it');
    await refuse(page, 'editComment', 'gone');
    leave(page);
    // Its author took it back elsewhere, and nobody has answered it.
    memory.records.delete(idOf(3));
    const next = await mounted(memory);
    await until(() => parts(next.root, 'outbox-button').length, 'the line above');
    await pressOn(part(next.root, 'outbox-button'));
    await until(() => focused() === part(commentElement(next.root, 3), 'comment'), 'the focus');
    expect(states(next.root)).to.deep.equal([
      'Not changed. This comment has been deleted meanwhile.',
    ]);
    expect(textOf(partOf(next.root, 3, 'state-source'))).to.equal('Changed, *dearly*');
    await settled(next.thread);
    await expectAccessible(next.thread);
    // Loaded anew, no list has it: the line leads there again.
    await next.thread.refresh();
    await pressOn(part(next.root, 'outbox-button'));
    await until(() => parts(next.root, 'state-source').length, 'the text');
    await pressOn(partOf(next.root, 3, 'state-discard-button'));
    await until(() => parts(next.root, 'state-source').length === 0, 'the text to go');
    expect(parts(next.root, 'outbox-button')).to.deep.equal([]);
  });

  it('sets apart on a tombstone what can be done about a change that was refused', async () => {
    const page = await mounted();
    const { root, thread, memory } = page;
    cutOff(memory, 'editComment');
    await chooseEdit(page, 3, 'Changed');
    await until(() => states(root).length, 'what is said of it');
    memory.write(tombstone(3, 'moderation'));
    await refuse(page, 'editComment', 'gone');
    await until(() => findPartOf(root, 3, 'tombstone'), 'the tombstone');
    await settled(thread);
    expect(textOf(partOf(root, 3, 'state-source'))).to.equal('Changed');
    const { fontStyle, marginInlineStart } = getComputedStyle(
      partOf(root, 3, 'state-discard-button'),
    );
    expect(fontStyle).to.equal('normal');
    expect(parseFloat(marginInlineStart)).to.be.above(0);
  });

  it('deletes later, and shows the tombstone until then', async () => {
    const page = await mounted();
    const { root, memory } = page;
    cutOff(memory, 'deleteComment');
    await pressOn(partOf(root, 3, 'menu-button'));
    await until(() => parts(root, 'delete')[0], 'the menu');
    await pressOn(part(root, 'delete'));
    await until(() => root.querySelector('dialog'), 'the question');
    await pressOn(part(root, 'dialog-action'));
    await until(() => !root.querySelector('dialog'), 'the end');
    await until(() => states(root).length, 'what is said of it');
    expect(findPartOf(root, 3, 'tombstone')).not.to.equal(null);
    await refuse(page, 'deleteComment', 'suspended');
    expect(textOf(partOf(root, 3, 'state'))).to.contain('Not deleted.');
    expect(findPartOf(root, 3, 'tombstone')).to.equal(null);
    expect(findPartOf(root, 3, 'state-edit-button')).to.equal(null);
    await pressOn(partOf(root, 3, 'state-discard-button'));
    await until(() => focused() === part(commentElement(root, 3), 'comment'), 'the focus');
    expect(states(root)).to.deep.equal([]);
    expect(memory.records.get(idOf(3))!.tombstone).to.equal(null);
  });

  it('deletes at once what was never sent, and the keyboard goes on', async () => {
    const page = await mounted();
    const { root } = page;
    const own = await answerOwnOffline(page);
    await pressOn(part(own.querySelector('palabre-comment')!, 'menu-button'));
    await until(() => parts(root, 'delete')[0], 'the menu');
    await pressOn(part(root, 'delete'));
    await until(() => root.querySelector('dialog'), 'the question');
    await pressOn(part(root, 'dialog-action'));
    await until(() => !root.querySelector('dialog'), 'the end');
    await until(() => !bodies(root).includes('Below'), 'the reply to go');
    await until(() => focused() === part(commentElement(root, 3), 'comment'), 'the focus');
    expect(spoken(root, 'status').join()).to.contain('Comment deleted.');
  });

  it('takes back a vote that is refused later, and says why in sight', async () => {
    const { root, memory } = await mounted();
    cutOff(memory, 'voteComment');
    await pressOn(partOf(root, 1, 'vote-button'));
    await until(
      () => spoken(root, 'status').join().includes('No connection'),
      'what is said of it',
    );
    expect(states(root)).to.deep.equal(['Waiting for the network']);
    expect(partOf(root, 1, 'vote-button').ariaPressed).to.equal('true');
    mend();
    memory.failNext('voteComment', 'gone');
    comesBack();
    await until(() => parts(root, 'notice').length, 'the notice');
    expect(textOf(part(root, 'notice'))).to.contain('Your vote could not be sent.');
    await until(() => partOf(root, 1, 'vote-button').ariaPressed === 'false', 'the vote to go');
  });

  it('is seen by nobody else, who learns that there is something', async () => {
    const page = await mounted();
    const { root, thread, memory } = page;
    await postOffline(page, 'Between us');
    mend();
    memory.viewer = viewers.subscriber({}, 'Somebody else');
    thread.token = 'another';
    await until(() => !bodies(root).includes('Between us'), 'the comment to go');
    await until(() => header(root).length, 'the line');
    expect(header(root)[0]).to.contain('One message of another account waits on this device');
    await expectAccessible(thread);
    comesBack();
    await settled(thread);
    expect(memory.records.size).to.equal(3);
    memory.viewer = viewers.subscriber();
    thread.token = 'first';
    await until(() => memory.records.size === 4, 'the comment to arrive');
    expect(header(root)).to.deep.equal([]);
  });

  it('waits for its author to sign in again, and says so', async () => {
    const page = await mounted();
    const { root, thread, memory } = page;
    await postOffline(page, 'Still here');
    mend();
    cutOff(memory, 'createComment', 'login');
    window.dispatchEvent(new Event('online'));
    await until(() => states(root).join().includes('sign in again'), 'what is said of it');
    await until(() => header(root).join().includes('until you sign in again'), 'the count of it');
    mend();
    thread.token = 'fresh';
    await until(() => memory.records.size === 4, 'the comment to arrive');
    await until(() => states(root).length === 0, 'nothing more to say');
  });
});
