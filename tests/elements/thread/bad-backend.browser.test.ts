import { expect } from '@open-wc/testing';
import type { CommentsBackend } from '../../../src/backend/contract.js';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comment, comments, idOf, viewers } from '../../support/thread-builders.js';
import {
  mount,
  mountReady,
  part,
  partOf,
  parts,
  ready,
  settled,
  shownNumbers,
  spoken,
  textOf,
  until,
  type MountOptions,
} from '../../support/thread-fixture.js';
import { consoleDuring, watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';

/** Mounts a thread that cannot load, and waits until it has said all that it says. */
async function mountFailing(options: MountOptions) {
  const mounted = await mount(options);
  await until(() => parts(mounted.root, 'failure').length, 'the failure');
  return mounted;
}

const failureOf = (root: ParentNode): string => textOf(part(root, 'failure'));

describe('palabre-thread: a backend that is none', () => {
  watchHostPage();

  const wrong: [what: string, backend: unknown, says: RegExp][] = [
    ['an object without methods', {}, /lacks the method loadThread and the method loadComments/],
    ['one that lacks a method', { loadThread: () => null }, /lacks the method loadComments/],
    ['an unknown adapter', 'nosuch:https://c.example', /no adapter "nosuch".*http/],
    ['an address without its scheme', 'comments.example.org', /lacks "https:\/\/"/],
    ['a number', 42, /an address or an object/],
  ];
  for (const [what, backend, says] of wrong) {
    it(`names ${what} once in its place and once in the console`, async () => {
      const written = await consoleDuring('error', async () => {
        const set = { backend: backend as CommentsBackend };
        const { thread, root } = await mountFailing({ set });
        await settled(thread);
        expect(parts(root, 'failure')).to.have.length(1);
        expect(failureOf(root)).to.match(says);
        expect(spoken(root, 'alert'), 'said once').to.have.length(1);
        expect(parts(root, 'retry'), 'trying again cannot help').to.have.length(0);
        await expectAccessible(thread);
        const ground = (): string => getComputedStyle(part(root, 'failure')).backgroundColor;
        await until(() => ground() !== 'rgba(0, 0, 0, 0)', 'all its looks');
      });
      expect(written).to.have.length(1);
      expect(written[0])
        .to.match(/^Palabre: backend: /)
        .and.to.match(says);
    });
  }

  it('works as soon as it is another one', async () => {
    const memory = new MemoryBackend({ comments: comments(2) });
    await consoleDuring('error', async () => {
      const { thread, root } = await mountFailing({ set: { backend: 'nosuch:x' } });
      thread.backend = memory.backend;
      await ready({ thread });
      expect(shownNumbers(root)).to.deep.equal([2, 1]);
      expect(parts(root, 'failure')).to.have.length(0);
    });
  });

  it('refuses a key of 1,025 bytes without a request', async () => {
    const { root, memory } = await mountFailing({ set: { thread: 'k'.repeat(1_025) } });
    expect(memory.callsOf('loadThread')).to.have.length(0);
    expect(failureOf(root)).to.contain('could not be loaded');
  });

  for (const key of ['🌳', '../', '%00', 'k'.repeat(1_024)]) {
    it(`sends the key ${JSON.stringify(key.slice(0, 5))} as it is`, async () => {
      const { memory } = await mountReady({ set: { thread: key } });
      expect(memory.callsOf('loadThread')[0]!.args[0]).to.include({ key });
    });
  }
});

describe('palabre-thread: a backend that misbehaves', () => {
  watchHostPage();

  const garbage: [what: string, answer: () => unknown][] = [
    ['nothing', () => undefined],
    ['null', () => null],
    ['text', () => '<!doctype html>'],
    ['another shape', () => ({ comments: 'many' })],
    ['half a comment', () => ({ comments: [{ id: idOf(1) }], lists: [] })],
    [
      'a failure that is no error',
      () => ({ then: (_: unknown, reject: (reason: unknown) => void) => reject(undefined) }),
    ],
  ];
  for (const [what, answer] of garbage) {
    it(`says so when it answers ${what}, and can try again`, async () => {
      const memory = new MemoryBackend({ comments: comments(2) });
      memory.answerNext('loadThread', answer);
      const { thread, root } = await mountFailing({ memory });
      await until(() => /makes no sense|went wrong/.test(failureOf(root)), 'the reason');
      await expectAccessible(thread);
      await pressOn(part(root, 'retry'));
      await ready({ thread });
      expect(shownNumbers(root)).to.deep.equal([2, 1]);
      expect(parts(root, 'failure')).to.have.length(0);
    });
  }

  it('says so when it throws at once', async () => {
    const memory = new MemoryBackend();
    memory.answerNext('loadThread', () => {
      throw new TypeError('x is not a function');
    });
    const { root } = await mountFailing({ memory });
    await until(() => failureOf(root).includes('went wrong'), 'the reason');
  });

  it('goes on loading when it never answers, and can be given another one', async () => {
    const memory = new MemoryBackend();
    memory.answerNext('loadThread', () => new Promise(() => undefined));
    const { thread, root } = await mount({ memory });
    await until(() => memory.callsOf('loadThread').length === 1, 'the thread to be asked for');
    expect(part(root, 'thread').getAttribute('aria-busy')).to.equal('true');
    thread.backend = new MemoryBackend({ comments: comments(1) }).backend;
    await ready({ thread });
    expect(shownNumbers(root)).to.deep.equal([1]);
  });

  it('lets read when who reads makes no sense', async () => {
    const memory = new MemoryBackend({ comments: comments(2) });
    memory.answerNext('loadViewer', () => ({ account: 'Ana', can: 'everything' }));
    const warned = await consoleDuring('warn', async () => {
      const { root } = await mountReady({ memory });
      expect(shownNumbers(root)).to.deep.equal([2, 1]);
      expect(parts(root, 'vote-button')).to.have.length(0);
      expect(root.querySelector('palabre-composer')).to.equal(null);
    });
    expect(warned).to.have.length(1);
  });

  it('keeps a vote, to be sent again, when its answer makes no sense', async () => {
    const memory = new MemoryBackend({ comments: comments(1), viewer: viewers.subscriber() });
    const { root } = await mountReady({ memory });
    memory.answerNext('voteComment', () => 'ok');
    await pressOn(partOf(root, 1, 'vote-button'));
    await until(() => parts(root, 'state').length, 'what is said of it');
    expect(parts(root, 'state').map(textOf)).to.deep.equal(['Waiting for the network']);
    expect(parts(root, 'voted')).to.have.length(1);
    window.dispatchEvent(new Event('online'));
    await until(() => parts(root, 'state').length === 0, 'the vote to be counted');
    expect(memory.callsOf('voteComment')).to.have.length(2);
    expect(parts(root, 'voted')).to.have.length(1);
  });

  it('shows each comment once, and ends, whatever the lists say', async () => {
    const memory = new MemoryBackend();
    const loop = [comment(1, { parent: 2 }), comment(2, { parent: 1 }), comment(3)];
    const page = { total: 1, cursor: null };
    memory.answerNext('loadThread', () => ({
      thread: memory.info,
      comments: loop,
      lists: [
        { parent: null, ids: [idOf(3), idOf(3), idOf(1), idOf(77)], page },
        { parent: idOf(1), ids: [idOf(2)], page },
        { parent: idOf(2), ids: [idOf(1)], page },
      ],
      highlights: [],
      around: null,
    }));
    const { root } = await mountReady({ memory });
    expect(shownNumbers(root)).to.deep.equal([3]);
  });
});

describe('palabre-thread: a token that does not come', () => {
  watchHostPage();

  const sources: [how: string, token: () => Promise<string>][] = [
    [
      'throws',
      () => {
        throw new Error('no session');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no session'))],
  ];
  for (const [how, token] of sources) {
    it(`lets read as a visitor when its function ${how}`, async () => {
      const warned = await consoleDuring('warn', async () => {
        const { root, memory } = await mountReady({ comments: comments(2), set: { token } });
        expect(shownNumbers(root)).to.deep.equal([2, 1]);
        expect(memory.callsOf('loadViewer')[0]!.token).to.equal(null);
        expect(root.querySelector('palabre-login-prompt')).not.to.equal(null);
      });
      expect(warned.join()).to.contain('no token');
    });
  }

  it('lets read while its function never settles', async () => {
    const { thread, root, memory } = await mount({
      comments: comments(2),
      set: { token: () => new Promise<string>(() => undefined) },
    });
    await until(() => shownNumbers(root).length === 2, 'the comments');
    await settled(thread);
    expect(memory.callsOf('loadViewer')).to.have.length(0);
    await expectAccessible(thread);
  });

  it('lets read as a visitor with a garbage token', async () => {
    const memory = new MemoryBackend({ comments: comments(2) });
    memory.tokens = new Set();
    const { root } = await mountReady({ memory, set: { token: 'garbage' } });
    expect(memory.callsOf('loadViewer').map(({ token }) => token)).to.deep.equal(['garbage', null]);
    expect(root.querySelector('palabre-login-prompt')).not.to.equal(null);
  });

  it('sends no token with what is public', async () => {
    const { memory } = await mountReady({ comments: comments(2), set: { token: 'secret' } });
    expect(memory.callsOf('loadThread')[0]!.token).to.equal(undefined);
    expect(memory.callsOf('loadViewer')[0]!.token).to.equal('secret');
  });
});
