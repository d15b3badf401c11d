import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import {
  chain,
  comment,
  comments,
  idOf,
  tombstone,
  viewers,
} from '../../support/thread-builders.js';
import {
  commentElement,
  composerOf,
  mount,
  mountReady,
  part,
  partOf,
  parts,
  settled,
  textOf,
  until,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';
import { counterOf, errorIn, pressSend, write } from '../support/writing.js';

describe('palabre-thread: every state is accessible', () => {
  watchHostPage();

  it('loading', async () => {
    const memory = new MemoryBackend();
    const gate = memory.hold('loadThread');
    const { thread, root } = await mount({ memory });
    await until(() => gate.waiting === 1, 'the thread to be asked for');

    expect(part(root, 'thread').getAttribute('aria-busy')).to.equal('true');
    expect(parts(root, 'skeleton')).to.have.length(1);
    await expectAccessible(thread);
    gate.release();
  });

  it('empty', async () => {
    const { thread, root } = await mountReady({ viewer: viewers.subscriber() });
    expect(textOf(part(root, 'empty'))).to.equal('No comments yet.');
    expect(part(root, 'thread').getAttribute('aria-busy')).to.equal('false');
    await expectAccessible(thread);
  });

  it('failed', async () => {
    const memory = new MemoryBackend();
    memory.failNext('loadThread', 'unavailable', 30);
    const { thread, root } = await mount({ memory });
    const reason = 'The comments are unavailable for the moment. Try again in 30 seconds.';
    await until(() => textOf(root).includes(reason), 'the reason');

    expect(textOf(part(root, 'failure'))).to.equal(
      'The comments could not be loaded. The comments are unavailable for the moment. ' +
        'Try again in 30 seconds. Try again',
    );
    await expectAccessible(thread);
  });

  it('without a backend that works', async () => {
    const { thread, root } = await mount({ set: { backend: 'no-such-adapter:https://a.example' } });
    await until(() => parts(root, 'failure').length, 'the failure');
    await expectAccessible(thread);
  });

  const gated = {
    visitor: viewers.visitor(),
    'registered reader': viewers.registered(),
    'suspended reader': viewers.suspended(),
    'reader suspended until a day': viewers.suspended('2031-05-06T10:00:00.000Z'),
    'reader who must wait': viewers.waiting('2031-05-06T10:00:00.000Z'),
    'reader of a closed thread': viewers.closed(),
    'reader where nobody may': viewers.unsupported(),
  };
  for (const [who, viewer] of Object.entries(gated)) {
    it(`for a ${who}`, async () => {
      const { thread } = await mountReady({ viewer, comments: comments(2) });
      await expectAccessible(thread);
    });
  }

  it('with replies on every level, tombstones, badges, picks and every node of a body', async () => {
    const { thread } = await mountReady({
      comments: [
        ...chain(8),
        comment(20, {
          picked: true,
          editedAt: '2024-02-01T10:00:00.000Z',
          votes: { up: 3, down: 0 },
          author: { id: 'x', name: 'Ana', picture: null, badges: ['staff', 'botanist'] },
        }),
        tombstone(21, 'author'),
        tombstone(22, 'moderation', { parent: 21 }),
        tombstone(23, 'account-erased', { parent: 22 }),
        comment(24, { parent: 21, at: new Date() }),
      ],
      viewer: viewers.subscriber(),
    });
    await expectAccessible(thread);
  });

  it('with the composer open, with an error in it, and beyond its limit', async () => {
    const { thread, root } = await mountReady({
      comments: comments(2),
      viewer: viewers.subscriber(),
    });
    await pressOn(partOf(root, 1, 'reply-button'));
    await until(() => commentElement(root, 1).querySelector('palabre-composer'), 'the composer');
    await settled(thread);
    await expectAccessible(thread);

    const composer = composerOf(root, 1);
    await pressSend(composer);
    await errorIn(composer);
    await expectAccessible(thread);

    await write(composer, 'a'.repeat(10_001));
    await settled(thread);
    expect(counterOf(composer)).to.equal('1 character too many');
    await expectAccessible(thread);
  });

  it('voted, one’s own, linked and pending', async () => {
    const { thread, root } = await mountReady({
      comments: [
        comment(1, { votes: { up: 1, down: 0 } }),
        comment(2, { author: viewers.subscriber().account! }),
        comment(3),
      ],
      viewer: viewers.subscriber({
        votes: [{ id: idOf(1), value: 1 }],
        pending: [comment(4, { status: 'pending' }), comment(5, { status: 'rejected' })],
      }),
    });
    expect(await thread.showComment(idOf(3))).to.equal(true);
    expect(partOf(root, 1, 'vote-button').getAttribute('aria-pressed')).to.equal('true');
    await expectAccessible(thread);
  });

  it('while a comment is being sent', async () => {
    const memory = new MemoryBackend({ viewer: viewers.subscriber(), comments: comments(1) });
    const { thread, root } = await mountReady({ memory });
    const gate = memory.hold('createComment');
    await write(composerOf(root), 'On its way');
    await pressSend(composerOf(root));
    await until(() => gate.waiting === 1, 'the comment to be sent');
    await settled(thread);

    expect(textOf(root).includes('Sending…')).to.equal(true);
    await expectAccessible(thread);
    gate.release();
    await until(() => !textOf(root).includes('Sending…'), 'the comment to be there');
  });

  it('with a notice, and after a visitor’s press on "vote"', async () => {
    const memory = new MemoryBackend({ viewer: viewers.subscriber(), comments: comments(1) });
    const { thread, root } = await mountReady({ memory });
    memory.failNext('voteComment', 'forbidden');
    await pressOn(partOf(root, 1, 'vote-button'));
    await until(() => parts(root, 'notice').length, 'the notice');
    await expectAccessible(thread);

    const visitor = await mountReady({ comments: comments(1) });
    await pressOn(partOf(visitor.root, 1, 'vote-button'));
    await settled(visitor.thread);
    await expectAccessible(visitor.thread);
  });
});
