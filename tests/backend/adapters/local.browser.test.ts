import { expect } from '@open-wc/testing';
import { createStore, get, set, setMany } from 'idb-keyval';
import {
  databaseName,
  localBackend,
  type LocalBackendOptions,
} from '../../../src/backend/adapters/local.js';
import { STAMP_KEY, STATE_KEY, STORE_NAME } from '../../../src/backend/adapters/local/storage.js';
import { STATE_FORMAT } from '../../../src/backend/engine/state.js';
import { resolveBackend } from '../../../src/backend/resolve.js';
import type { Comment } from '../../../src/model/comment.js';
import { PalabreError, type ErrorCode } from '../../../src/model/errors.js';
import { newId } from '../../../src/model/new-id.js';

const THREAD = { key: 'article', url: location.href, title: 'An article' };
const QUERY = { key: THREAD.key, sort: 'oldest', limit: 100 } as const;
const SEED = [
  {
    key: THREAD.key,
    comments: [{ author: 'Odile', text: 'A *first* word.', up: 4, replies: [] }],
  },
];

/** A tab of its own: nothing of what another one has read or written is known to it. */
function openTab(name: string, options: LocalBackendOptions = {}) {
  const backend = localBackend({ name, ...options });
  const write = (source: string, token: string | null = null): Promise<Comment> =>
    backend.createComment({ id: newId(), thread: THREAD, parent: null, source }, { token });
  const read = () => backend.loadThread(QUERY, {});
  return { backend, write, read };
}

async function codeOf(call: Promise<unknown>): Promise<ErrorCode | null> {
  try {
    await call;
    return null;
  } catch (error) {
    expect(error).to.be.instanceOf(PalabreError);
    return (error as PalabreError).code;
  }
}

/** Puts something else in place of a global for a while. */
async function withGlobal(name: string, value: unknown, act: () => Promise<void>): Promise<void> {
  const own = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, { value, configurable: true });
  try {
    await act();
  } finally {
    if (own) Object.defineProperty(globalThis, name, own);
    else Reflect.deleteProperty(globalThis, name);
  }
}

