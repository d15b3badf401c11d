import { expect } from '@open-wc/testing';
import type { KeptThread } from '../../src/cache/thread-record.js';
import {
  isDistant,
  readThread,
  removeThread,
  touchThread,
  writeThread,
} from '../../src/cache/threads.js';
import { isKept } from '../../src/cache/kept.js';
import { comments } from '../support/thread-builders.js';
import { watchHostPage } from '../elements/support/host-page.js';
import { emptyDatabase, instead, putRaw, readDatabase } from './support.js';

const BACKEND = 'https://comments.example';
const place = (thread: string, backend: string | object = BACKEND) => ({ backend, thread });
const ROOM = { threads: 50, bytes: 20e6 };

function kept(key: string, count = 2): KeptThread {
  const all = comments(count);
  const ids = all.map(({ id }) => id);
  return {
    page: {
      thread: { key, closed: false, revision: 1, total: count, downVotes: false },
      comments: all,
      lists: [{ parent: null, ids, page: { total: count, cursor: null } }],
      highlights: [],
      around: null,
    },
    sort: 'newest',
    pageSize: 25,
    highlights: 3,
    at: Date.now(),
    loadedAt: Date.now(),
  };
}

const keptKeys = async (): Promise<string[]> =>
  [...(await readDatabase()).keys()]
    .filter((key) => key.startsWith('thread '))
    .map((key) => (JSON.parse(key.slice(7)) as string[])[1]!)
    .sort();

describe('threads on the device', () => {
  watchHostPage();
  beforeEach(emptyDatabase);
  after(emptyDatabase);

  it('are read as they were written, and said to be there', async () => {
    const thread = kept('a');
    await writeThread(place('a'), thread, ROOM);
    expect(await readThread(place('a'), 7)).to.deep.equal(thread);
    expect(isKept(BACKEND, 'a')).to.equal(true);
    expect(isKept(BACKEND, 'b')).to.equal(false);
    expect(await readThread(place('a', 'https://other.example'), 7)).to.equal(null);
    await removeThread(place('a'));
    expect(isKept(BACKEND, 'a')).to.equal(false);
    expect(await readThread(place('a'), 7)).to.equal(null);
    expect(await keptKeys()).to.deep.equal([]);
  });

  it('leave no trace where they are forgotten while they are being written', async () => {
    const writing = writeThread(place('a'), kept('a'), ROOM);
    await removeThread(place('a'));
    await writing;
    expect([isKept(BACKEND, 'a'), await keptKeys()]).to.deep.equal([false, []]);
    expect((await readDatabase()).get('threads')).to.deep.equal([]);
  });

  it('are only those that come from elsewhere', () => {
    expect(isDistant(place('a', '/comments'))).to.equal(true);
    expect(isDistant(place('a', 'local:cinema'))).to.equal(false);
    expect(isDistant(place('a', {}))).to.equal(false);
  });

  it('leave when there are too many: those read longest ago first', async () => {
    const limits = { threads: 3, bytes: 20e6 };
    for (const [index, key] of ['a', 'b', 'c'].entries()) {
      await writeThread(place(key), kept(key), limits, 1_000 + index);
    }
    await touchThread(place('a'), 2_000);
    await writeThread(place('d'), kept('d'), limits, 3_000);
    expect(await keptKeys()).to.deep.equal(['a', 'c', 'd']);
    expect(isKept(BACKEND, 'b')).to.equal(false);
    expect(isKept(BACKEND, 'a')).to.equal(true);
  });

  it('leave when they are too large', async () => {
    const size = JSON.stringify(kept('a', 20)).length;
    const limits = { threads: 50, bytes: size * 2.5 };
    for (const [index, key] of ['a', 'b', 'c'].entries()) {
      await writeThread(place(key), kept(key, 20), limits, 1_000 + index);
    }
    expect(await keptKeys()).to.deep.equal(['b', 'c']);
    await writeThread(place('d'), kept('d', 200), limits, 2_000);
    expect(await keptKeys()).to.deep.equal([]);
    expect(isKept(BACKEND, 'd')).to.equal(false);
  });

  it('are all counted where the index is lost, or wrong', async () => {
    const limits = { threads: 3, bytes: 20e6 };
    for (const [index, key] of ['a', 'b', 'c'].entries()) {
      await writeThread(place(key), { ...kept(key), at: 1_000 + index }, limits, 1_000 + index);
    }
    await putRaw('threads', 'nothing that we wrote');
    await writeThread(place('d'), kept('d'), limits, 3_000);
    expect(await keptKeys()).to.deep.equal(['b', 'c', 'd']);
    for (const key of await readDatabase().then((all) => all.keys())) {
      if (key.includes('"c"')) await putRaw(key, undefined);
    }
    await writeThread(place('e'), kept('e'), limits, 4_000);
    expect(await keptKeys()).to.deep.equal(['b', 'd', 'e']);
  });

  it('are not known where the device tells nothing', async () => {
    await writeThread(place('a'), kept('a'), ROOM);
    const refuse = (): never => {
      throw new DOMException('No', 'SecurityError');
    };
    await instead(Storage.prototype, 'getItem', refuse, async () => {
      expect(isKept(BACKEND, 'a')).to.equal(false);
    });
  });
});
