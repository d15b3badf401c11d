import { expect } from '@open-wc/testing';
import { change, find, findKeys, read, remove, write } from '../../src/cache/database.js';
import { consoleDuring, watchHostPage } from '../elements/support/host-page.js';
import { deleteDatabase, emptyDatabase, instead, readDatabase } from './support.js';

const leave = (): boolean => window.dispatchEvent(new PageTransitionEvent('pagehide'));
const comeBack = (): boolean => window.dispatchEvent(new PageTransitionEvent('pageshow'));

const quota = (): never => {
  throw new DOMException('Full', 'QuotaExceededError');
};

describe('the database', () => {
  watchHostPage();
  beforeEach(emptyDatabase);
  after(emptyDatabase);

  it('keeps, finds, changes and forgets', async () => {
    expect(await read('a 1')).to.equal(undefined);
    expect(await write('a 1', 'one')).to.equal(true);
    expect(await write('b 1', 'other')).to.equal(true);
    expect(await change('a 2', (old) => [old, 'two'])).to.equal(true);
    expect([...(await find('a '))]).to.deep.equal([
      ['a 1', 'one'],
      ['a 2', [undefined, 'two']],
    ]);
    expect(await findKeys('a ')).to.have.members(['a 1', 'a 2']);
    expect((await readDatabase()).get('a 1')).to.equal('one');
    expect(await remove('a 1', 'a 2')).to.equal(true);
    expect([...(await readDatabase()).keys()]).to.deep.equal(['b 1']);
  });

  it('goes on in memory where the device is full, and says nothing', async () => {
    const warned = await consoleDuring('warn', () =>
      instead(IDBObjectStore.prototype, 'put', quota, async () => {
        expect(await write('full', 'text')).to.equal(false);
        expect(await change('full', (old) => `${old as string} and more`)).to.equal(false);
        expect(await read('full')).to.equal('text and more');
        expect(await findKeys('fu')).to.deep.equal(['full']);
      }),
    );
    expect(warned).to.deep.equal([]);
    // There is room again.
    expect(await change('full', (old) => `${old as string}, kept`)).to.equal(true);
    expect((await readDatabase()).get('full')).to.equal('text and more, kept');
  });

  it('goes on in memory where nothing can be opened', async () => {
    await instead(IDBDatabase.prototype, 'transaction', quota, async () => {
      expect(await write('blocked', 1)).to.equal(false);
      expect(await read('blocked')).to.equal(1);
      expect([...(await find('blocked'))]).to.deep.equal([['blocked', 1]]);
      expect(await remove('blocked')).to.equal(false);
      expect(await read('blocked')).to.equal(undefined);
    });
  });

  it('gives way to a page that deletes it, and begins anew', async () => {
    await write('before', 1);
    await deleteDatabase();
    expect(await read('before')).to.equal(undefined);
    expect(await write('after', 2)).to.equal(true);
    expect(await read('after')).to.equal(2);
  });

  it('goes on in memory where a later version has taken it over', async () => {
    await write('before', 1);
    const newer = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('palabre', 99);
      request.onupgradeneeded = () => request.result.deleteObjectStore('kept');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error!);
    });
    try {
      expect(await write('later', 1)).to.equal(false);
      expect(await read('later')).to.equal(1);
    } finally {
      newer.close();
      await deleteDatabase();
    }
  });

  describe('of a page that is left', () => {
    afterEach(comeBack);

    it('is free for others at once, and does what was under way once the page is shown again', async () => {
      await write('before', 1);
      const ended: IDBTransaction[] = [];
      const abort: () => void = Reflect.get(IDBTransaction.prototype, 'abort');
      function end(this: IDBTransaction): void {
        ended.push(this);
        abort.call(this);
      }
      let answers = 0;
      const add = (old: unknown): number => ((old as number | undefined) ?? 0) + 1;
      await instead(IDBTransaction.prototype, 'abort', end, async () => {
        const works = [change('one', add), change('two', add), read('before')];
        for (const work of works) void work.then(() => (answers += 1));
        // The transactions are begun by now, and none of them is done.
        await Promise.resolve().then(() => undefined);
        leave();
        expect(ended).to.have.length(3);
        expect([...(await readDatabase()).keys()]).to.deep.equal(['before']);
        expect(answers).to.equal(0);
        comeBack();
        expect(await Promise.all(works)).to.deep.equal([true, true, 1]);
      });
      expect([...(await readDatabase())]).to.deep.equal([
        ['before', 1],
        ['one', 1],
        ['two', 1],
      ]);
    });

    it('has kept what it wrote last, and writes it no second time', async () => {
      await read('before');
      let puts = 0;
      const put: IDBObjectStore['put'] = Reflect.get(IDBObjectStore.prototype, 'put');
      function count(this: IDBObjectStore, ...given: Parameters<typeof put>): IDBRequest {
        puts += 1;
        return put.apply(this, given);
      }
      await instead(IDBObjectStore.prototype, 'put', count, async () => {
        const writing = write('last', 1);
        // What a page does at once is done before it is left.
        await Promise.resolve().then(() => undefined);
        leave();
        expect((await readDatabase()).get('last')).to.equal(1);
        comeBack();
        expect(await writing).to.equal(true);
      });
      expect(puts).to.equal(1);
    });

    it('is asked for nothing until it is shown again', async () => {
      leave();
      const writing = write('late', 1);
      expect((await readDatabase()).size).to.equal(0);
      comeBack();
      expect(await writing).to.equal(true);
      expect((await readDatabase()).get('late')).to.equal(1);
    });

    it('goes on in memory where it fails after that', async () => {
      leave();
      const writing = instead(IDBObjectStore.prototype, 'put', quota, async () => {
        const kept = write('full', 1);
        comeBack();
        expect(await kept).to.equal(false);
      });
      await writing;
      expect(await read('full')).to.equal(1);
      await remove('full');
    });
  });
});
