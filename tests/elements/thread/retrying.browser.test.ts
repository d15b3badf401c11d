import { expect } from '@open-wc/testing';
import type { NewComment } from '../../../src/backend/contract.js';
import type { ErrorCode } from '../../../src/model/errors.js';
import { isCommentId } from '../../../src/model/id.js';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend, type Method } from '../../support/memory-backend.js';
import { comments, viewers } from '../../support/thread-builders.js';
import {
  composerOf,
  focused,
  mountReady,
  parts,
  settled,
  textareaOf,
  textOf,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { emptied, errorIn, pressSend, write, writeAndSend } from '../support/writing.js';

interface Setting {
  without?: Method[];
  token?: () => Promise<string | null>;
}

async function mountSubscriber({ without = [], token }: Setting = {}) {
  const memory = new MemoryBackend({
    comments: comments(2),
    viewer: viewers.subscriber(),
    without,
  });
  if (token) memory.tokens = new Set(['token 1']);
  const mounted = await mountReady({ memory, set: { token: token ?? null } });
  const created = (): NewComment[] =>
    memory.callsOf('createComment').map(({ args }) => args[0] as NewComment);
  return { ...mounted, created, composer: composerOf(mounted.root) };
}

/** A source of tokens, numbered from 1. */
function tokens() {
  const source = { asked: 0, next: async () => `token ${(source.asked += 1)}` as string | null };
  return source;
}

describe('palabre-thread: a text that was not sent', () => {
  watchHostPage();

  it('is accessible with each reason', async () => {
    for (const code of ['closed', 'login'] as const) {
      const { thread, memory, composer } = await mountSubscriber();
      memory.failNext('createComment', code);
      await writeAndSend(composer, 'Text');
      await errorIn(composer);
      await settled(thread);
      await expectAccessible(thread);
    }
  });

  const reasons: [ErrorCode, string][] = [
    ['login', 'Your session has expired: please sign in again.'],
    ['subscribe', 'This takes a subscription.'],
    ['suspended', 'Your account is suspended.'],
    ['closed', 'Comments are closed.'],
    ['gone', 'This comment has been deleted meanwhile.'],
    ['conflict', 'This comment could not be stored. Copy your text and reload the page.'],
    ['too-large', 'This text is too large.'],
    ['invalid', 'The request was refused.'],
  ];
  for (const [code, said] of reasons) {
    it(`stays after "${code}", which is said`, async () => {
      const { thread, root, memory, composer } = await mountSubscriber();
      memory.failNext('createComment', code);
      await writeAndSend(composer, 'Dear to me');
      expect(await errorIn(composer)).to.equal(said);
      await settled(thread);

      expect(textareaOf(composer).value).to.equal('Dear to me');
      expect(textareaOf(composer).readOnly).to.equal(false);
      await until(() => focused() === textareaOf(composer), 'the focus in the text');
      expect(parts(root, 'comment'), 'the comment is taken back').to.have.length(2);
    });
  }

  it('says when to try again', async () => {
    const { memory, composer } = await mountSubscriber();
    memory.failNext('createComment', 'wait', 61.2);
    await writeAndSend(composer, 'Text');
    expect(await errorIn(composer)).to.equal(
      'Too much at once: please wait a little. Try again in 62 seconds.',
    );
  });

  it('goes again with the same id, and the next one with a new id', async () => {
    const { memory, composer, created } = await mountSubscriber();
    memory.failNext('createComment', 'wait');
    await writeAndSend(composer, 'First');
    await errorIn(composer);
    await pressSend(composer);
    await emptied(composer);
    await writeAndSend(composer, 'Second');
    await until(() => created().length === 3, 'the second comment');
    await emptied(composer);

    const [attempt, again, next] = created().map(({ id }) => id);
    expect(isCommentId(attempt)).to.equal(true);
    expect(again).to.equal(attempt);
    expect(next).not.to.equal(attempt);
  });

  it('forgets the error as soon as the text changes', async () => {
    const { composer } = await mountSubscriber();
    await writeAndSend(composer, ' ');
    await errorIn(composer);
    await write(composer, 'x');
    expect(textareaOf(composer).getAttribute('aria-invalid')).to.equal('false');
  });

  it('renews an expired token once before the reader is bothered', async () => {
    const source = tokens();
    const { memory, composer } = await mountSubscriber({ token: source.next });
    expect(source.asked).to.equal(1);
    memory.tokens = new Set(['token 2']);
    await writeAndSend(composer, 'Text');
    await emptied(composer);
    expect(source.asked).to.equal(2);
    expect(memory.callsOf('createComment').map(({ token }) => token)).to.deep.equal([
      'token 1',
      'token 2',
    ]);
  });

  it('asks the reader to sign in when the fresh token is refused too', async () => {
    const source = tokens();
    const { thread, memory, composer } = await mountSubscriber({ token: source.next });
    memory.tokens = new Set();
    await writeAndSend(composer, 'Text');
    expect(await errorIn(composer)).to.equal('Your session has expired: please sign in again.');
    expect(source.asked).to.equal(2);
    expect(textareaOf(composer).value).to.equal('Text');

    // Signed in again in another window, the reader only has to press again.
    memory.tokens = new Set(['token 3']);
    await pressSend(composer);
    await emptied(composer);
    await settled(thread);
    expect(memory.records.size).to.equal(3);
  });

  it('stays through a reload that fails, and another order', async () => {
    const { thread, root, memory, composer } = await mountSubscriber();
    await write(composer, 'Half a thought');
    memory.failNext('loadThread', 'network');
    await thread.refresh();
    await settled(thread);
    expect(textareaOf(composerOf(root)).value).to.equal('Half a thought');
    expect(parts(root, 'comment'), 'what was shown is shown still').to.have.length(2);

    thread.sort = 'oldest';
    await until(() => textOf(parts(root, 'body')[0]!) === 'Text of comment 1', 'the other order');
    expect(textareaOf(composerOf(root)).value).to.equal('Half a thought');
  });

  it('is in its place though the list was loaded anew meanwhile', async () => {
    const { thread, root, memory, composer } = await mountSubscriber();
    const gate = memory.hold('createComment');
    await writeAndSend(composer, 'Patience');
    await until(() => gate.waiting === 1, 'the comment to be sent');
    await thread.refresh();
    gate.release();
    await emptied(composer);
    await settled(thread);
    expect(parts(root, 'body').map(textOf)).to.include('Patience');
  });
});
