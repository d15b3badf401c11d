import { expect } from '@open-wc/testing';
import {
  databaseText,
  emptyDatabase,
  instead,
  marks,
  readDatabase,
  spoilThreads,
} from '../../cache/support.js';
import { addressed, type AddressedMemory } from '../../support/addressed-memory.js';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend, type MemoryOptions } from '../../support/memory-backend.js';
import { comment, comments, idOf, tombstone, viewers } from '../../support/thread-builders.js';
import {
  mount,
  parts,
  ready,
  settled,
  shownNumbers,
  spoken,
  until,
  type Mounted,
  type MountOptions,
} from '../../support/thread-fixture.js';
import { consoleDuring, watchHostPage } from '../support/host-page.js';

describe('palabre-thread: a thread that was read before', () => {
  watchHostPage();

  let memory: MemoryBackend;
  let served: AddressedMemory;

  const serve = (options: MemoryOptions = { comments: comments(3) }): void => {
    memory = new MemoryBackend(options);
    served = addressed(memory);
  };
  const open = (options: MountOptions = {}): Promise<Mounted> =>
    mount({ memory, ...options, set: { backend: served.url, ...options.set } });
  const leave = async ({ thread }: Mounted): Promise<void> => {
    thread.remove();
    // As a page does that ends.
    thread.context?.discussion.close();
    await readDatabase();
  };
  /** Reads the thread as somebody would who comes back later. */
  const visit = async (options: MountOptions = {}): Promise<void> => {
    const mounted = await open(options);
    await ready(mounted);
    await until(() => marks(served.url).length > 0, 'the thread to be kept');
    await leave(mounted);
    served.asked.length = 0;
    served.bytes = 0;
  };
  const forgotten = async (): Promise<void> => {
    let text = '?';
    await until(() => {
      void databaseText(served.url).then((now) => (text = now));
      return text === '[]';
    }, 'the device to forget it');
  };
  const sees = async ({ root }: Mounted, numbers: number[]): Promise<void> => {
    await until(
      () => shownNumbers(root).join() === numbers.join(),
      `the comments ${numbers.join()}`,
    );
  };
  const cutOff = (isCutOff: boolean): void => {
    served.isCutOff = isCutOff;
  };

  afterEach(async () => {
    served.close();
    await emptyDatabase();
  });

  it('is accessible while nobody can be asked what is new', async () => {
    serve();
    await visit();
    cutOff(true);
    await consoleDuring('warn', async () => {
      const mounted = await open();
      await until(() => parts(mounted.root, 'last-seen')[0], 'when that was');
      await settled(mounted.thread);
      await expectAccessible(mounted.thread);
    });
  });

  it('is shown before any answer, and asks for what has changed instead of all', async () => {
    serve();
    await visit();
    const release = served.hold();
    const mounted = await open();
    await sees(mounted, [3, 2, 1]);
    expect(served.asked).to.not.include('GET thread');
    memory.write(comment(2, { text: 'Edited since' }));
    release();
    await until(() => mounted.root.textContent.includes('Edited since'), 'what has changed');
    await ready(mounted);
    const others = ['GET viewer', 'GET events'];
    expect(served.asked.filter((it) => !others.includes(it))).to.deep.equal(['GET changes']);
  });

  it('costs less than a kilobyte when nothing has changed', async () => {
    serve({ comments: comments(25) });
    await visit();
    const mounted = await open();
    await ready(mounted);
    await until(() => served.asked.includes('GET changes'), 'the question');
    await until(() => served.bytes > 0, 'the answers');
    await ready(mounted);
    expect(served.bytes).to.be.at.most(1_024);
  });

  it('waits for nobody to come near', async () => {
    serve();
    await visit();
    const spacer = document.createElement('div');
    spacer.style.height = '9000px';
    document.body.prepend(spacer);
    try {
      const mounted = await open({ set: { loading: 'lazy' } });
      await sees(mounted, [3, 2, 1]);
    } finally {
      spacer.remove();
    }
  });

  it('inserts what is new where nobody reads yet, and lets it wait where somebody does', async () => {
    serve();
    await visit();
    const spacer = document.createElement('div');
    spacer.style.height = '3000px';
    document.body.prepend(spacer);
    window.scrollTo(0, 0);
    const release = served.hold();
    const far = await open();
    await sees(far, [3, 2, 1]);
    memory.write(comment(4));
    release();
    await sees(far, [4, 3, 2, 1]);
    await ready(far);
    await leave(far);
    spacer.remove();

    const hold = served.hold();
    const near = await open();
    await sees(near, [4, 3, 2, 1]);
    memory.write(comment(5));
    memory.write(comment(1, { text: 'Edited since' }));
    hold();
    await until(() => near.root.textContent.includes('Edited since'), 'what has changed');
    expect(shownNumbers(near.root)).to.deep.equal([4, 3, 2, 1]);
    await leave(near);

    // It is not lost by waiting.
    document.body.prepend(spacer);
    window.scrollTo(0, 0);
    const again = await open();
    await sees(again, [5, 4, 3, 2, 1]);
    spacer.remove();
  });

  for (const reason of ['author', 'moderation', 'account-erased'] as const) {
    it(`loses the text of what was withdrawn (${reason}), on the screen and on the device`, async () => {
      const secret = `What nobody may read any more (${reason})`;
      const all = [...comments(11), comment(12, { text: secret })];
      serve({ comments: all, highlights: [idOf(12)] });
      await visit();
      expect(await databaseText(served.url)).to.include(secret);
      memory.write(tombstone(12, reason));
      const mounted = await open();
      await until(() => !mounted.root.textContent.includes(secret), 'the text to go');
      await until(() => parts(mounted.root, 'gone')[0], 'the tombstone');
      let text = secret;
      await until(() => {
        void databaseText(served.url).then((now) => (text = now));
        return !text.includes(secret);
      }, 'the device to forget it');
    });
  }

  it('can be read without a network, says of when it is, and goes on with the next one', async () => {
    serve();
    await visit();
    cutOff(true);
    await consoleDuring('warn', async () => {
      const mounted = await open();
      await sees(mounted, [3, 2, 1]);
      await until(() => parts(mounted.root, 'last-seen')[0], 'when that was');
      expect(parts(mounted.root, 'failure')).to.have.length(0);
      await until(() => spoken(mounted.root, 'status').length, 'that it is said');
      memory.write(comment(1, { text: 'Edited since' }));
      cutOff(false);
      window.dispatchEvent(new Event('online'));
      await until(() => mounted.root.textContent.includes('Edited since'), 'what has changed');
      await until(() => !parts(mounted.root, 'last-seen')[0], 'the line to go');
      await settled(mounted.thread);
      expect(spoken(mounted.root, 'status')).to.deep.equal([]);
    });
  });

  it('asks again by itself where the server comes back and the network was there all along', async () => {
    serve();
    await visit();
    cutOff(true);
    await consoleDuring('warn', async () => {
      const mounted = await open();
      await until(() => parts(mounted.root, 'last-seen')[0], 'when that was');
      memory.write(comment(1, { text: 'Edited since' }));
      cutOff(false);
      await until(() => mounted.root.textContent.includes('Edited since'), 'what has changed');
      await until(() => !parts(mounted.root, 'last-seen')[0], 'the line to go');
    });
  });

  it('leads to a linked comment that is kept, and asks for one that is not', async () => {
    serve({ comments: comments(30) });
    await visit({ attributes: { 'page-size': '10' } });
    for (const [n, asks] of [
      [25, false],
      [5, true],
    ] as const) {
      history.replaceState(null, '', `#palabre-${idOf(n)}`);
      try {
        served.asked.length = 0;
        const mounted = await open({ attributes: { 'page-size': '10' } });
        const linked = `palabre-comment[comment-id='${idOf(n)}'][linked]`;
        await until(() => mounted.root.querySelector(linked), `comment ${n}`);
        expect(served.asked.includes('GET thread')).to.equal(asks);
        await leave(mounted);
      } finally {
        history.replaceState(null, '', location.pathname + location.search);
      }
    }
  });

  const unreadable: Record<string, (record: object) => unknown> = {
    'is gone': () => undefined,
    'is of an older version': (record) => ({ ...record, schema: 0 }),
    'is not whole': (record) => ({ ...record, page: { thread: {} } }),
    'is something else': () => 'nothing that we wrote',
  };
  for (const [how, spoil] of Object.entries(unreadable)) {
    it(`is loaded as at a first visit where the record ${how}`, async () => {
      serve();
      await visit();
      await spoilThreads(spoil);
      const release = served.hold();
      const mounted = await open();
      await until(() => served.asked.includes('GET thread'), 'the thread to be asked for');
      expect(marks(served.url)).to.deep.equal([]);
      release();
      await sees(mounted, [3, 2, 1]);
    });
  }

  it('is shown for as many days as the page says, and forgotten then', async () => {
    serve();
    await visit();
    cutOff(true);
    const at = Date.now() - 2 * 24 * 3_600_000;
    await spoilThreads((record) => ({ ...record, at }));
    await consoleDuring('warn', async () => {
      const kept = await open({ attributes: { 'cache-days': '3' } });
      await sees(kept, [3, 2, 1]);
      await leave(kept);
      const old = await open({ attributes: { 'cache-days': '1' } });
      await until(() => parts(old.root, 'failure')[0], 'the failure');
      expect(shownNumbers(old.root)).to.deep.equal([]);
      expect(await databaseText(served.url)).to.not.include('Text of comment');
    });
  });

  it('is not kept where the page says so, nor who reads it, and what was is forgotten', async () => {
    const waiting = { ...comment(4), status: 'pending' as const };
    const viewer = viewers.subscriber({ pending: [waiting] });
    serve({ comments: comments(3), viewer });
    await visit({ set: { token: 'reader' } });
    expect(await databaseText(served.url)).to.include('viewer');
    const mounted = await open({ attributes: { cache: 'off' }, set: { token: 'reader' } });
    await ready(mounted);
    expect(served.asked).to.include('GET thread');
    await until(() => marks(served.url).length === 0, 'the mark to go');
    await forgotten();
    await leave(mounted);
    expect(await databaseText(served.url)).to.equal('[]');
  });

  it('is forgotten where the page says so later', async () => {
    serve();
    await visit();
    const mounted = await open();
    await ready(mounted);
    expect(marks(served.url)).to.have.length(1);
    mounted.thread.setAttribute('cache', 'off');
    memory.write(comment(4));
    await mounted.thread.refresh();
    await forgotten();
    await leave(mounted);
    expect([await databaseText(served.url), marks(served.url)]).to.deep.equal(['[]', []]);
  });

  it('heeds the page no more once it is taken off it', async () => {
    serve();
    await visit();
    const { thread, root } = await open();
    await ready({ thread });
    const thrown: string[] = [];
    const hear = (event: ErrorEvent): void => void thrown.push(event.message);
    const { onerror } = window;
    window.onerror = null;
    window.addEventListener('error', hear);
    try {
      thread.remove();
      memory.write(comment(4));
      await thread.refresh();
      await until(() => shownNumbers(root).length === 4, 'what nobody sees');
      window.dispatchEvent(new PageTransitionEvent('pagehide'));
    } finally {
      window.dispatchEvent(new PageTransitionEvent('pageshow'));
      window.removeEventListener('error', hear);
      window.onerror = onerror;
    }
    expect(thrown).to.deep.equal([]);
  });

  it('is loaded where the device does not answer in time', async () => {
    serve();
    await visit();
    await instead(
      IDBObjectStore.prototype,
      'get',
      () => ({}),
      async () => {
        const mounted = await open();
        await sees(mounted, [3, 2, 1]);
        expect(served.asked).to.include('GET thread');
      },
    );
  });

  it('tells kindly that it was never read here, without a network, and comes with one', async () => {
    serve();
    cutOff(true);
    const online = Object.getOwnPropertyDescriptor(Navigator.prototype, 'onLine')!;
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    try {
      await consoleDuring('warn', async () => {
        const mounted = await open();
        const failure = (): string => parts(mounted.root, 'failure')[0]?.textContent ?? '';
        await until(() => failure().includes('You are offline'), 'what is the matter');
        await expectAccessible(mounted.thread);
        cutOff(false);
        Object.defineProperty(navigator, 'onLine', { value: true, configurable: true });
        window.dispatchEvent(new Event('online'));
        await sees(mounted, [3, 2, 1]);
      });
    } finally {
      Reflect.deleteProperty(navigator, 'onLine');
      expect(Object.getOwnPropertyDescriptor(Navigator.prototype, 'onLine')).to.deep.equal(online);
    }
  });
});