describe('the local adapter', () => {
  it('keeps what was written for whoever comes back', async () => {
    const name = newId();
    const written = await openTab(name).write('Remember me.');
    const page = await openTab(name).read();
    expect(page.comments).to.deep.equal([written]);
    expect((await openTab(newId()).read()).comments).to.deep.equal([]);
  });

  it('loses no comment and no vote of two tabs that write at once', async () => {
    const name = newId();
    const people = Object.fromEntries(
      ['author', ...Array.from({ length: 10 }, (_, index) => `reader-${index}`)].map((token) => [
        token,
        { name: token, subscriber: true },
      ]),
    );
    const tabs = [openTab(name, { people }), openTab(name, { people })];
    const { id } = await tabs[0]!.write('Vote for this.', 'author');
    const writes = Array.from({ length: 50 }, (_, index) =>
      tabs[index % 2]!.write(`Number ${index}.`, `reader-${index % 10}`),
    );
    const votes = Array.from({ length: 10 }, (_, index) =>
      tabs[index % 2]!.backend.voteComment(id, 1, { token: `reader-${index}` }),
    );
    const written = await Promise.all(writes);
    await Promise.all(votes);

    for (const { read } of [...tabs, openTab(name)]) {
      const { comments, thread } = await read();
      const ids = comments.map((comment) => comment.id);
      expect(ids).to.have.members([id, ...written.map((comment) => comment.id)]);
      expect(thread).to.include({ total: 51, revision: 61 });
      const first = comments.find((comment) => comment.id === id);
      expect(first).to.have.deep.property('votes', { up: 10, down: 0 });
    }
    const revisions = new Set(written.map(({ revision }) => revision));
    expect(revisions.size, 'revisions').to.equal(50);
  });

  it('lets two tabs that begin at once begin the same discussion', async () => {
    const name = newId();
    const tabs = [openTab(name, { seed: SEED }), openTab(name, { seed: SEED })];
    const pages = await Promise.all(tabs.map(({ read }) => read()));
    expect(pages[0]).to.deep.equal(pages[1]);
    const accounts = await Promise.all(
      tabs.map(async ({ backend }) => (await backend.loadViewer(THREAD.key, {})).account),
    );
    expect(accounts[0]).to.deep.equal(accounts[1]);
  });

  it('begins with its seed, once', async () => {
    const name = newId();
    const { read, write } = openTab(name, { seed: SEED });
    expect((await read()).highlights).to.have.length(1);
    await write('A second one.');
    expect((await openTab(name, { seed: SEED }).read()).thread.total).to.equal(2);
  });

  it('lets whoever reads write, under the name of the page’s language', async () => {
    const before = document.documentElement.lang;
    const { backend, write } = openTab(newId());
    document.documentElement.lang = 'fr-FR';
    const french = openTab(newId());
    document.documentElement.lang = before;
    expect(await write('Mine.', 'a token that nobody looks at')).to.have.nested.property(
      'author.name',
      'You',
    );
    expect(await french.write('À moi.')).to.have.nested.property('author.name', 'Vous');
    const { account, can } = await backend.loadViewer(THREAD.key, {});
    expect(account?.name).to.equal('You');
    expect(can.comment).to.deep.equal({ allowed: true });
  });

  it('asks who it is where it is told to', async () => {
    const { write } = openTab(newId(), { reader: null, people: { ida: { name: 'Ida' } } });
    expect(await codeOf(write('Nobody.'))).to.equal('login');
    expect(await codeOf(write('Somebody else.', 'ada'))).to.equal('login');
    expect(await codeOf(write('Ida.', 'ida'))).to.equal('subscribe');
  });

  it('drops what makes no sense, says so, and begins anew', async () => {
    const name = newId();
    const { write } = openTab(name, { seed: SEED });
    await write('Lost.');
    const store = createStore(databaseName(name), STORE_NAME);
    const kept = (await get<{ threads: Map<string, { comments: unknown }> }>(STATE_KEY, store))!;
    kept.threads.get(THREAD.key)!.comments = [1, 2, 3];
    await set(STATE_KEY, kept, store);
    const { read } = openTab(name, { seed: SEED });
    expect(await codeOf(read())).to.equal('malformed');
    expect((await read()).thread.total).to.equal(1);
  });

  it('leaves alone what a newer version keeps', async () => {
    const name = newId();
    const tab = openTab(name, { seed: SEED });
    await tab.write('Kept.');
    const store = createStore(databaseName(name), STORE_NAME);
    const newer = { ...(await get<object>(STATE_KEY, store)), format: STATE_FORMAT + 1 };
    await setMany(
      [
        [STATE_KEY, newer],
        [STAMP_KEY, newId()],
      ],
      store,
    );
    for (const { read, write } of [tab, openTab(name, { seed: SEED })]) {
      expect(await codeOf(read())).to.equal('unavailable');
      expect(await codeOf(write('Too old.'))).to.equal('unavailable');
    }
    expect(await get(STATE_KEY, store)).to.deep.equal(newer);
  });

  it('is unavailable where nothing can be stored', async () => {
    await withGlobal('indexedDB', undefined, async () => {
      expect(await codeOf(openTab(newId()).read())).to.equal('unavailable');
    });
    const open = (): never => {
      throw new DOMException('Not here', 'SecurityError');
    };
    await withGlobal('indexedDB', { open }, async () => {
      expect(await codeOf(openTab(newId()).write('Blocked.'))).to.equal('unavailable');
    });
  });

  it('is unavailable when the storage is full, and keeps what it had', async () => {
    const name = newId();
    const { write, read } = openTab(name);
    const first = await write('There is room.');
    const put = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')!;
    IDBObjectStore.prototype.put = function (...args) {
      const request = (put.value as IDBObjectStore['put']).apply(this, args);
      this.transaction.abort();
      return request;
    };
    try {
      expect(await codeOf(write('There is none.'))).to.equal('unavailable');
    } finally {
      Object.defineProperty(IDBObjectStore.prototype, 'put', put);
    }
    expect((await read()).comments).to.deep.equal([first]);
    expect((await openTab(name).read()).comments).to.deep.equal([first]);
  });

  it('holds up nobody once its page is left, and goes on when the page is shown again', async () => {
    const name = newId();
    const { write, read } = openTab(name);
    const first = await write('Still here.');
    const store = createStore(databaseName(name), STORE_NAME);
    const put = Object.getOwnPropertyDescriptor(IDBObjectStore.prototype, 'put')!;
    // In the midst of a write.
    IDBObjectStore.prototype.put = function (...args) {
      window.dispatchEvent(new PageTransitionEvent('pagehide'));
      return (put.value as IDBObjectStore['put']).apply(this, args);
    };
    try {
      expect(await codeOf(write('Just leaving.'))).to.equal('unavailable');
      expect(await codeOf(read())).to.equal('unavailable');
    } finally {
      Object.defineProperty(IDBObjectStore.prototype, 'put', put);
      window.dispatchEvent(new PageTransitionEvent('pageshow'));
    }
    await set('of another page', 1, store);
    expect((await read()).comments).to.deep.equal([first]);
    const second = await write('Back again.');
    expect((await read()).comments).to.deep.equal([first, second]);
  });

  it('has an address, in which the seed’s stands too', async () => {
    const name = newId();
    const seed = `data:application/json,${encodeURIComponent(JSON.stringify(SEED))}`;
    const address = `local:${name}?seed=${encodeURIComponent(seed)}`;
    const page = await (await resolveBackend(address)).loadThread(QUERY, {});
    expect(page.comments[0]).to.have.nested.property('author.name', 'Odile');
    expect(await openTab(name).read()).to.deep.equal(page);
  });

  it('says where a seed is wrong, and stores nothing of it', async () => {
    const name = newId();
    const wrong = [{ key: THREAD.key, comments: [{ author: 'Odile', text: 5 }] }];
    const seed = `data:application/json,${JSON.stringify(wrong)}`;
    let message = '';
    await openTab(name, { seed })
      .read()
      .catch((error: Error) => ({ message } = error));
    expect(message).to.equal('seed[0].comments[0].text: expected a string');
    expect((await openTab(name).read()).comments).to.deep.equal([]);
  });
});
