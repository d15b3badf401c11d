import { expect } from '@open-wc/testing';
import { PalabreEvent } from '../../../src/elements/events.js';
import { PalabreRequestEvent } from '../../../src/elements/request-event.js';
import { newId } from '../../../src/model/new-id.js';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comments, idOf, viewers } from '../../support/thread-builders.js';
import {
  composerOf,
  mount,
  mountReady,
  parts,
  partOf,
  ready,
  settled,
  shownNumbers,
  spoken,
  textareaOf,
  until,
  type Mounted,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';
import { emptied, errorIn, writeAndSend } from '../support/writing.js';

const subscriber = (): Promise<Mounted> =>
  mountReady({ comments: comments(2), viewer: viewers.subscriber() });

/** The first event of a type that reaches the document. */
function heard<T extends Event>(type: string, handle?: (event: T) => void): T[] {
  const events: T[] = [];
  document.addEventListener(
    type,
    (event) => {
      events.push(event as T);
      handle?.(event as T);
    },
    { once: true },
  );
  return events;
}

describe('palabre-thread: its requests', () => {
  watchHostPage();

  it('is accessible while the page takes a request over', async () => {
    const { thread, root } = await subscriber();
    heard('palabre-vote-request', (event) => event.preventDefault());
    await pressOn(partOf(root, 1, 'vote-button'));
    await expectAccessible(thread);
  });

  it('reach the page, and can be prevented', async () => {
    const { thread, root } = await subscriber();
    const votes = heard<PalabreRequestEvent<unknown>>('palabre-vote-request');
    const posts = heard<PalabreRequestEvent<unknown>>('palabre-post-request');
    await pressOn(partOf(root, 1, 'vote-button'));
    await writeAndSend(composerOf(root), 'Text');
    await emptied(composerOf(root));
    for (const event of [votes[0]!, posts[0]!]) {
      expect([event.bubbles, event.composed, event.cancelable]).to.deep.equal([true, true, true]);
      expect(event).to.be.instanceOf(PalabreRequestEvent);
      expect(event.target).to.equal(thread);
    }
    expect(votes[0]!.detail).to.deep.equal({ comment: idOf(1), value: 1 });
    expect(posts[0]!.detail).to.include({ parent: null, source: 'Text', attempted: null });
  });

  it('do nothing when a vote is prevented', async () => {
    const { thread, root, memory } = await subscriber();
    const votes = heard('palabre-vote-request', (event) => event.preventDefault());
    await pressOn(partOf(root, 1, 'vote-button'));
    await until(() => votes.length, 'the request');
    await settled(thread);
    expect(parts(root, 'voted')).to.have.length(0);
    expect(memory.callsOf('voteComment')).to.have.length(0);
  });

  it('do nothing when a post is prevented, and the text stays', async () => {
    const { thread, root, memory } = await subscriber();
    const posts = heard('palabre-post-request', (event) => event.preventDefault());
    await writeAndSend(composerOf(root), 'Mine');
    await until(() => posts.length, 'the request');
    await settled(thread);
    expect(textareaOf(composerOf(root)).value).to.equal('Mine');
    expect(textareaOf(composerOf(root)).readOnly).to.equal(false);
    expect(parts(root, 'comment')).to.have.length(2);
    expect(memory.callsOf('createComment')).to.have.length(0);
  });

  it('settle with what came of them', async () => {
    const { thread, memory } = await subscriber();
    const detail = { id: newId(), parent: null, source: 'From the page', attempted: null };
    const posted = new PalabreRequestEvent('palabre-post-request', detail);
    thread.dispatchEvent(posted);
    await posted.outcome;
    expect(memory.records.get(detail.id)).not.to.equal(undefined);

    memory.failNext('createComment', 'closed');
    const refused = new PalabreRequestEvent('palabre-post-request', { ...detail, id: newId() });
    thread.dispatchEvent(refused);
    const reason = await refused.outcome.then(
      () => null,
      (error: { code: string }) => error.code,
    );
    expect(reason).to.equal('closed');
  });

  it('are dispatched while nobody listens to their failure', async () => {
    const { thread, memory } = await subscriber();
    memory.failNext('voteComment', 'gone');
    const detail = { comment: idOf(1), value: 1 as const };
    thread.dispatchEvent(new PalabreRequestEvent('palabre-vote-request', detail));
    await until(() => spoken(thread.shadowRoot!, 'alert').length, 'the reason');
  });
});

describe('palabre-thread: its notifications', () => {
  watchHostPage();

  it('tell of the first page once it is shown', async () => {
    let seen: number[] = [];
    let loads = 0;
    const memory = new MemoryBackend({ comments: comments(2) });
    const gate = memory.hold('loadThread');
    const mounted = await mount({ memory });
    mounted.thread.addEventListener('palabre-load', (event) => {
      loads += 1;
      seen = shownNumbers(mounted.root);
      expect(event.detail).to.include({ key: 'k', total: 2 });
      expect([event.bubbles, event.composed]).to.deep.equal([true, true]);
    });
    gate.release();
    await ready(mounted);
    expect(loads).to.equal(1);
    expect(seen).to.deep.equal([2, 1]);
  });

  it('tell of a comment that was written, and of the new number', async () => {
    const { root } = await subscriber();
    const posts = heard<PalabreEvent<{ comment: { id: string } }>>('palabre-post');
    const changes = heard<PalabreEvent<unknown>>('palabre-change');
    await writeAndSend(composerOf(root), 'Text');
    await until(() => posts.length && changes.length, 'the notifications');
    expect(posts[0]!.detail.comment).to.include({ status: 'published' });
    expect(changes[0]!.detail).to.include({ key: 'k', total: 3 });
    expect(posts[0]).to.be.instanceOf(PalabreEvent);
  });

  it('tell of a vote that was counted', async () => {
    const { root } = await subscriber();
    const votes = heard<PalabreEvent<unknown>>('palabre-vote');
    await pressOn(partOf(root, 2, 'vote-button'));
    await until(() => votes.length, 'the notification');
    expect(votes[0]!.detail).to.deep.equal({ comment: idOf(2), value: 1 });
  });

  it('tell of each failure that the reader is told of', async () => {
    const codes: string[] = [];
    const { thread, root, memory } = await subscriber();
    thread.addEventListener('palabre-error', ({ detail }) => codes.push(detail.error.code));
    memory.failNext('voteComment', 'gone');
    await pressOn(partOf(root, 1, 'vote-button'));
    await until(() => codes.length === 1, 'the failed vote');
    memory.failNext('createComment', 'wait');
    await writeAndSend(composerOf(root), 'Text');
    await errorIn(composerOf(root));
    await until(() => codes.length === 2, 'the failed comment');
    memory.failNext('loadThread', 'network');
    await thread.refresh();
    expect(codes).to.deep.equal(['gone', 'wait', 'network']);
  });

  it('tell of a thread that could not be loaded', async () => {
    const memory = new MemoryBackend();
    memory.failNext('loadThread', 'timeout');
    const errors = heard<PalabreEvent<{ error: { code: string } }>>('palabre-error');
    await mount({ memory });
    await until(() => errors.length, 'the notification');
    expect(errors[0]!.detail.error.code).to.equal('timeout');
  });
});
